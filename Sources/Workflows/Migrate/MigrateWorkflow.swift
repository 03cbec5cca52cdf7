package import StudentStore

/// Brings an older file up to date, after a backup.
package struct MigrateWorkflow {
  private let database: SchoolDatabase

  /// `database`: opened for migration, or for a query if only the plan is wanted.
  package init(_ database: SchoolDatabase) {
    self.database = database
  }

  /// The version of the file, and what is still to run.
  package func plan() throws -> MigrationPlan { try database.migrationPlan() }

  /// Runs the scripts that are new to the file, and checks the file afterwards.
  ///
  /// `backUp`: makes a verified backup; it is called while no other program can write, and what it
  /// throws leaves the file as it was.
  ///
  /// - Throws: what `backUp` throws, or why the file could not be written; then nothing of it is kept.
  package func run(context: WorkContext, backUp: () throws -> Void) throws {
    try database.migrate(context: context, beforehand: backUp)
  }

  /// Whether the file proves itself.
  package func verification() throws -> Verification { try database.verify() }
}
