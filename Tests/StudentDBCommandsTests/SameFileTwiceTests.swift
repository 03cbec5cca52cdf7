import Testing

/// The same bytes again change nothing and say so.
struct SameFileTwiceTests {
  @Test func `the same file twice changes no byte of the database`() throws {
    let world = try TestWorld.imputed()
    let before = world.database
    let head = try world.json("status")["head"].text
    let answer = world.run("import", "class.csv")
    #expect(answer.status == 0)
    #expect(answer.text.contains("was already imported as i1"))
    #expect(answer.text.contains("nothing was changed"))
    #expect(world.database == before)
    #expect(try world.json("status")["head"].text == head)
  }

  @Test func `the second time is counted as known students`() throws {
    let world = try TestWorld(["class.csv": Rosters.small, "copy.csv": Rosters.small])
    let first = try world.json("import", "class.csv")["imports"][0]
    let second = try world.json("import", "copy.csv")["imports"][0]
    #expect(first["already_imported"].bool == false)
    #expect(second["already_imported"].bool == true)
    #expect(second["import"].text == "i1")
    #expect(second["sha256"].text == first["sha256"].text)
    #expect(second["added"].integer == 0)
    #expect(second["unchanged"].integer == 23)
    #expect(second["rows"].integer == 23)
  }

  @Test func `the same file twice in one command is imported once`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    let imports = try world.json("import", "class.csv", "class.csv")["imports"].array
    #expect(imports.map(\.["already_imported"].bool) == [false, true])
    #expect(try world.json("status")["students"].integer == 23)
  }

  @Test func `a file with rejected lines is done the second time`() throws {
    let world = try TestWorld(["class.csv": Rosters.small + "1,2\n"])
    #expect(world.run("import", "class.csv").status == 4)
    #expect(world.run("import", "class.csv").status == 0)
  }

  @Test func `a file whose codes were explained the first time need not be explained again`() throws
  {
    let world = try TestWorld(["class.csv": "name,gender,height\nA,1,170\nB,0,160\n"])
    #expect(world.run("import", "class.csv", "--gender-words", "1=male,0=female").status == 0)
    #expect(world.run("import", "class.csv").status == 0)
  }

  @Test func `standard input is the same file when its bytes are the same`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv")
    world.standardInput = Array(Rosters.small.utf8)
    let answer = try world.json("import", "-")["imports"][0]
    #expect(answer["already_imported"].bool == true)
  }
}
