package import StudentStore

/// Copies the database into another file, and checks the copy.
package struct BackupWorkflow {
  private let database: SchoolDatabase

  package init(_ database: SchoolDatabase) {
    self.database = database
  }

  /// The copy, and what its own trail says of it.
  package struct Outcome: Sendable {
    package let students: Int
    package let verification: Verification
  }

  /// Makes the copy.
  ///
  /// - Parameters:
  ///   - path: An empty file, to which the caller gives its name afterwards.
  ///   - context: For opening the copy.
  /// - Throws: `SQLiteError` if either file cannot be read or written; then the copy is incomplete.
  /// - Returns: The copy.
  package func run(into path: String, context: WorkContext) throws -> Outcome {
    try database.backup(into: path)
    let copy = try SchoolDatabase.open(path, access: .verification, context: context)
    return Outcome(
      students: try copy.studentCount(),
      verification: try copy.verify(progress: context.progress)
    )
  }
}
