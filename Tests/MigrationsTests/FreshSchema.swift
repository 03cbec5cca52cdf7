import Migrations
import SQLite

/// A database in memory with every script run in order.
func freshSchema() throws -> Connection {
  let connection = try Connection.inMemory()
  for migration in Migration.all {
    try connection.execute(migration.script)
  }
  return connection
}

extension Connection {
  /// The rows of a query, each as its columns joined by a bar, NULL as a dash.
  func lines(_ query: String) throws -> [String] {
    var statement = try prepare(SQL(typed: query))
    return try statement.map { row in
      try (0..<row.columnCount).map { try row.value(at: $0).shown }.joined(separator: "|")
    }
  }

  /// The first column of a query's rows.
  func texts(_ query: String) throws -> [String] {
    var statement = try prepare(SQL(typed: query))
    return try statement.map { row in try row.text(at: 0) }
  }

  /// Every table of the schema.
  func tables() throws -> [String] {
    try texts(
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name
      """
    )
  }

  /// Those whose rows are records: all but what is counted from them.
  func recordTables() throws -> [String] { try tables().filter { $0 != "student_count" } }

  /// The columns of a table in order.
  func columns(of table: String) throws -> [String] {
    try texts("SELECT name FROM pragma_table_info('\(table)')")
  }

  /// As an SQLite shell opens a file: `REPLACE` asks no delete trigger, nothing checks references.
  func behaveLikeShell() throws {
    try execute("PRAGMA recursive_triggers = OFF; PRAGMA foreign_keys = OFF")
  }

  /// The database's own words for refusing a script; nil where it does not.
  func refusal(of script: String) throws -> String? {
    do throws(SQLiteError) {
      try execute(script)
      return nil
    } catch {
      guard case .constraint = error.kind else { throw error }
      return error.message
    }
  }
}

extension SQLiteValue {
  var shown: String {
    switch self {
    case .null: "-"
    case .integer(let integer): "\(integer)"
    case .real(let real): "\(real)"
    case .text(let text): text
    case .blob(let blob): "\(blob.count) bytes"
    }
  }
}
