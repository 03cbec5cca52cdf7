import SQLite

extension SchoolDatabase {
  /// Copies the database as it is now into an empty file.
  package func backup(into path: String) throws {
    try connection.backup(to: path, isThere: true)
  }
}
