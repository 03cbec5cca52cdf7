import Testing

/// Taking back is a new entry that says again what held before.
struct UndoTests {
  private func states(_ world: TestWorld) throws -> [String?] {
    try world.json("review", "queue").array.sorted {
      ($0["student"].integer ?? 0) < ($1["student"].integer ?? 0)
    }.map(\.["state"].text)
  }

  @Test func `an undo opens the student again and keeps both entries`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    let undo = try world.json("review", "undo", "-m", "wrong line")
    #expect(undo["undone"][0].text == "d1")
    #expect(undo["decisions"][0]["undoes"].text == "d1")
    #expect(undo["decisions"][0]["reason"].text == "wrong line")
    #expect(try states(world) == ["open", "open"])
    #expect(try world.json("show", "21")["decisions"].array.count == 2)
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `undo upon undo goes back one decision at a time`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--later")
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "decide", "21", "--gender", "male")
    #expect(try states(world)[0] == "corrected")
    #expect(try world.json("review", "undo")["undone"][0].text == "d3")
    #expect(try states(world)[0] == "accepted")
    #expect(try world.json("review", "undo")["undone"][0].text == "d2")
    #expect(try states(world)[0] == "later")
    #expect(try world.json("review", "undo")["undone"][0].text == "d1")
    #expect(try states(world)[0] == "open")
    let nothing = world.run("review", "undo")
    #expect(nothing.status == 65)
    #expect(nothing.messages.contains("nothing to undo"))
  }

  @Test func `undo upon undo goes back in the order of the decisions, whoever they are about`()
    throws
  {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "22", "--accept")
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "decide", "21", "--gender", "male")
    #expect(try world.json("review", "undo")["undone"][0].text == "d3")
    let second = try world.json("review", "undo")["undone"][0].text
    #expect(second == "d2")
  }

  @Test func `a batch is undone as a whole`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "accept", "--at-least", "0", "--yes")
    let undo = world.run("review", "undo", "--json")
    #expect(try undo.json["undone"].array.map(\.text) == ["d1", "d2"])
    #expect(try states(world) == ["open", "open"])
    #expect(world.run("review", "undo").status == 65)
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `of a batch, who was decided anew since stays decided`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "accept", "--at-least", "0", "--yes")
    _ = world.run("review", "decide", "21", "--gender", "male")
    let other = try #require(try world.json("show", "22")["decisions"][0]["decision"].text)
    #expect(world.run("review", "undo", other).status == 0)
    #expect(try states(world) == ["corrected", "open"])
  }

  @Test func `a named decision is undone alone`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "accept", "--at-least", "0", "--yes")
    #expect(try world.json("review", "undo", "d1")["undone"].array.count == 1)
    #expect(try states(world).filter { $0 == "open" }.count == 1)
  }

  @Test func `a decision that another came after is not undone`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "decide", "21", "--gender", "male")
    let before = world.database
    let answer = world.run("review", "undo", "d1")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("d2 came after it"))
    #expect(world.database == before)
  }

  @Test func `a decision that is not there cannot be undone`() throws {
    let world = try TestWorld.imputed()
    #expect(world.run("review", "undo", "d9").status == 66)
    #expect(world.run("review", "undo").status == 65)
  }

  @Test func `what a later file has recorded does not stand in the way of an older undo`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "decide", "22", "--accept")
    try world.write("id,name,gender,height,group\n302,Robin,M,176,7b\n", to: "new.csv")
    _ = world.run("import", "new.csv")
    let undo = world.run("review", "undo")
    #expect(undo.status == 0)
    #expect(undo.text.contains("d1 is taken back"))
  }
}
