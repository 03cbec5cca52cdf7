import Testing

/// `erase` removes what is stored of a child, of a file, or of those who left.
struct EraseTests {
  private static let files = [
    "a.csv": """
    id,name,class,gender,height,phone
    17,Anna Meier,5a,,150,12-ANNA
    18,Ben Roth,5a,M,152,13-BEN
    19,Cem Kaya,5a,F,149,14-CEM

    """,
    "b.csv": """
    id,name,class,gender,height,phone
    17,Anna Meier,6a,,155,99-ANNA
    18,Ben Roth,5a,M,152,13-BEN

    """,
    "c.csv": """
    id,name,class,gender,height,phone
    18,Ben Roth,5a,M,152,13-BEN
    71,Wrong School,9x,M,177,71-WRONG
    72,Other Stray,9x,F,166,72-STRAY
    73,,9x,F,tall,73-NOBODY

    """,
  ]

  private func world(_ files: String...) throws -> TestWorld {
    let world = try TestWorld(Self.files)
    for file in files { #expect([0, 4].contains(world.run("import", file).status)) }
    return world
  }

  private func holds(_ text: String, _ world: TestWorld) throws -> Bool {
    let bytes = try #require(world.bytes("school.studentdb"))
    let wanted = Array(text.utf8)
    return bytes.indices.dropLast(wanted.count - 1).contains {
      bytes[$0] == wanted[0] && bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }

  @Test func `it needs a reason and a yes, and a trial run changes nothing`() throws {
    let world = try world("a.csv")
    let before = world.bytes("school.studentdb")
    #expect(world.run("erase", "id:17").status == 64)
    #expect(world.run("erase", "id:17", "-m", "asked").status == 64)
    #expect(world.run("erase", "-m", "asked", "--yes").status == 64)
    #expect(world.run("erase", "id:17", "--import", "i1", "-m", "asked", "--yes").status == 64)
    #expect(world.run("erase", "id:17", "-m", "for Anna Meier", "--yes").status == 64)
    let trial = world.run("erase", "id:17", "-m", "asked", "--dry-run")
    #expect(trial.status == 0 && trial.text.hasPrefix("Would erase: 1 row of students, 1 row "))
    #expect(world.bytes("school.studentdb") == before)
  }

  @Test func `everything of the child is gone, and every command goes on`() throws {
    let world = try world("a.csv", "b.csv")
    #expect(
      world.run("review", "decide", "17", "--gender", "female", "-m", "asked her").status == 0
    )
    #expect(try holds("12-ANNA", world) && holds("99-ANNA", world))
    #expect(world.run("erase", "id:17", "-m", "the parents asked", "--yes").status == 0)
    for text in ["Anna", "ANNA", "asked her"] { #expect(try !holds(text, world), "\(text)") }
    #expect(try holds("13-BEN", world))
    #expect(world.run("verify").status == 0)
    let again = world.run("erase", "number:1", "-m", "asked", "--yes")
    #expect(again.status == 66 && again.messages.contains("student 1 was erased (e1, "))
    #expect(world.run("show", "1").status == 66)
    #expect(world.run("show", "Anna Meier").status == 66)
    #expect(try world.json("list").array.count == 2)
    let export = world.run("export", "--import", "i2", "--columns", "original", "out.csv")
    #expect(export.status == 0 && export.messages.contains("1 line erased"))
    let lines = Self.files["b.csv"]?.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      world.text("out.csv") == [lines?[0], lines?[2], ""].compactMap { $0 }.joined(separator: "\n")
    )
    // The very same file is known; another list brings the child back as a new one.
    #expect(world.run("import", "b.csv").status == 0)
    #expect(try world.json("list").array.count == 2)
    try world.write((Self.files["b.csv"] ?? "") + "20,Dee Ott,5a,F,151,15-DEE\n", to: "d.csv")
    #expect(world.run("import", "d.csv").status == 0)
    #expect(try world.json("list").array.count == 4)
    #expect(world.run("verify").status == 0)
  }

  @Test func `a file goes with whom it alone brought, and the others stay`() throws {
    let world = try world("a.csv", "c.csv")
    let answer = try world.json("erase", "--import", "i2", "-m", "another school", "--yes")
    #expect(answer["students"].integer == 2)
    #expect(answer["compacted"].bool == true)
    for text in ["WRONG", "STRAY", "NOBODY", "c.csv", "Stray"] {
      #expect(try !holds(text, world), "\(text)")
    }
    #expect(try world.json("list").array.count == 3)
    #expect(world.run("verify").status == 0)
    #expect(world.run("check").status <= 1)
    // The same file comes again as if for the first time.
    #expect([0, 4].contains(world.run("import", "c.csv").status))
    #expect(try world.json("list").array.count == 5)
  }

  @Test func `who left before a day goes, and who left later stays`() throws {
    let world = try world("a.csv")
    #expect(world.run("import", "b.csv", "--complete").status == 0)
    let none = world.run("erase", "--left-before", "2001-01-01", "-m", "kept ten years", "--yes")
    #expect(none.status == 0 && none.text == "Nobody left before that day: nothing was erased.\n")
    #expect(world.run("erase", "--left-before", "1.1.2090", "-m", "x", "--yes").status == 64)
    let some = try world.json(
      "erase",
      "--left-before",
      "2090-01-01",
      "-m",
      "kept ten years",
      "--yes"
    )
    #expect(some["students"].integer == 1)
    #expect(try !holds("CEM", world))
    #expect(world.run("verify").status == 0)
  }

  @Test func `a run that rested on the child says that it cannot be computed again`() throws {
    let world = try TestWorld(["school.csv": Rosters.school()])
    _ = world.run("import", "school.csv")
    _ = world.run("impute", "--folds", "2")
    #expect(world.run("impute", "--rerun", "r1", "--check").status == 0)
    let student = try #require(try world.json("review", "queue").array.first?["student"].integer)
    let erased = try world.json("erase", "number:\(student)", "-m", "asked", "--yes")
    #expect(erased["runs"].array.map(\.text) == ["r1"])
    let check = world.run("impute", "--rerun", "r1", "--check")
    #expect(check.status == 65 && check.messages.contains("can no longer be computed again"))
    for command in [["status"], ["list"], ["check"], ["show", "r1"], ["review", "queue"]] {
      #expect(world.run(command).status <= 1, "\(command)")
    }
    #expect(world.run("report", "-o", "r.html").status == 0)
    #expect(world.run("impute", "--folds", "2").status == 0)
    #expect(world.run("diff", "r1", "r2").status == 0)
    #expect(world.run("verify").status == 0)
  }
}
