import Migrations
import SQLite

extension SchoolDatabase {
  /// Does a bulk load with some row guards of the schema lifted, and puts the same text back.
  ///
  /// A row guard costs more than the insert it guards: it runs a query a row. Inside one
  /// transaction no other program can write, and the program numbers its rows itself, so the guard has
  /// nothing to catch; DDL is transactional, so no crash can leave it lifted. The text comes from
  /// the migration, never from the file, which could have more in it than a trigger.
  func withoutRowGuards<Result>(
    of table: BulkTable,
    _ body: () throws -> Result
  ) throws -> Result {
    // A load that fails takes its act with it, guards and all.
    try connection.withUnrecoverablePart {
      let guards = try table.rowGuards.map { try Self.definition(of: $0.name) }
      for (name, drop) in table.rowGuards {
        do {
          try connection.execute(drop)
        } catch let error as SQLiteError where error.kind == .syntax {
          throw Self.missing(name)
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

/// A table that takes rows by the million.
enum BulkTable {
  case student
  /// The same table, where many of its rows are changed.
  case studentUpdate
  case imputation

  /// The triggers that run for every row that is written, each with what lifts it.
  var rowGuards: [(name: String, drop: String)] {
    switch self {
    case .student: [("student_no_replace", "DROP TRIGGER student_no_replace")]
    case .studentUpdate: [("student_no_update", "DROP TRIGGER student_no_update")]
    case .imputation:
      [
        ("imputation_no_replace", "DROP TRIGGER imputation_no_replace"),
        ("imputation_only_of_missing", "DROP TRIGGER imputation_only_of_missing"),
      ]
    }
  }
}
