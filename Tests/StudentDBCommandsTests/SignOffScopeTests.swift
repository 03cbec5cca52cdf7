import Testing

/// A signature covers what counts, whichever run it was decided under.
struct SignOffScopeTests {
  private static let sign = ["review", "sign-off", "--name", "E", "--role", "R"]

  /// Kim (21) is decided under r1, Robin (22) is the only one whom r2 asks about, and Nia (24) has no
  /// height, so that no run asks about her.
  private func world() throws -> TestWorld {
    let world = try TestWorld.imputed(Rosters.small + "304,Nia,,,7a\n")
    #expect(world.run("review", "decide", "21", "--accept").status == 0)
    #expect(world.run("impute").status == 0)
    let asked = try world.json("review", "queue").array.compactMap { $0["student"].integer }
    try #require(asked == [22])
    return world
  }

  private func signed(_ world: TestWorld) throws -> [Int] {
    try world.json("list").array.filter { $0["signed"].bool == true }
      .compactMap { $0["student"].integer }
  }

  @Test func `without a run all that counts is signed, earlier runs' decisions included`() throws {
    let world = try world()
    _ = world.run("review", "decide", "22", "--accept")
    _ = world.run("review", "decide", "24", "--gender", "female")
    let answer = world.run(Self.sign)
    #expect(answer.status == 0)
    #expect(
      answer.outputLines.contains(
        "  outside r2    2 of them, decided before the run or without a height"
      )
    )
    #expect(try signed(world) == [21, 22, 24])
    let certificate = try world.json("certificate", "s1")
    #expect(certificate["run"].text == "r2")
    #expect(certificate["outside_run"].integer == 2)
    #expect(certificate["looked_at"].integer == 3)
    #expect(certificate["stands_for"].integer == 3)
    #expect(try world.json("verify")["ok"].bool == true)
    // Whom no run asks about is as bound as the others.
    let before = world.database
    #expect(world.run("review", "decide", "24", "--gender", "male").status == 5)
    #expect(world.run("review", "undo", "d1").status == 5)
    #expect(world.database == before)
  }

  @Test func `with a run its students alone are signed`() throws {
    for (run, students) in [("r2", [22]), ("r1", [21, 22])] {
      let world = try world()
      _ = world.run("review", "decide", "22", "--accept")
      _ = world.run("review", "decide", "24", "--gender", "female")
      let answer = world.run(Self.sign + ["--run", run])
      #expect(answer.status == 0)
      #expect(!answer.text.contains("beyond"))
      #expect(try signed(world) == students)
      #expect(try world.json("certificate", "s1")["outside_run"].integer == 0)
    }
  }

  @Test func `what is signed already is not signed twice for being of an earlier run`() throws {
    let world = try world()
    _ = world.run(Self.sign + ["--run", "r1", "--allow-open"])
    _ = world.run("review", "decide", "22", "--accept")
    let second = try world.run(Self.sign + ["--json"]).json
    #expect(second["accepted"].integer == 1)
    #expect(second["outside_run"].integer == 0)
    let why = ["--void-sign-off", "-m", "told"]
    _ = world.run(["review", "decide", "21", "--gender", "male"] + why)
    let third = try world.run(Self.sign + ["--json"]).json
    #expect(third["outside_run"].integer == 1, "the signature under the old one is void")
    #expect(try signed(world) == [21, 22])
  }

  @Test func `who is put off, undone or no longer missing is not signed`() throws {
    let world = try world()
    _ = world.run("review", "decide", "22", "--accept")
    _ = world.run("review", "decide", "24", "--later")
    _ = world.run("correct", "21", "--gender", "F", "-m", "in the register")
    #expect(world.run(Self.sign).status == 0)
    #expect(try signed(world) == [22])
  }

  @Test func `open students of the current run are in the way as before`() throws {
    let world = try world()
    let before = world.database
    let answer = world.run(Self.sign)
    #expect(answer.status == 4)
    #expect(answer.messages.contains("1 open"))
    #expect(world.database == before)
    #expect(world.run(Self.sign + ["--allow-open", "--dry-run"]).text.contains("outside r2"))
    #expect(world.database == before)
  }
}
