import Migrations
import SQLite

extension SchoolDatabase {
  /// Runs a bulk load with some row triggers of the schema dropped, and recreates them from the
  /// same text.
  ///
  /// A row trigger costs more than its insert, because it runs a query per row. Inside one
  /// transaction no other program can write, and the program numbers its rows itself, so the
  /// trigger is not needed. DDL is transactional, so a crash cannot leave it dropped. The text
  /// comes from the migration, never from the file, which could contain more than a trigger.
  func withoutRowGuards<Result>(
    of table: BulkTable,
    _ body: () throws -> Result
  ) throws -> Result {
    try without(table.rowGuards, body)
  }

  /// The same for any guards; an erasure lifts those against deleting and changing rows.
  func without<Result>(
    _ dropped: [TableGuard],
    _ body: () throws -> Result
  ) throws -> Result {
    // If a load fails, its act is rolled back, including the triggers.
    try connection.withUnrecoverablePart {
      let guards = try dropped.map { try Self.definition(of: $0.name) }
      for dropped in dropped {
        do {
          try connection.run(dropped.drop)
        } catch let error as SQLiteError where error.kind == .syntax {
          throw Self.missing(dropped.name)
        }
      }
      let result = try body()
      for definition in guards { try connection.execute(definition) }
      return result
    }
  }

  private static func definition(of trigger: String) throws -> String {
    guard let definition = Migration.trigger(trigger) else { throw missing(trigger) }
    return definition
  }

  private static func missing(_ trigger: String) -> StoreError {
    .malformed(table: "sqlite_schema", detail: "trigger \(trigger) is missing")
  }
}

/// A table into which millions of rows are inserted.
enum BulkTable {
  case student
  /// The same table, if many of its rows are changed.
  case studentUpdate
  case imputation

  /// The triggers that run for every written row.
  var rowGuards: [TableGuard] {
    switch self {
    case .student: [TableGuard(name: "student_no_replace", drop: "DROP TRIGGER student_no_replace")]
    case .studentUpdate: [CoveredTable.student.guards.update]
    case .imputation:
      [
        TableGuard(name: "imputation_no_replace", drop: "DROP TRIGGER imputation_no_replace"),
        TableGuard(
          name: "imputation_only_of_missing",
          drop: "DROP TRIGGER imputation_only_of_missing"
        ),
      ]
    }
  }
}
