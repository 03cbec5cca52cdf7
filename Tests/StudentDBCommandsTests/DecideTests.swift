import RosterReading
import Testing

/// One decision about one student from a script.
struct DecideTests {
  private func state(of student: Int, in world: TestWorld) throws -> JSON {
    try world.json("review", "queue").array.first { $0["student"].integer == student }
      ?? world.json("show", "\(student)")
  }

  @Test func `what is accepted is the suggestion`() throws {
    let world = try TestWorld.imputed()
    let decision = try world.json("review", "decide", "21", "--accept")
    #expect(decision["verdict"].text == "accept")
    #expect(decision["gender"].text == "female")
    #expect(decision["decided_by"].text == "Edmond")
    #expect(try state(of: 21, in: world)["state"].text == "accepted")
    let listed = try world.json("list", "--state", "decided")[0]
    #expect(listed["student"].integer == 21)
    #expect(listed["gender"].text == "female")
    #expect(listed["basis"].text == "decided")
    #expect(listed["decided_by"].text == "Edmond")
    #expect(listed["decided_at"].text == decision["decided_at"].text)
  }

  @Test func `another gender than the suggested one is a correction`() throws {
    let world = try TestWorld.imputed()
    let decision = try world.json(
      "review",
      "decide",
      "21",
      "--gender",
      "male",
      "-m",
      "told by the parents"
    )
    #expect(decision["verdict"].text == "correct")
    #expect(decision["reason"].text == "told by the parents")
    #expect(try state(of: 21, in: world)["state"].text == "corrected")
    #expect(try state(of: 21, in: world)["decided_gender"].text == "male")
  }

  @Test func `a gender that nobody suggested is possible too`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--gender", "non-binary", "--new-gender")
    #expect(try world.json("list", "--state", "decided")[0]["gender"].text == "non-binary")
  }

  @Test func `the file's own letter for a gender means the gender it means in the file`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--gender", "F")
    let gender = try world.json("list", "--state", "decided")[0]["gender"].text
    #expect(gender == "female")
  }

  @Test(arguments: ["declined", "NA", " ", "1", "?", "unknown"])
  func `a word for no gender, and a code, are no gender to decide on`(word: String) throws {
    let world = try TestWorld.imputed()
    let answer = world.run("review", "decide", "21", "--gender", word)
    #expect(answer.status == 64)
  }

  @Test func `left unknown and later leave the gender unknown`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--leave-unknown")
    _ = world.run("review", "decide", "22", "--later")
    #expect(try state(of: 21, in: world)["state"].text == "left_unknown")
    #expect(try state(of: 22, in: world)["state"].text == "later")
    #expect(try world.json("list", "--state", "decided").array.isEmpty)
  }

  @Test func `a second decision supersedes the first and both stay in the history`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    let second = try world.json("review", "decide", "21", "--gender", "male")
    #expect(second["supersedes"].text == "d1")
    let shown = try world.json("show", "21")
    #expect(shown["gender"].text == "male")
    #expect(shown["decisions"].array.map(\.["verdict"].text) == ["accept", "correct"])
  }

  @Test func `a student is named by number, by the school's id or by name`() throws {
    let world = try TestWorld.imputed()
    #expect(try world.json("review", "decide", "#21", "--later")["student"].integer == 21)
    #expect(try world.json("review", "decide", "302", "--later")["student"].integer == 22)
    #expect(try world.json("review", "decide", "Kim", "--accept")["student"].integer == 21)
    #expect(world.run("review", "decide", "Nobody", "--accept").status == 66)
    #expect(world.run("review", "decide", "4711", "--accept").status == 66)
  }

  @Test func `a name that several have is a question that names their numbers`() throws {
    let world = try TestWorld([
      "class.csv": "name,gender,height\nKim,,160\nKim,,170\nAnna,F,165\n"
    ])
    _ = world.run("import", "class.csv")
    let answer = world.run("review", "decide", "Kim", "--gender", "female")
    #expect(answer.status == 64)
    #expect(answer.messages.contains("number:1") && answer.messages.contains("number:2"))
  }

  @Test(arguments: ["1", "23"])
  func `a recorded or declined gender is not decided about`(student: String) throws {
    let world = try TestWorld.imputed()
    let before = world.database
    for choice in [["--gender", "male"], ["--accept"], ["--leave-unknown"], ["--later"]] {
      let answer = world.run(["review", "decide", student] + choice)
      #expect(answer.status == 65)
      #expect(answer.messages.contains("there is nothing to decide"))
    }
    #expect(world.database == before)
  }

  @Test func `a student without a height can be decided about but not accepted`() throws {
    let world = try TestWorld.imputed(Rosters.small + "304,Lee,,,7a\n")
    let answer = world.run("review", "decide", "Lee", "--accept")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("--gender G or --leave-unknown"))
    #expect(world.run("review", "decide", "Lee", "--gender", "female").status == 0)
    #expect(try world.json("list", "--name", "Lee")[0]["gender"].text == "female")
  }

  @Test func `the school can be decided about before any run`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv")
    #expect(world.run("review", "decide", "Kim", "--gender", "female").status == 0)
    #expect(world.run("review", "queue").status == 66)
  }

  @Test func `a recorded gender in a later file stands above the decision`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "Kim", "--accept")
    try world.write("id,name,gender,height,group\n301,Kim,M,160,7a\n", to: "new.csv")
    #expect(world.run("import", "new.csv").status == 0)
    let kim = try world.json("list", "--name", "Kim")[0]
    #expect(kim["gender"].text == "male")
    #expect(kim["basis"].text == "recorded")
    #expect(try world.json("show", "21")["decisions"].array.count == 1)
    #expect(try world.json("verify")["ok"].bool == true)
  }
}
