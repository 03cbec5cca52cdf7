import SQLite

/// The result of an act during which the disk failed.
package enum ActFate: Equatable, Sendable {
  /// The file is as before.
  case nothingKept
  /// The act is in the file: the disk failed after the last step.
  case kept(TrailHead, TrailKind)
  /// The file cannot be read, so the result is unknown.
  case unknown
}

extension SchoolDatabase {
  /// The error to report for a failed act.
  ///
  /// `entry`: the trail entry of the act, if its COMMIT failed. COMMIT can fail although the change
  /// is permanent: SQLite removes its journal, which makes the change final, and only then syncs
  /// the folder.
  func failure(_ error: SQLiteError, kind: TrailKind, entry: TrailHead?) -> any Error {
    if error.extendedCode == Self.movedFile, let path {
      return StoreError.fileGone(path: path)
    }
    let fate = entry.map { self.fate(of: $0, kind) } ?? .nothingKept
    // If the file is busy or a constraint fails, nothing was kept.
    guard fate != .nothingKept || error.kind == .io || error.kind == .full else { return error }
    return StoreError.actFailed(
      path: error.path,
      isFull: error.kind == .full,
      detail: error.message,
      fate
    )
  }

  /// SQLITE_READONLY_DBMOVED: the file was deleted or renamed.
  private static let movedFile: Int32 = 1032

  private func fate(of entry: TrailHead, _ kind: TrailKind) -> ActFate {
    guard let path else { return .nothingKept }
    do {
      // A separate connection sees what any other program would see, and first rolls back an
      // interrupted change.
      let other = try Connection(opening: path, access: .readWrite)
      return try Trail(connection: other).contains(entry) ? .kept(entry, kind) : .nothingKept
    } catch {
      return .unknown
    }
  }
}
