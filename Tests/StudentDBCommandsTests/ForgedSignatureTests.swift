import TestSupport
import Testing

/// A signature that was written or changed by other means is not printed as if it were one.
struct ForgedSignatureTests {
  static let forgeries: [(statement: String, problem: String)] = [
    (
      "UPDATE sign_off SET printed_name = 'Minister'",
      "printed_name is \"Minister\", the trail says \"E\""
    ),
    ("UPDATE sign_off SET role = 'Head'", "role is \"Head\", the trail says \"R\""),
    ("UPDATE sign_off SET actor = 'Minister'", "actor is \"Minister\", the trail says \"Edmond\""),
    ("UPDATE sign_off SET accepted = accepted + 1", "accepted is 2, the trail says 1"),
    (
      "UPDATE sign_off SET content_digest = zeroblob(32)",
      "the signed values do not give its digest"
    ),
    (
      "DELETE FROM signed_item WHERE student = 31",
      "the list of its students is not what entry 6 committed to"
    ),
    (
      "UPDATE signed_item SET value_digest = zeroblob(32) WHERE student = 31",
      "the list of its students is not what entry 6 committed to"
    ),
    (
      "INSERT INTO signed_item SELECT 1, 1, 1, zeroblob(32)",
      "the list of its students is not what entry 6 committed to"
    ),
    (
      "UPDATE trail SET actor = 'Minister' WHERE sequence = 6",
      "trail entry 6: its content does not give its hash: it was changed"
    ),
  ]

  @Test(arguments: forgeries)
  func `certificate and show say that it does not hold, and end with 65`(
    statement: String,
    problem: String
  ) throws {
    let world = try SpoiltSchool.spoilt(by: statement)
    for command in [["certificate", "s1"], ["show", "s1"], ["certificate", "@"]] {
      let answer = world.run(command)
      #expect(answer.status == 65, "\(command)")
      #expect(answer.outputLines.first?.hasPrefix("Signature s1 does not hold") == true)
      #expect(answer.outputLines.contains("  \(problem)"), "\(answer.text)")
      #expect(!answer.text.contains("verify --expect-head"), "a forged head is not recommended")
    }
    let json = try world.json("certificate", "s1")
    #expect(json["holds"].bool == false)
    #expect(json["problems"].array.contains { $0.text == problem })
    #expect(world.run("verify").status == 65)
  }

  @Test func `a signature that was added by hand is in no entry`() throws {
    let world = try SpoiltSchool.spoilt(
      by: """
        INSERT INTO sign_off SELECT 2, run, 'Minister', role, statement, actor, signed_at, accepted,
          corrected, left_unknown, open_count, in_batches, content_digest, head_sequence, head_hash,
          program_version FROM sign_off;
        INSERT INTO signed_item SELECT 2, student, decision, value_digest FROM signed_item
        """
    )
    let answer = world.run("certificate", "s2")
    #expect(answer.status == 65)
    #expect(answer.text.contains("no entry of the trail covers it: it was added outside studentdb"))
    #expect(try world.json("certificate", "s2")["head_at_signing"].isNull)
    #expect(world.run("certificate", "s1").status == 0, "the true one holds")
    let student = world.run("show", "31")
    #expect(student.status == 65)
    #expect(student.text.contains("  does not hold: s2: no entry of the trail covers it"))
  }

  @Test func `an untouched signature holds, with its entry apart from the newest one`() throws {
    let world = try SpoiltSchool.spoilt(by: "SELECT 1")
    let head = try world.json("status")["head"].text
    let first = try world.json("certificate", "s1")
    #expect(first["head_at_signing"].text == head)
    #expect(world.run("review", "decide", "33", "--gender", "male").status == 0)
    let second = try world.json("certificate", "s1")
    #expect(second["holds"].bool == true)
    #expect(second["head_at_signing"].text == head)
    #expect(second["head"].text == (try world.json("status")["head"].text))
    #expect(second["head"].text != head)
    #expect(second["actor"].text == "Edmond")
    #expect(second["printed_at"].text?.hasPrefix("2026-09-01T") == true)
    let lines = world.run("certificate", "s1").outputLines
    #expect(lines.contains("  signed by     E, R"))
    #expect(lines.contains("  entered by    Edmond"))
    #expect(lines.contains { $0.hasPrefix("  printed       2026-09-01T") })
    #expect(lines.contains("  at signing    \(head ?? "")"))
  }

  @Test func `a gender given without a suggestion is decided, and one against it is corrected`()
    throws
  {
    let world = try TestWorld.imputed(Rosters.small + "304,Lou,,,7a\n")
    _ = world.run("review", "decide", "21", "--gender", "male")
    _ = world.run("review", "decide", "24", "--gender", "male")
    let sign = ["review", "sign-off", "--name", "E", "--role", "R", "--allow-open"]
    #expect(world.run(sign).status == 0)
    let lines = world.run("certificate", "s1").outputLines
    #expect(lines.contains("  corrected     1"))
    #expect(lines.contains("  decided       1, without a suggestion"))
    let json = try world.json("certificate", "s1")
    #expect(json["corrected"].integer == 2)
    #expect(json["decided"].integer == 1)
  }

  @Test func `verify goes on to the signatures where a guard was dropped`() throws {
    let world = try SpoiltSchool.spoilt(by: "SELECT 1")
    #expect(SQLiteShell.run("DROP TRIGGER trail_no_gap", on: world.path("school.studentdb")) == nil)
    let answer = world.run("verify")
    #expect(answer.status == 65)
    #expect(answer.text.contains("trigger trail_no_gap: it is missing: it was dropped"))
    #expect(answer.text.contains("ok      signatures    1 signed, each as it was given"))
  }
}
