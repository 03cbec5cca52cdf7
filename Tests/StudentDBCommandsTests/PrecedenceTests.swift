import Foundation
import Testing

/// Recorded before decided before inferred, and nothing of who declined or asked to be left alone:
/// whoever opens the file with the SQLite shell is held to it by the file itself.
struct PrecedenceTests {
  /// Girl 1 (1) is recorded, Kim (21) is accepted and signed, Robin (22) is open, Sam (23) declined, Lou
  /// (24) asked that nothing be inferred.
  private func world() throws -> TestWorld {
    let world = try TestWorld.imputed(Rosters.small + "304,Lou,,168,7a\n")
    #expect(world.run("correct", "24", "--do-not-infer", "-m", "her parents asked").status == 0)
    #expect(world.run("review", "decide", "21", "--accept").status == 0)
    #expect(
      world.run("review", "sign-off", "--name", "E", "--role", "R", "--allow-open").status == 0
    )
    return world
  }

  /// Runs a statement as `sqlite3 school.studentdb` would, and gives what the shell says.
  private func shell(_ sql: String, in world: TestWorld) throws -> (status: Int32, says: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", "-bail", world.path("school.studentdb"), sql]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }

  private static func decision(
    _ student: Int,
    _ verb: String = "INSERT",
    supersedes: String = "NULL",
    id: String = "NULL"
  ) -> String {
    """
    \(verb) INTO review_decision
      (id, student, run, verdict, gender, reviewer, decided_at, blind, supersedes)
    VALUES (\(id), \(student), NULL, 'correct', 'male', 'dba', 't', 0, \(supersedes))
    """
  }

  private static func inference(_ student: Int, _ verb: String = "INSERT") -> String {
    "\(verb) INTO imputation (run, student, cell) VALUES (1, \(student), 1)"
  }

  private static let only = "only a missing gender is"
  private static let appendOnly = "is append-only"
  private static let change = "a student changes only together with a student_change"

  static let attempts: [(sql: String, says: String)] =
    [1, 23, 24].flatMap { student in
      ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"].flatMap { verb in
        [(decision(student, verb), only), (inference(student, verb), only)]
      }
    } + [
      // A recorded, declined or protected gender stays what it is.
      ("UPDATE student SET gender = 'male' WHERE id = 1", change),
      ("UPDATE OR REPLACE student SET gender = 'male' WHERE id = 1", change),
      ("UPDATE student SET gender_absence = 'missing', gender = NULL WHERE id = 1", change),
      ("UPDATE student SET gender_absence = 'missing' WHERE id IN (23, 24)", change),
      ("UPDATE student SET gender_absence = NULL, gender = 'male' WHERE id = 22", change),
      ("DELETE FROM student WHERE id = 1", appendOnly),
      (
        """
        INSERT OR REPLACE INTO student (id, import_batch, line, name, gender_absence, height_cm, salt)
        VALUES (1, 1, 2, 'Girl 1', 'missing', 160, randomblob(16))
        """, appendOnly
      ),
      // Decisions and signatures are only ever added to.
      ("UPDATE review_decision SET gender = 'male' WHERE id = 1", appendOnly),
      ("UPDATE OR REPLACE review_decision SET id = 1, gender = 'male'", appendOnly),
      ("DELETE FROM review_decision", appendOnly),
      (decision(21, "INSERT OR REPLACE", id: "1"), appendOnly),
      (decision(21, "INSERT OR REPLACE"), appendOnly),
      ("UPDATE sign_off SET printed_name = 'Eve'", appendOnly),
      ("DELETE FROM sign_off", appendOnly),
      ("INSERT OR REPLACE INTO sign_off SELECT * FROM sign_off", appendOnly),
      ("UPDATE signed_item SET value_digest = zeroblob(32)", appendOnly),
      ("DELETE FROM signed_item", appendOnly),
      ("INSERT OR REPLACE INTO signed_item SELECT * FROM signed_item", appendOnly),
      // The views that tell what counts take nothing.
      ("UPDATE effective_student SET gender = 'male'", "it is a view"),
      ("INSERT INTO current_decision (student) VALUES (23)", "it is a view"),
    ]

  @Test func `nothing that breaks the precedence is taken, by whichever statement`() throws {
    let world = try world()
    let before = world.database
    for (sql, says) in Self.attempts {
      let answer = try shell(sql, in: world)
      #expect(answer.status != 0, "\(sql)")
      #expect(answer.says.contains(says), "\(sql)\n\(answer.says)")
      #expect(world.database == before, "\(sql)")
    }
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `the same statement about one whose gender is missing is taken, and verify finds it`()
    throws
  {
    for sql in [Self.decision(22), Self.decision(21, supersedes: "1")] {
      let world = try world()
      let answer = try shell(sql, in: world)
      #expect(answer.status == 0, "\(answer.says)")
      #expect(world.run("verify").status == 65, "no entry of the trail has it")
    }
  }

  @Test func `what was inferred counts for nothing before somebody decides`() throws {
    let world = try world()
    let query =
      "SELECT student, coalesce(gender, '-'), basis FROM effective_student WHERE student > 20"
    #expect(
      try shell(query, in: world).says
        == "21|female|decided\n22|-|missing\n23|-|declined\n24|-|do_not_infer\n"
    )
    // A file that brings the gender later has the last word over a decision.
    try world.write("id,name,gender,height,group\n301,Kim,M,160,7a\n", to: "new.csv")
    _ = world.run("import", "new.csv", "--on-conflict", "update")
    #expect(try shell(query, in: world).says.hasPrefix("21|male|recorded\n"))
  }

  @Test func `who is decided and then asks to be left alone is out of queue, list and export`()
    throws
  {
    let world = try world()
    let why = ["-m", "she asked", "--void-sign-off"]
    #expect(world.run(["correct", "21", "--do-not-infer"] + why).status == 0)
    #expect(try world.json("review", "queue").array.map(\.["student"].integer) == [22])
    let kim = try world.json("list", "--name", "Kim")[0]
    #expect(kim["gender"].isNull && kim["state"].text == "do_not_infer")
    let exported = Table(world.run("export").text)["studentdb_gender"].suffix(4)
    #expect(Array(exported) == ["", "", "", ""])
    for words in [["decide", "21", "--gender", "F"], ["undo", "d1"]] {
      #expect(world.run(["review"] + words).status != 0)
    }
    #expect(try world.json("verify")["ok"].bool == true)
  }

  /// The difference of these two is no number of 64 bits.
  @Test func `students with the smallest and the largest number are told of, not crashed on`()
    throws
  {
    let world = try world()
    let added = try shell(
      """
      INSERT INTO student (id, import_batch, line, name, gender, height_cm, salt)
      VALUES (-9223372036854775808, 1, 90, 'x', 'male', 170, randomblob(16)),
             (9223372036854775807, 1, 91, 'y', 'male', 170, randomblob(16))
      """,
      in: world
    )
    #expect(added.status == 0, "\(added.says)")
    #expect([0, 3].contains(world.run("impute").status))
    #expect(world.run("verify").status == 65)
  }
}
