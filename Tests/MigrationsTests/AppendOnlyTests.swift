import SQLite
import Testing

/// History is only ever added to, also by a person at an SQLite shell, whose connection has
/// `recursive_triggers` and `foreign_keys` off.
@Suite struct AppendOnlyTests {
  private func shell() throws -> Connection {
    let connection = try HandMadeSchool.make()
    try connection.behaveLikeShell()
    #expect(try connection.lines("PRAGMA recursive_triggers") == ["0"])
    #expect(try connection.lines("PRAGMA foreign_keys") == ["0"])
    return connection
  }

  private func count(_ table: String, _ connection: Connection) throws -> String {
    try connection.lines("SELECT count(*) FROM \(table)").joined()
  }

  @Test func `the hand-made school has a row in every table`() throws {
    let connection = try HandMadeSchool.make()
    for table in try connection.tables() {
      #expect(try count(table, connection) != "0", "\(table)")
    }
    #expect(try connection.foreignKeyViolations().isEmpty)
    #expect(try connection.integrityMessages().isEmpty)
  }

  @Test func `no column of any history row can be written, not even with its own value`() throws {
    let connection = try shell()
    for table in try connection.recordTables() where table != "student" {
      for column in try connection.columns(of: table) {
        for verb in ["UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"] {
          let refusal = try connection.refusal(of: "\(verb) \(table) SET \(column) = \(column)")
          #expect(refusal == "\(table) is append-only", "\(verb) \(table).\(column)")
        }
      }
    }
  }

  @Test func `no row can be deleted`() throws {
    let connection = try shell()
    for table in try connection.recordTables() {
      let before = try count(table, connection)
      #expect(
        try connection.refusal(of: "DELETE FROM \(table)") == "\(table) is append-only",
        "\(table)"
      )
      #expect(try count(table, connection) == before, "\(table)")
    }
  }

  @Test func `no row can be replaced by itself, under any conflict rule`() throws {
    let connection = try shell()
    // It would speak first; the guard is to hold without it.
    try connection.execute("DROP TRIGGER trail_no_gap")
    for table in try connection.recordTables() {
      let columns = try connection.columns(of: table).joined(separator: ", ")
      for verb in ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"] {
        let refusal = try connection.refusal(
          of: "\(verb) INTO \(table) (\(columns)) SELECT \(columns) FROM \(table) LIMIT 1"
        )
        #expect(refusal?.contains("append-only") == true, "\(verb) \(table): \(refusal ?? "-")")
      }
    }
  }

  @Test func `no row can be replaced through a unique key other than its own number`() throws {
    let connection = try shell()
    var others = 0
    for table in try connection.tables() {
      let uniques = try connection.texts(
        "SELECT name FROM pragma_index_list('\(table)') WHERE \"unique\" = 1 AND origin <> 'pk'"
      )
      guard !uniques.isEmpty else { continue }
      let columns = try connection.columns(of: table)
      let primary = try connection.texts(
        "SELECT name FROM pragma_table_info('\(table)') WHERE pk > 0 ORDER BY pk"
      )
      for index in uniques {
        let keys = try connection.texts("SELECT name FROM pragma_index_info('\(index)')")
        // A row of the table under a new number; its other unique values stay.
        let number = primary.first { !keys.contains($0) }
        let selected = columns.map { $0 == number ? "1000 + \($0)" : $0 }
        let filled = keys.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
        let before = try count(table, connection)
        let refusal = try connection.refusal(
          of: """
            INSERT OR REPLACE INTO \(table) (\(columns.joined(separator: ", ")))
            SELECT \(selected.joined(separator: ", ")) FROM \(table) WHERE \(filled) LIMIT 1
            """
        )
        #expect(refusal != nil, "\(index)")
        #expect(try count(table, connection) == before, "\(index)")
        others += 1
      }
    }
    #expect(others == 6, "student, stratum, two of review_decision, sign_off_void, trail")
  }

  @Test func `an upsert is refused as well`() throws {
    let connection = try shell()
    let refusal = try connection.refusal(
      of: """
        INSERT INTO cell_probability VALUES (2, 1, 'female', 0.5, 0.5)
        ON CONFLICT DO UPDATE SET probability = excluded.probability
        """
    )
    #expect(refusal == "cell_probability is append-only")
  }
}
