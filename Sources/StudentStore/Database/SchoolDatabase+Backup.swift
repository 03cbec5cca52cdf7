import SQLite

extension SchoolDatabase {
  /// Copies the database as it is now into a new file that only its owner can read.
  ///
  /// - Throws: `SQLiteError` of kind `exists` if something is at `path`; after an error there is no copy.
  package func backup(to path: String) throws { try connection.backup(to: path) }
}
