import RosterReading

extension ForeignSchemaTests {
  static let changes = code + lies + endless + objects + oddities

  private static func tail(_ trigger: String, _ statements: String) -> String {
    """
    UPDATE sqlite_schema SET sql = sql || '; \(statements)' WHERE name = '\(trigger)'
    """
  }

  static let endlessNumbers =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"

  static func listed(_ type: String, _ name: String, on table: String, _ text: String)
    -> String
  {
    """
    INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)
    VALUES ('\(type)', '\(name)', '\(table)', 0, '\(text)')
    """
  }

  /// SQL that waits in the file until somebody runs it.
  static let code = [
    Change(
      what: "another school's file is attached and changed behind a guard",
      script: tail(
        "student_no_replace",
        """
        ATTACH ''VICTIM'' AS y; DROP TRIGGER y.student_no_update; \
        UPDATE y.student SET name = ''gone'' WHERE id = 1
        """
      ),
      named: "trigger student_no_replace",
      isTriedWithAll: true
    ),
    Change(
      what: "statements behind a guard of updates",
      script: tail("student_no_update", "UPDATE student SET group_name = ''x''"),
      named: "trigger student_no_update"
    ),
    Change(
      what: "statements behind a guard of runs",
      script: tail("imputation_no_replace", "DROP TRIGGER trail_no_update; CREATE TABLE t(a)"),
      named: "trigger imputation_no_replace"
    ),
    Change(
      what: "a guard that does harm",
      script: """
        DROP TRIGGER student_no_replace;
        CREATE TRIGGER student_no_replace BEFORE INSERT ON student
        BEGIN UPDATE student SET name = 'changed' WHERE id = 1; END
        """,
      named: "trigger student_no_replace"
    ),
    Change(
      what: "a guard dropped",
      script: "DROP TRIGGER trail_no_delete",
      named: "trigger trail_no_delete"
    ),
    Change(
      what: "a trigger with the name of a statistic",
      script: listed(
        "trigger",
        "sqlite_stat_x",
        on: "evidence_cell",
        "CREATE TRIGGER sqlite_stat_x BEFORE INSERT ON evidence_cell BEGIN SELECT RAISE(IGNORE); END"
      ),
      named: "trigger sqlite_stat_x",
      isTriedWithAll: true
    ),
    Change(
      what: "a trigger with the name of a view",
      script: listed(
        "trigger",
        "review_queue",
        on: "review_decision",
        "CREATE TRIGGER review_queue BEFORE INSERT ON review_decision BEGIN SELECT RAISE(ABORT, ''x''); END"
      ),
      named: "trigger review_queue"
    ),
    Change(
      what: "a trigger with the name of a table, first in the list",
      script: """
        CREATE TRIGGER student AFTER INSERT ON review_decision BEGIN SELECT 1; END;
        UPDATE sqlite_schema SET rowid = -5 WHERE type = 'trigger' AND name = 'student'
        """,
      named: "malformed database schema (student)",
      damaged: 65
    ),
    Change(
      what: "an endless trigger",
      script: """
        CREATE TRIGGER zz AFTER INSERT ON review_decision
        BEGIN SELECT count(*) FROM (\(endlessNumbers) SELECT i FROM n); END
        """,
      named: "trigger zz"
    ),
    Change(
      what: "a trigger with escape codes in its name",
      script: """
        CREATE TRIGGER "\u{1B}[2Jevil" AFTER INSERT ON trail BEGIN SELECT 1; END
        """,
      named: "[2Jevil"
    ),
  ]

  /// Views that say something else than the tables.
  static let lies = [
    Change(
      what: "a view that names another run",
      script: "DROP VIEW current_run; CREATE VIEW current_run AS SELECT 1 AS run",
      named: "view current_run",
      isTriedWithAll: true
    ),
    Change(
      what: "a view without the students of one class",
      script: """
        UPDATE sqlite_schema SET sql = replace(sql, 'WHERE not_a_person', 'WHERE group_name = ''7a'' AND not_a_person')
        WHERE name = 'active_student'
        """,
      named: "view active_student"
    ),
    Change(
      what: "a view with one space more",
      script: "UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'effective_student'",
      named: "view effective_student"
    ),
    Change(
      what: "a view gone",
      script: "DROP VIEW review_queue",
      named: "view review_queue"
    ),
    Change(
      what: "a view with the name of a statistic",
      script: listed(
        "view",
        "sqlite_stat_v",
        on: "sqlite_stat_v",
        "CREATE VIEW sqlite_stat_v AS SELECT 1"
      ),
      named: "view sqlite_stat_v"
    ),
  ]

  /// Views that would never end, or fill the memory.
  static let endless = [
    Change(
      what: "an endless view of the students",
      script: """
        DROP VIEW active_student;
        CREATE VIEW active_student AS \(endlessNumbers)
        SELECT student.*, 'recorded' AS gender_status FROM n CROSS JOIN student
        """,
      named: "view active_student",
      isTriedWithAll: true
    ),
    Change(
      what: "an endless queue",
      script: """
        DROP VIEW review_queue;
        CREATE VIEW review_queue AS \(endlessNumbers) SELECT i AS student, i AS run FROM n
        """,
      named: "view review_queue"
    ),
    Change(
      what: "a view of itself",
      script: """
        DROP VIEW effective_student; CREATE VIEW effective_student AS SELECT * FROM effective_student
        """,
      named: "view effective_student"
    ),
    Change(
      what: "two views of each other",
      script: """
        DROP VIEW effective_student; DROP VIEW active_student;
        CREATE VIEW effective_student AS SELECT * FROM active_student;
        CREATE VIEW active_student AS SELECT * FROM effective_student
        """,
      named: "view effective_student"
    ),
    Change(
      what: "a view with a value of 800 MB",
      script: """
        DROP VIEW effective_student;
        CREATE VIEW effective_student AS SELECT id AS student, hex(zeroblob(400000000)) AS name FROM student
        """,
      named: "view effective_student"
    ),
    Change(
      what: "statistics that are computed as they are read",
      script: """
        CREATE TABLE seed (x);
        INSERT INTO seed \(endlessNumbers) SELECT i FROM n LIMIT 50000;
        UPDATE sqlite_schema SET name = 'sqlite_stat1', tbl_name = 'sqlite_stat1',
          sql = 'CREATE TABLE sqlite_stat1(tbl, idx AS (hex(zeroblob(100000000))), stat AS (tbl))'
        WHERE name = 'seed'
        """,
      named: "table sqlite_stat1"
    ),
    Change(
      what: "the list of migrations is an endless view",
      script: """
        DROP TABLE schema_migration;
        CREATE VIEW schema_migration AS \(endlessNumbers)
        SELECT i AS version, '' AS name, '' AS script FROM n
        """,
      named: "table schema_migration",
      damaged: 65
    ),
  ]
}
