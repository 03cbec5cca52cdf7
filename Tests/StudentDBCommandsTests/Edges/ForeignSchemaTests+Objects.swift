import RosterReading

extension ForeignSchemaTests {
  /// Tables that are more, fewer or other.
  static let objects = [
    Change(
      what: "a view in the place of a table",
      script: """
        PRAGMA legacy_alter_table = ON;
        ALTER TABLE student RENAME TO real_student;
        CREATE VIEW student AS SELECT * FROM real_student
        """,
      named: "table student",
      damaged: 65
    ),
    Change(
      what: "a virtual table in the place of a table",
      script: "DROP TABLE sign_off_void; CREATE VIRTUAL TABLE sign_off_void USING fts5(sign_off)",
      named: "table sign_off_void",
      damaged: 65
    ),
    Change(
      what: "a table gone",
      script: "DROP TABLE sign_off_void",
      named: "table sign_off_void",
      damaged: 65
    ),
    Change(
      what: "a computed column",
      script: "ALTER TABLE student ADD COLUMN evil TEXT AS (hex(zeroblob(100000000)))",
      named: "table student",
      damaged: 65
    ),
    Change(
      what: "a column more",
      script: "ALTER TABLE sign_off ADD COLUMN note TEXT",
      named: "table sign_off"
    ),
    Change(
      what: "a check less",
      script: """
        UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (height_cm BETWEEN 50.0 AND 260.0)', '')
        WHERE name = 'student'
        """,
      named: "table student"
    ),
    Change(
      what: "a check that takes a second a row",
      script: """
        UPDATE sqlite_schema
        SET sql = replace(sql, 'CHECK (height_cm BETWEEN 50.0 AND 260.0)',
                          'CHECK (length(hex(zeroblob(400000000))) > 0)')
        WHERE name = 'student'
        """,
      named: "table student"
    ),
    Change(
      what: "a table more",
      script: "CREATE TABLE notes (text TEXT)",
      named: "table notes"
    ),
    Change(
      what: "a virtual table more",
      script: "CREATE VIRTUAL TABLE search USING fts5(a)",
      named: "table search"
    ),
    Change(
      what: "an index gone",
      script: "DROP INDEX student_school_id",
      named: "index student_school_id"
    ),
    Change(
      what: "an index more",
      script: "CREATE INDEX by_name ON student (name)",
      named: "index by_name"
    ),
    Change(what: "ANALYZE", script: "ANALYZE", named: "sqlite_stat1"),
  ]

  /// Rows of the list that SQLite never writes.
  static let oddities = [
    Change(
      what: "a row without a text",
      script: listed("trigger", "zz", on: "trail", "")
        + "; UPDATE sqlite_schema SET sql = NULL WHERE name = 'zz'",
      named: "zz",
      damaged: 65
    ),
    Change(
      what: "a blob for a text",
      script: """
        UPDATE sqlite_schema SET tbl_name = CAST('review_queue' AS BLOB) WHERE name = 'review_queue'
        """,
      named: "view review_queue"
    ),
    Change(
      what: "a table listed for another table",
      script: "UPDATE sqlite_schema SET tbl_name = 'trail' WHERE name = 'sign_off_void'",
      named: "malformed database schema (sign_off_void)",
      damaged: 65
    ),
    Change(
      what: "the name of a view in capitals",
      script: """
        UPDATE sqlite_schema SET name = 'Current_Run', sql = replace(sql, 'VIEW current_run', 'VIEW Current_Run')
        WHERE name = 'current_run'
        """,
      named: "view current_run"
    ),
  ]
}
