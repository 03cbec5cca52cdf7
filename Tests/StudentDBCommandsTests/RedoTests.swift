import Testing

/// What was undone is had again, by further entries.
struct RedoTests {
  private func states(_ world: TestWorld) throws -> [String?] {
    try world.json("review", "queue").array.sorted {
      ($0["student"].integer ?? 0) < ($1["student"].integer ?? 0)
    }.map(\.["state"].text)
  }

  private func redone(_ world: TestWorld, _ arguments: String...) throws -> [String?] {
    try world.run(["review", "redo"] + arguments + ["--json"]).json["decisions"].array
      .map(\.["restores"].text)
  }

  @Test func `redo upon redo comes back through all that was undone`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--later")
    _ = world.run("review", "decide", "22", "--accept")
    _ = world.run("review", "decide", "21", "--gender", "male", "-m", "asked")
    for _ in 1...3 { _ = world.run("review", "undo") }
    #expect(try states(world) == ["open", "open"])
    #expect(try redone(world) == ["d1"])
    #expect(try states(world) == ["later", "open"])
    #expect(try redone(world) == ["d2"])
    #expect(try redone(world) == ["d3"])
    #expect(try states(world) == ["corrected", "accepted"])
    let nothing = world.run("review", "redo")
    #expect(nothing.status == 65)
    #expect(nothing.messages.contains("nothing to redo"))
    #expect(try world.json("show", "21")["decisions"].array.count == 6)
    #expect(try world.json("verify")["ok"].bool == true)
    #expect(try world.json("log")[0]["kind"].text == "redo")
  }

  @Test func `undo after redo goes back again, as deep as before`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--later")
    _ = world.run("review", "decide", "21", "--accept")
    for _ in 1...2 { _ = world.run("review", "undo") }
    for _ in 1...2 { _ = world.run("review", "redo") }
    #expect(try states(world)[0] == "accepted")
    #expect(try world.json("review", "undo")["undone"][0].text == "d2")
    #expect(try states(world)[0] == "later")
    #expect(try world.json("review", "undo")["undone"][0].text == "d1")
    #expect(try states(world)[0] == "open")
    #expect(world.run("review", "undo").status == 65)
  }

  @Test func `a new decision ends what could be redone for that student alone`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "decide", "22", "--accept")
    for _ in 1...2 { _ = world.run("review", "undo") }
    _ = world.run("review", "decide", "21", "--gender", "male")
    let refused = world.run("review", "redo", "d1")
    #expect(refused.status == 65)
    #expect(refused.messages.contains("a newer decision came after the undo"))
    #expect(try redone(world) == ["d2"])
    #expect(try states(world) == ["corrected", "accepted"])
  }

  @Test func `a batch is redone as a whole, and one student of it alone`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "accept", "--at-least", "0", "--yes")
    let undo = world.run("review", "undo")
    #expect(undo.text.contains("2 decisions taken back, as one batch b2"))
    #expect(try redone(world, "d2") == ["d2"])
    #expect(try states(world).filter { $0 == "accepted" }.count == 1)
    #expect(try redone(world) == ["d1"])
    _ = world.run("review", "undo", "b1")
    #expect(try states(world) == ["open", "open"])
    let whole = world.run("review", "redo", "b1")
    #expect(whole.text == "2 undos taken back, as one batch b4.\n")
    #expect(try states(world) == ["accepted", "accepted"])
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `an older batch is undone by its number, but for who was decided anew`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "accept", "--at-least", "0", "--yes")
    _ = world.run("review", "decide", "21", "--gender", "male")
    #expect(try world.json("review", "undo", "b1")["undone"].array.count == 1)
    #expect(try states(world) == ["corrected", "open"])
    #expect(world.run("review", "undo", "b1").status == 65)
    #expect(world.run("review", "undo", "b9").status == 66)
    #expect(world.run("review", "redo", "b9").status == 66)
  }

  @Test func `to undo an undo is to redo, and to undo a redo is to undo`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--gender", "male")
    _ = world.run("review", "undo")
    #expect(world.run("review", "undo", "d2").status == 0)
    #expect(try states(world)[0] == "corrected")
    #expect(world.run("review", "undo", "d3").status == 0)
    #expect(try states(world)[0] == "open")
    #expect(try redone(world, "d1") == ["d1"])
  }

  @Test func `what was undone later has to be redone first`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--later")
    _ = world.run("review", "decide", "21", "--accept")
    for _ in 1...2 { _ = world.run("review", "undo") }
    let refused = world.run("review", "redo", "d2")
    #expect(refused.status == 65)
    #expect(refused.messages.contains("d1 was undone after d2; redo that one first"))
  }

  @Test func `a redo under a signature is refused, and made when it is declared void`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--later")
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "undo")
    _ = world.run("review", "undo")
    _ = world.run("review", "redo")
    _ = world.run("review", "redo")
    _ = world.run("review", "sign-off", "--name", "E", "--role", "R", "--allow-open")
    _ = world.run("review", "undo", "--void-sign-off", "-m", "a slip")
    #expect(world.run("review", "redo", "--dry-run").text.hasSuffix("Nothing was changed.\n"))
    #expect(world.run("review", "redo").status == 0)
    #expect(try states(world)[0] == "accepted", "a void signature does not come back")
  }
}
