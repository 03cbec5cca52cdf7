import SQLite

/// What became of an act that the disk failed in.
package enum ActFate: Equatable, Sendable {
  /// The file is as before.
  case nothingKept
  /// All of it is in the file: the disk failed after the last step.
  case kept(TrailHead, TrailKind)
  /// The file cannot be read, so that this is not known.
  case unknown
}

extension SchoolDatabase {
  /// What a failed act is to be reported as.
  ///
  /// `entry`: the trail entry of the act where its COMMIT failed. That may be true of a change that
  /// is in the file for good: SQLite removes its journal, which makes the change final, and only then
  /// syncs the folder.
  func failure(_ error: SQLiteError, kind: TrailKind, entry: TrailHead?) -> any Error {
    if error.extendedCode == Self.movedFile, let path {
      return StoreError.fileGone(path: path)
    }
    let fate = entry.map { self.fate(of: $0, kind) } ?? .nothingKept
    // Of a file that is busy or breaks a rule, everybody knows that nothing was kept.
    guard fate != .nothingKept || error.kind == .io || error.kind == .full else { return error }
    return StoreError.actFailed(
      path: error.path,
      isFull: error.kind == .full,
      detail: error.message,
      fate
    )
  }

  /// SQLITE_READONLY_DBMOVED: the file has no name any more.
  private static let movedFile: Int32 = 1032

  private func fate(of entry: TrailHead, _ kind: TrailKind) -> ActFate {
    guard let path else { return .nothingKept }
    do {
      // A connection of its own: it sees what any other program would see, and takes back first
      // what was left half done.
      let other = try Connection(opening: path, access: .readWrite)
      return try Trail(connection: other).contains(entry) ? .kept(entry, kind) : .nothingKept
    } catch {
      return .unknown
    }
  }
}
