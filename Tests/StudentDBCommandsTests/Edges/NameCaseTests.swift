import TestSupport
import Testing

/// A signed file whose tables or views have a name in another case, as after one flipped bit: the same to
/// SQLite, and another schema than the program's.
struct NameCaseTests {
  @Test(arguments: [
    ("review_decision", "verdict", "verDict"), ("review_decision", "gender", "Gender"),
    ("student", "school_id", "school_Id"), ("student", "height_cm", "heigHt_cm"),
    ("sign_off", "content_digest", "content_Digest"),
    ("decision_detail", "AS decided_how", "AS decided_How"),
    ("decision_detail", "AS decision,", "AS dEcision,"),
    ("decision_detail", "decision.verdict,", "decision.verDict,"),
    ("decision_detail", "decision.run,", "decision.rUn,"),
    ("current_decision", "END AS state", "END AS State"),
    ("inference", "evidence_cell.gender,", "evidence_cell.genDer,"),
  ])
  func `verify names the table or view`(definition: String, text: String, other: String) throws {
    let world = try TestWorld.imputed()
    #expect(world.run("review", "decide", "301", "--gender", "female").status == 0)
    let signed = world.run(
      "review",
      "sign-off",
      "--name",
      "Ada",
      "--role",
      "Head",
      "--allow-open"
    )
    #expect(signed.status == 0, "\(signed.messages)")
    let path = world.path("school.studentdb")
    let change = """
      UPDATE sqlite_schema SET sql = replace(sql, '\(text)', '\(other)')
      WHERE name = '\(definition)' AND instr(sql, '\(text)') > 0;
      """
    let before = world.database
    #expect(SQLiteShell.run(change, on: path) == nil)
    try #require(world.database != before, "the definition has this text")
    let answer = world.run("verify")
    #expect(answer.status == 65)
    #expect(
      answer.text.contains(definition) || answer.messages.contains(definition),
      "\(answer.text)"
    )
  }
}
