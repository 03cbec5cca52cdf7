import TestSupport
import Testing

/// A signed file whose views say a column's name in another case, as after one flipped bit: the same to
/// SQLite, and another schema than the program's.
struct ViewCaseTests {
  @Test(arguments: [
    ("decision_detail", "decision.gender,", "decision.Gender,"),
    ("decision_detail", "decision.verdict,", "decision.verDict,"),
    ("decision_detail", "decision.run,", "decision.rUn,"),
    ("current_decision", "detail.decided_how", "detail.decided_How"),
    ("inference", "evidence_cell.gender,", "evidence_cell.genDer,"),
  ])
  func `verify names the view`(view: String, text: String, other: String) throws {
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
      WHERE name = '\(view)' AND instr(sql, '\(text)') > 0;
      """
    let before = world.database
    #expect(SQLiteShell.run(change, on: path) == nil)
    try #require(world.database != before, "the view has this text")
    let answer = world.run("verify")
    #expect(answer.status == 65)
    #expect(answer.text.contains(view) || answer.messages.contains(view), "\(answer.text)")
  }
}
