extension Connection {
  /// Copies the database as it is now into a new file that only its owner can read.
  ///
  /// Writers wait while it is copied, so the copy is one consistent state. It is complete and on
  /// disk when this returns; after an error there is no file.
  ///
  /// - Throws: `exists` when something is at `path`; `misuse` during a transaction of this
  ///   connection that has written; `busy`, `full` and `io` from either file.
  package func backup(to path: String) throws(SQLiteError) {
    guard !handle.isWriting else {
      throw .misuse("a backup in the middle of a transaction that writes", path: self.path)
    }
    let target = try Connection(opening: path, access: .create)
    let code = handle.copyPages(to: target.handle)
    guard code == SQLiteError.success else {
      let error = target.failure(code, sql: nil)
      DatabaseFile.remove(path)
      throw error
    }
  }
}
