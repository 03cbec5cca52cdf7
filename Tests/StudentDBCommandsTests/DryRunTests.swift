import Testing

/// `--dry-run` shows what would happen and changes no byte.
struct DryRunTests {
  /// Each writer, in a world where it has something to do.
  static let writers: [[String]] = [
    ["import", "more.csv"],
    ["impute"],
    ["review", "decide", "21", "--accept"],
    ["review", "decide", "21", "--gender", "male", "-m", "told by the parents"],
    ["review", "decide", "22", "--leave-unknown"],
    ["review", "decide", "22", "--later"],
    ["review", "accept", "--at-least", "0.5"],
    ["review", "undo"],
    ["review", "sign-off", "--name", "E", "--role", "R", "--allow-open"],
    ["correct", "1", "--height", "160 cm", "-m", "measured again"],
    ["revert", "i1", "-m", "the wrong file"],
  ]

  private func world() throws -> TestWorld {
    let world = try TestWorld.imputed()
    try world.write("id,name,gender,height,group\n401,New,F,161,7a\n", to: "more.csv")
    _ = world.run("review", "decide", "22", "--accept")
    return world
  }

  @Test(arguments: writers, ["-n", "--dry-run"])
  func `a dry run of a writer changes nothing and says so last`(
    writer: [String],
    flag: String
  ) throws {
    let world = try world()
    let before = world.database
    let names = world.contents
    let answer = world.run(writer + [flag])
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(answer.text.hasSuffix("Nothing was changed.\n"), "\(answer.text)")
    #expect(world.database == before)
    #expect(world.contents == names)
  }

  @Test(arguments: writers)
  func `without the flag the same writer changes the database`(writer: [String]) throws {
    let world = try world()
    let before = world.database
    let extra = writer.contains("accept") ? ["--yes"] : []
    #expect(world.run(writer + extra).status == 0)
    #expect(world.database != before)
  }

  @Test(arguments: writers)
  func `a dry run says what the act itself then says`(writer: [String]) throws {
    let world = try world()
    let extra = writer.contains("accept") ? ["--yes"] : []
    let tried = try world.run(writer + extra + ["--json", "-n"]).json
    let done = try world.run(writer + extra + ["--json"]).json
    #expect(tried.keys == done.keys)
    for key in [
      "student", "verdict", "accepted", "log_likelihood", "name", "sign_off", "run", "reverted",
      "students", "changed",
    ] {
      #expect(tried[key].text == done[key].text)
      #expect(tried[key].number == done[key].number)
    }
  }

  @Test func `a dry run of the first import makes no database`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    let answer = world.run("import", "class.csv", "--dry-run")
    #expect(answer.status == 0)
    #expect(answer.text.contains("23  added"))
    #expect(answer.text.hasSuffix("Nothing was changed.\n"))
    #expect(world.contents == ["class.csv"])
  }

  @Test func `a dry run of an export writes no file`() throws {
    let world = try world()
    let before = world.contents
    let answer = world.run("export", "cleaned.csv", "-n")
    #expect(answer.status == 0)
    #expect(answer.messages.hasSuffix("Nothing was changed."))
    #expect(answer.output.isEmpty)
    #expect(world.contents == before)
  }

  @Test func `a dry run writes no file of rejected lines`() throws {
    let world = try TestWorld(["class.csv": Rosters.small + "1,2\n"])
    let answer = world.run("import", "class.csv", "-n", "--rejects", world.path("rejects.csv"))
    #expect(answer.status == 4)
    #expect(world.contents == ["class.csv"])
  }
}
