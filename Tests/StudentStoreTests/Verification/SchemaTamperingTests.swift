import SQLite
import Testing

@testable import StudentStore

/// The guards and views themselves: a schema that differs in one letter from the built-in one.
@Suite struct SchemaTamperingTests {
  private func failures(after script: String) throws -> [String] {
    let school = try TestSchool.whole()
    try school.connection.execute(script)
    return try school.database.verify().lines
  }

  @Test func `each dropped trigger is missed by its name`() throws {
    let school = try TestSchool()
    var statement = try school.connection.prepare(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    )
    let triggers = try statement.map { row in (try row.text(at: 0), try row.text(at: 1)) }
    #expect(triggers.count == 3 * 29 + 10, "three guards a table, and ten rules")
    for (name, text) in triggers {
      try school.connection.execute("DROP TRIGGER \(name)")
      #expect(
        try SchemaCheck(school.connection).differences.map(\.failure)
          == [.init(table: "trigger", key: name, message: "it is missing: it was dropped")]
      )
      try school.connection.execute(text)
    }
    #expect(try school.database.verify().ok)
  }

  @Test func `a trigger of the same name that does nothing is found`() throws {
    #expect(
      try failures(
        after: """
          DROP TRIGGER trail_no_update;
          CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail WHEN 0
          BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END
          """
      ) == ["trigger trail_no_update: its definition was changed"]
    )
  }

  @Test func `a trigger on another table is found`() throws {
    #expect(
      try failures(
        after: """
          DROP TRIGGER trail_no_update;
          CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail_locator
          BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END
          """
      ) == ["trigger trail_no_update: its definition was changed"]
    )
  }

  @Test func `a view that lies is found`() throws {
    #expect(
      try failures(
        after: """
          DROP VIEW current_run;
          CREATE VIEW current_run AS SELECT 1 AS run
          """
      ) == ["view current_run: its definition was changed"]
    )
  }

  @Test(arguments: [
    ("CREATE TABLE notes (text TEXT) STRICT", "table notes"),
    ("CREATE VIEW students AS SELECT id FROM student", "view students"),
    ("CREATE INDEX by_name ON student (name)", "index by_name"),
    (
      "CREATE TRIGGER spy AFTER INSERT ON trail BEGIN SELECT 1; END", "trigger spy"
    ),
  ])
  func `what does not belong is found`(script: String, what: String) throws {
    #expect(try failures(after: script) == ["\(what): it does not belong to studentdb"])
  }

  @Test func `a dropped index is found`() throws {
    #expect(
      try failures(after: "DROP INDEX student_school_id")
        == ["index student_school_id: it is missing: it was dropped"]
    )
  }

  @Test func `a column added to a table is found`() throws {
    let lines = try failures(after: "ALTER TABLE sign_off ADD COLUMN note TEXT")
    #expect(lines == ["table sign_off: its definition was changed"])
  }

  @Test func `what ANALYZE writes down does not belong, and is told how to be removed`() throws {
    #expect(
      try failures(after: "ANALYZE")
        == ["table sqlite_stat1: it was made by ANALYZE; DROP TABLE sqlite_stat1 removes it"]
    )
  }
}
