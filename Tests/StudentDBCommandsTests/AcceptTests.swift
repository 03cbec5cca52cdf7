import Testing

/// Many suggestions accepted in one act.
struct AcceptTests {
  private func world() throws -> TestWorld { try TestWorld.imputed(Rosters.school()) }

  @Test func `a batch takes exactly those at or above the confidence`() throws {
    let world = try world()
    let sure = try world.json("review", "queue", "--no-sample").array.filter {
      ($0["confidence"].number ?? 0) >= 0.8
    }
    #expect(sure.count > 20)
    let answer = try world.json(
      "review",
      "accept",
      "--at-least",
      "0.8",
      "--expect",
      "\(sure.count)"
    )
    #expect(answer["accepted"].integer == sure.count)
    let wrong = sure.reduce(0) { $0 + (1 - ($1["confidence"].number ?? 0)) }
    #expect(((answer["expected_wrong"].number ?? 0) - wrong).magnitude < 1e-9)
    let accepted = try world.json("review", "queue", "--state", "accepted").array
    #expect(
      Set(accepted.map(\.["student"].integer)) == Set(sure.map(\.["student"].integer))
    )
    #expect(try world.json("status")["queue"]["accepted"].integer == sure.count)
  }

  @Test func `another count than expected is refused and changes nothing`() throws {
    let world = try world()
    let before = world.database
    let answer = world.run("review", "accept", "--at-least", "0.8", "--expect", "1")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("expected 1 students, found"))
    #expect(world.database == before)
  }

  @Test func `the number that would be wrong is said before it is asked`() throws {
    let world = try TestWorld.imputed()
    world.isInteractive = true
    world.lines = ["2"]
    let answer = world.run("review", "accept", "--at-least", "0.5")
    #expect(answer.status == 0)
    #expect(answer.messages.contains("2 suggestions of run r1"))
    #expect(answer.messages.contains("are wrong"))
    #expect(try world.json("status")["queue"]["accepted"].integer == 2)
  }

  @Test(arguments: ["", "y", "3", "two"])
  func `anything but the count leaves the batch`(typed: String) throws {
    let world = try TestWorld.imputed()
    let before = world.database
    world.isInteractive = true
    world.lines = [typed]
    #expect(world.run("review", "accept", "--at-least", "0.5").status == 4)
    #expect(world.database == before)
  }

  @Test func `only a group can be accepted`() throws {
    let world = try TestWorld.imputed()
    let answer = try world.json(
      "review",
      "accept",
      "--at-least",
      "0.5",
      "--group",
      "7b",
      "--expect",
      "1"
    )
    #expect(answer["accepted"].integer == 1)
    #expect(try world.json("list", "--state", "decided")[0]["name"].text == "Robin")
  }

  @Test func `who is decided is not accepted again`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--gender", "male")
    #expect(try world.json("review", "accept", "--at-least", "0", "--yes")["accepted"].integer == 1)
    #expect(try world.json("show", "21")["gender"].text == "male")
    let nothing = world.run("review", "accept", "--at-least", "0")
    #expect(nothing.status == 0)
    #expect(nothing.text.contains("There is nothing to accept."))
  }

  @Test func `whom somebody put off until later is not accepted in passing`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--later")
    let answer = try world.json("review", "accept", "--at-least", "0", "--yes")
    #expect(answer["accepted"].integer == 1)
    #expect(try world.json("status")["queue"]["later"].integer == 1)
  }
}
