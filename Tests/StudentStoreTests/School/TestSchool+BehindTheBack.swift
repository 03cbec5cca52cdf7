import SQLite

@testable import StudentStore

extension TestSchool {
  /// Changes something as a person who knows SQLite would: the triggers of a table dropped, every
  /// check and reference off, and each trigger's own text put back afterwards.
  func behindTheBack(_ table: String, _ body: (Connection) throws -> Void) throws {
    let triggers = try connection.texts(
      "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '\(table)'"
    )
    let names = try connection.texts(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '\(table)'"
    )
    try connection.execute("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
    for name in names { try connection.execute("DROP TRIGGER \(name)") }
    try body(connection)
    for trigger in triggers { try connection.execute(trigger) }
    try connection.execute("PRAGMA ignore_check_constraints = OFF; PRAGMA foreign_keys = ON")
  }

  /// The same with one statement.
  func behindTheBack(_ table: String, run statement: String, _ values: SQLiteValue...) throws {
    try behindTheBack(table) { try $0.run(SQL(typed: statement), values) }
  }
}

extension Verification {
  /// Every failure in a line of its own.
  var lines: [String] { failures.map { "\($0.table) \($0.key): \($0.message)" } }

  /// The checks that found something.
  var broken: [String] { checks.filter { !$0.ok }.map(\.name) }
}
