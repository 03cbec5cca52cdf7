extension Connection {
  /// Removes the file of this connection, and its name, where it is of no use to anybody.
  ///
  /// Nobody can write while it is looked at. Where somebody is writing now, where the name leads to
  /// another file by now, or where anything fails, the file stays.
  ///
  /// `isUnused`: looks at what is in it.
  ///
  /// - Returns: whether it was removed.
  package func removeFile(where isUnused: (Connection) throws -> Bool) -> Bool {
    guard let file, !isInTransaction else { return false }
    do {
      let other = try Connection(opening: file.path, access: .readWrite, busyTimeout: .zero)
      return try other.withImmediateTransaction {
        try file.requireUnchanged()
        guard try isUnused(other) else { return false }
        file.remove()
        return true
      }
    } catch {
      // Left where it is: nothing is lost by a file too many.
      return false
    }
  }

  /// Whether the name still leads to the file of this connection, so that what is written into it
  /// will be found; a database in memory needs none.
  package var fileHasItsName: Bool { file?.hasItsName ?? true }
}
