import RosterReading
import Testing

/// Lines of a sheet that cannot be applied are listed, and keep nothing else from being applied.
struct SheetConflictTests {
  private static let heading = "student,name,suggestion,decision,run,seen,blind\n"

  /// Applies some lines; gives the codes with their lines, and the whole answer.
  private func apply(
    _ lines: String...,
    in world: TestWorld,
    flags: [String] = []
  ) throws -> (codes: [String], answer: JSON, status: Int32) {
    try world.write(Self.heading + lines.joined(separator: "\n") + "\n", to: "f.csv")
    let answer = world.run(["review", "apply", "f.csv", "--json"] + flags)
    let json = try answer.json
    let codes = json["conflicts"].array.map {
      "\($0["line"].integer ?? 0) \($0["code"].text ?? "")"
    }
    return (codes, json, answer.status)
  }

  private func gender(_ name: String, in world: TestWorld) throws -> String? {
    try world.json("list", "--name", name)[0]["gender"].text
  }

  @Test func `every line that stands aside is listed with its number, and the others count`() throws
  {
    let world = try TestWorld.imputed()
    let (codes, answer, status) = try apply(
      "x,Kim,,accept,r1,,",
      "99,Kim,,accept,r1,,",
      "21,Robin,,accept,r1,,",
      "21,Kim,,acept,r1,,",
      "1,Girl 1,,accept,r1,,",
      "21,Kim,,accept,r9,,",
      "21,Kim,male,accept,r1,,",
      "21,Kim,,accept,r1,,blind",
      "21,Kim,,accept,r1,seven,",
      "21,Kim,,accept,r1,d7,",
      "22,Robin,male,accept,r1,,",
      "22,Robin,,accept,r1,,",
      "22,Robin,,later,r1,,",
      "\"23,Sam,,accept,r1,,",
      in: world
    )
    #expect(
      codes == [
        "2 unreadable", "3 no_such_student", "4 other_student", "5 unknown_word",
        "6 nothing_to_decide", "7 no_suggestion", "8 other_suggestion", "9 no_suggestion",
        "10 unreadable", "11 decided_meanwhile", "14 twice", "15 unreadable",
      ]
    )
    #expect(status == 4)
    #expect(answer["applied"].integer == 1)
    #expect(try gender("Robin", in: world) == "male")
  }

  @Test(arguments: [
    ("21,Kim,male,accept,r1,,", "other_suggestion"), ("21,Kim,,accept,r1,,blind", "no_suggestion"),
    ("21,Kim,,accept,r9,,", "no_suggestion"), ("21,Kim,,accept,r1,seven,", "unreadable"),
    ("21,Kim,,accept,7b,,", "unreadable"), ("21,Kim,,accept,r1,d7,", "decided_meanwhile"),
    ("0,Kim,,accept,r1,,", "unreadable"), ("23,Sam,,f,r1,,", "nothing_to_decide"),
    ("21,Kim,,1,r1,,", "unknown_word"), ("21,Kim,,declined,r1,,", "unknown_word"),
  ])
  func `a line alone is refused for its own reason`(line: String, code: String) throws {
    let world = try TestWorld.imputed()
    let before = world.database
    let (codes, _, status) = try apply(line, in: world)
    #expect(codes == ["2 \(code)"])
    #expect(status == 4)
    #expect(world.database == before)
  }

  @Test func `a decision that came in between is kept, and both are shown`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--gender", "male", "--as", "Ben")
    let (codes, answer, _) = try apply("21,Kim,,female,r1,,", in: world)
    #expect(codes == ["2 decided_meanwhile"])
    let message = answer["conflicts"][0]["message"].text ?? ""
    #expect(message.contains("Ben decided \"male\" (d1"))
    #expect(message.contains("\"female\" was not kept"))
    #expect(try gender("Kim", in: world) == "male")
    #expect(try apply("21,Kim,,female,r1,d1,", in: world).codes.isEmpty)
    #expect(try gender("Kim", in: world) == "female")
  }

  @Test func `what another person decided just so is no conflict`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--gender", "male", "--as", "Ben")
    let (codes, answer, status) = try apply("21,Kim,,m,r1,,", in: world)
    #expect(codes.isEmpty && status == 0)
    #expect(answer["unchanged"].integer == 1)
  }

  @Test func `what was decided and taken back in between is as it was`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--later")
    _ = world.run("review", "decide", "21", "--gender", "male")
    _ = world.run("review", "undo")
    _ = world.run("review", "decide", "22", "--later")
    _ = world.run("review", "undo")
    let (codes, _, _) = try apply("21,Kim,,f,r1,d1,", "22,Robin,,accept,r1,,", in: world)
    #expect(codes.isEmpty)
    #expect(try gender("Kim", in: world) == "female")
  }

  @Test func `under a signature a line is a conflict until the signature is declared void`() throws
  {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "sign-off", "--name", "E", "--role", "R", "--allow-open")
    let line = "21,Kim,,male,r1,d1,"
    let (codes, answer, status) = try apply(line, "22,Robin,,accept,r1,,", in: world)
    #expect(codes == ["2 signed"])
    #expect(status == 4)
    #expect(answer["applied"].integer == 1)
    let voided = try apply(line, in: world, flags: ["--void-sign-off", "-m", "told"])
    #expect(voided.codes.isEmpty)
    #expect(try world.json("certificate", "s1")["voided"].integer == 1)
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `a student whose import was reverted is gone`() throws {
    let world = try TestWorld.imputed()
    try world.write("id,name,gender,height,group\n401,Lou,,166,7a\n", to: "more.csv")
    _ = world.run("import", "more.csv")
    _ = world.run("revert", "i2", "-m", "the wrong file")
    #expect(try apply("24,Lou,,f,r1,,", in: world).codes == ["2 no_such_student"])
  }

  @Test func `the run of the file counts, also where a newer one suggests something`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("impute", "--variance", "unequal", "--family", "normal")
    let (codes, _, _) = try apply("21,Kim,female,accept,r1,,", in: world)
    #expect(codes.isEmpty)
    #expect(try world.json("show", "21")["decisions"][0]["run"].text == "r1")
  }

  @Test func `a blind line makes a blind decision`() throws {
    let world = try TestWorld.imputed()
    _ = try apply("21,Kim,,f,r1,,blind", "22,Robin,,m,r1,,", in: world)
    #expect(try world.json("show", "21")["decisions"][0]["blind"].bool == true)
    #expect(try world.json("show", "22")["decisions"][0]["blind"].bool == false)
  }

  @Test func `text of an older spreadsheet is read when it is named`() throws {
    let world = try TestWorld.imputed(Rosters.small + "304,Zoë,,168,7a\n")
    let line = Array("24,Zo".utf8) + [0xEB] + Array(",,f,r1,,\n".utf8)
    try world.write(Array(Self.heading.utf8) + line, to: "old.csv")
    let refused = world.run("review", "apply", "old.csv")
    #expect(refused.status == 4)
    #expect(refused.text.contains("old.csv:2: unreadable:"))
    #expect(refused.text.contains("--encoding windows-1252"))
    let applied = try world.json("review", "apply", "old.csv", "--encoding", "windows-1252")
    #expect(applied["applied"].integer == 1)
  }
}
