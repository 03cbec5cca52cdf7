import SQLite
import Testing

/// A reverted import through an SQLite shell: nothing of it counts, nothing of it can be slipped back.
@Suite struct RevertGuardTests {
  private func shell() throws -> Connection {
    let connection = try HandMadeSchool.make()
    try connection.behaveLikeShell()
    return connection
  }

  private func revert(_ importBatch: Int) -> String {
    "INSERT INTO import_revert VALUES (\(importBatch), 'dba', 't', 'why', '0', zeroblob(16))"
  }

  @Test func `the students of a reverted import do not stand`() throws {
    let connection = try shell()
    #expect(try connection.lines("SELECT count(*) FROM student") == ["11"])
    #expect(
      try connection.lines("SELECT id FROM active_student ORDER BY id")
        == (1...10).map(String.init)
    )
  }

  @Test func `an import is not reverted while a signature stands on one of its students`() throws {
    let connection = try shell()
    // Hal was found in the second file, which goes first.
    #expect(try connection.refusal(of: revert(2)) == nil)
    #expect(
      try connection.refusal(of: revert(1)) == "a signature stands on a student of this import"
    )
    try connection.execute("INSERT INTO sign_off_void VALUES (2, 1, 2, 'dba', 't', 'why')")
    #expect(try connection.refusal(of: revert(1)) == nil)
    #expect(try connection.lines("SELECT count(*) FROM active_student") == ["0"])
  }

  @Test func `a signature under a decision that another followed is in nobody's way`() throws {
    let connection = try shell()
    try connection.execute(revert(2))
    try connection.execute(
      """
      INSERT INTO review_decision (student, run, verdict, reviewer, decided_at, blind, supersedes)
      VALUES (2, 2, 'later', 'ada', 't16', 0, 5)
      """
    )
    #expect(try connection.refusal(of: revert(1)) == nil)
  }

  @Test func `an import is not reverted before a later one that rests on it`() throws {
    let connection = try shell()
    try connection.execute("INSERT INTO sign_off_void VALUES (2, 1, 2, 'dba', 't', 'why')")
    #expect(try connection.refusal(of: revert(1)) == "a later import rests on this one")
    try connection.execute(revert(2))
    #expect(try connection.refusal(of: revert(1)) == nil)
  }

  @Test func `an import that changed somebody is not reverted before a later line about them`()
    throws
  {
    let connection = try shell()
    try connection.execute(Self.copyOfImport(3, as: 4))
    try connection.execute("INSERT INTO student_line VALUES (4, 2, 8, '[\"Hal\",\"m\"]', NULL)")
    #expect(try connection.refusal(of: revert(2)) == "a later import rests on this one")
    try connection.execute(revert(4))
    #expect(try connection.refusal(of: revert(2)) == nil)
  }

  @Test func `an import is reverted once`() throws {
    let connection = try shell()
    for verb in ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"] {
      #expect(
        try connection.refusal(
          of:
            "\(verb) INTO import_revert VALUES (3, 'dba', 't', 'another reason', '0', zeroblob(16))"
        ) == "import_revert is append-only"
      )
    }
    #expect(try connection.lines("SELECT reason FROM import_revert") == ["the wrong file"])
  }

  @Test func `a revert has a reason`() throws {
    let connection = try shell()
    #expect(
      try connection.refusal(
        of: "INSERT INTO import_revert VALUES (2, 'dba', 't', '', '0', zeroblob(16))"
      ) != nil
    )
  }

  @Test func `the same bytes come again only after a revert`() throws {
    let connection = try shell()
    let refused = "import_batch is append-only"
    #expect(try connection.refusal(of: Self.copyOfImport(2, as: 4)) == refused)
    #expect(
      try connection.refusal(of: Self.copyOfImport(2, as: 4, verb: "REPLACE")) == refused
    )
    #expect(try connection.refusal(of: Self.copyOfImport(3, as: 4)) == nil)
    #expect(try connection.refusal(of: Self.copyOfImport(3, as: 5)) == refused)
    try connection.execute(revert(4))
    #expect(try connection.refusal(of: Self.copyOfImport(3, as: 5)) == nil)
  }

  @Test func `an id is one student's among those who count`() throws {
    let connection = try shell()
    func insert(_ id: Int, _ school: String, import batch: Int, verb: String = "INSERT") -> String {
      """
      \(verb) INTO student (id, import_batch, line, school_id, name, gender_absence, height_cm, salt)
      VALUES (\(id), \(batch), 9, '\(school)', 'New', 'missing', 160, zeroblob(16))
      """
    }
    for verb in ["INSERT", "INSERT OR REPLACE", "REPLACE"] {
      #expect(try connection.refusal(of: insert(20, "A1", import: 2, verb: verb)) != nil)
      #expect(try connection.refusal(of: insert(20, "K1", import: 3, verb: verb)) != nil)
    }
    #expect(try connection.refusal(of: insert(20, "K1", import: 2)) == nil)
    #expect(try connection.refusal(of: insert(21, "K1", import: 2)) != nil)
    #expect(
      try connection.lines("SELECT id, name FROM student WHERE school_id = 'K1' ORDER BY id")
        == ["11|Kit", "20|New"]
    )
  }

  @Test func `who does not count is not changed, not inferred and not decided about`() throws {
    let connection = try shell()
    try connection.execute(
      """
      INSERT INTO student_change (student, field, old_value, new_value, actor, changed_at, reason)
      VALUES (11, 'name', 'Kit', 'Eve', 'dba', 't', 'why')
      """
    )
    #expect(
      try connection.refusal(of: "UPDATE student SET name = 'Eve' WHERE id = 11")
        == "a student changes only together with a student_change"
    )
    #expect(
      try connection.refusal(of: "INSERT INTO imputation (run, student, cell) VALUES (2, 11, 3)")
        == "only a missing gender is inferred"
    )
    #expect(
      try connection.refusal(
        of: """
          INSERT INTO review_decision (student, run, verdict, gender, reviewer, decided_at, blind)
          VALUES (11, NULL, 'correct', 'male', 'dba', 't', 0)
          """
      ) == "only a missing gender is decided"
    )
  }

  @Test func `a student does not take the id of one who counts, and may take one that is free`()
    throws
  {
    let connection = try shell()
    for (id, isFree) in [("A1", false), ("K1", true)] {
      try connection.execute(
        """
        INSERT INTO student_change (student, field, old_value, new_value, actor, changed_at, reason)
        VALUES (2, 'school_id', 'A2', '\(id)', 'dba', 't', 'why')
        """
      )
      let refusal = try connection.refusal(
        of: "UPDATE OR REPLACE student SET school_id = '\(id)' WHERE id = 2"
      )
      #expect((refusal == nil) == isFree, "\(id)")
    }
    #expect(try connection.lines("SELECT count(*) FROM student") == ["11"])
  }

  @Test func `a change is a line's, a revert's or a person's`() throws {
    let connection = try shell()
    func change(_ source: String) -> String {
      """
      INSERT INTO student_change
        (student, field, old_value, new_value, import_batch, line, actor, changed_at, reason, reverts)
      VALUES (1, 'group_name', '7b', '7c', \(source))
      """
    }
    #expect(try connection.refusal(of: change("2, 3, 'dba', 't', NULL, NULL")) == nil)
    #expect(try connection.refusal(of: change("NULL, NULL, 'dba', 't', 'why', NULL")) == nil)
    #expect(try connection.refusal(of: change("NULL, NULL, 'dba', 't', 'why', 3")) == nil)
    #expect(try connection.refusal(of: change("NULL, NULL, 'dba', 't', NULL, 3")) != nil)
    #expect(try connection.refusal(of: change("2, 3, 'dba', 't', 'why', 3")) != nil)
    #expect(try connection.refusal(of: change("NULL, NULL, 'dba', 't', NULL, NULL")) != nil)
  }

  @Test func `only two rows that count are joined, and their import stays then`() throws {
    let connection = try shell()
    func join(_ id: Int, _ student: Int, _ other: Int) -> String {
      "INSERT INTO student_join VALUES (\(id), \(student), \(other), 2, NULL, 'dba', 't', 'why', '0', zeroblob(16))"
    }
    #expect(try connection.refusal(of: join(2, 9, 9)) != nil)
    #expect(try connection.refusal(of: join(2, 9, 11)) == "two rows that both count are joined")
    #expect(try connection.refusal(of: join(2, 2, 3)) == nil)
    try connection.execute(
      """
      INSERT INTO student_change
        (student, field, new_value, actor, changed_at, reason, student_join)
      VALUES (3, 'same_as', 2, 'dba', 't', 'why', 2);
      UPDATE student SET same_as = 2 WHERE id = 3;
      """
    )
    #expect(try connection.refusal(of: join(3, 9, 3)) == "two rows that both count are joined")
    #expect(
      try connection.lines("SELECT gender_status FROM listed_student WHERE id = 3") == ["merged"]
    )
    #expect(try connection.lines("SELECT id FROM active_student WHERE id = 3").isEmpty)
    try connection.execute(revert(2))
    try connection.execute("INSERT INTO sign_off_void VALUES (2, 1, 2, 'dba', 't', 'why')")
    #expect(
      try connection.refusal(of: revert(1)) == "a student of this import is joined with another"
    )
  }

  @Test func `the other row of a join has no other way to be one`() throws {
    let connection = try shell()
    #expect(
      try connection.refusal(
        of: """
          INSERT INTO student_change (student, field, new_value, actor, changed_at, reason)
          VALUES (3, 'same_as', 2, 'dba', 't', 'why')
          """
      ) != nil
    )
  }

  private static func copyOfImport(_ id: Int, as copy: Int, verb: String = "INSERT") -> String {
    """
    \(verb) INTO import_batch
      (id, source_name, sha256, byte_count, encoding, byte_order_mark, delimiter, line_ending,
       final_newline, header_line, header_record, headings, column_map, row_count, added, updated,
       unchanged, conflicts, rejected, doubts, missing_gender, declined_gender, doubt_gender,
       missing_height, not_a_person, voided, blank_lines, actor, imported_at, program_version,
       salt)
    SELECT \(copy), source_name, sha256, byte_count, encoding, byte_order_mark, delimiter,
      line_ending, final_newline, header_line, header_record, headings, column_map, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, actor, imported_at, program_version, salt
    FROM import_batch WHERE id = \(id)
    """
  }
}
