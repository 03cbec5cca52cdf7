package import StudentStore

/// Copies the database into a new file, and checks the copy.
package struct BackupWorkflow {
  private let database: SchoolDatabase

  package init(_ database: SchoolDatabase) {
    self.database = database
  }

  /// The copy, and what its own trail says of it.
  package struct Outcome: Sendable {
    package let path: String
    package let students: Int
    package let verification: Verification
  }

  /// Makes the copy.
  ///
  /// - Parameters:
  ///   - path: A file that must not exist yet.
  ///   - context: For opening the copy.
  /// - Throws: `SQLiteError` of kind `exists` if something is at the path, and if either file cannot be
  ///   read or written; then there is no copy.
  /// - Returns: The copy.
  package func run(to path: String, context: WorkContext) throws -> Outcome {
    try database.backup(to: path)
    let copy = try SchoolDatabase.open(path, access: .verification, context: context)
    return Outcome(
      path: path,
      students: try copy.studentCount(),
      verification: try copy.verify(expectedHead: nil)
    )
  }
}
