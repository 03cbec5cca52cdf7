import Testing

/// What was erased last in a table leaves its number to nobody: the trail knows a row by its number.
struct ErasedNumberTests {
  private static let list = """
    id,name,class,gender,height
    17,Anna Meier,5a,,150
    18,Ben Roth,5a,,152
    19,Cem Kaya,5a,,149

    """

  private func world() throws -> TestWorld {
    let world = try TestWorld([
      "a.csv": Self.list,
      "more.csv": "id,name,class,gender,height\n20,Dora Lang,5a,F,151\n21,,5a,F,tall\n",
      "wrong.csv": "id,name,class,gender,height\n71,Wrong School,9x,M,177\n72,,9x,F,tall\n",
    ])
    #expect(world.run("import", "a.csv").status == 0)
    return world
  }

  private func expectWhole(_ world: TestWorld, _ comment: Comment = "") {
    let answer = world.run("verify")
    #expect(answer.status == 0, "\(comment.rawValue) \(answer.text) \(answer.messages)")
  }

  @Test func `the number of the last student is not given to the next`() throws {
    let world = try world()
    #expect(world.run("erase", "id:19", "-m", "asked", "--yes").status == 0)
    #expect(world.run("import", "more.csv").status == 4)
    #expect(try world.json("list", "--name", "Dora")[0]["student"].integer == 4)
    expectWhole(world)
  }

  @Test func `the numbers of an erased import are not given to the next`() throws {
    let world = try world()
    #expect(world.run("import", "wrong.csv").status == 4)
    #expect(world.run("erase", "--import", "i2", "-m", "another school", "--yes").status == 0)
    #expect(try world.json("status")["students"].integer == 3)
    #expect(world.run("import", "more.csv").status == 4)
    #expect(try world.json("list", "--name", "Dora")[0]["student"].integer == 5)
    expectWhole(world)
  }

  @Test(
    arguments: [
      ["review", "decide", "X", "--gender", "female"],
      ["correct", "X", "--height", "160", "-m", "measured again"],
      ["correct", "X", "--name", "Another Name", "-m", "asked"],
    ]
  )
  func `the number of the last act on a student is not given to the next`(_ act: [String]) throws {
    let world = try world()
    func run(_ student: String) {
      let answer = world.run(act.map { $0 == "X" ? student : $0 })
      #expect(answer.status == 0, "\(answer.messages)")
    }
    run("id:17")
    run("id:19")
    #expect(world.run("erase", "id:19", "-m", "asked", "--yes").status == 0)
    run("id:18")
    expectWhole(world, "after the erasure and another act")
    // All others are erased as well, and the next act is the first on a new student.
    #expect(world.run("erase", "id:17", "-m", "asked", "--yes").status == 0)
    #expect(world.run("erase", "id:18", "-m", "asked", "--yes").status == 0)
    try world.write("id,name,class,gender,height\n30,Ed Holm,5b,,150\n", to: "new.csv")
    #expect(world.run("import", "new.csv").status == 0)
    run("id:30")
    expectWhole(world, "after all were erased")
  }
}
