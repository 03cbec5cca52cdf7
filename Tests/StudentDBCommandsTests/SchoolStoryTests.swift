import Testing

/// The whole way of the example that ships with the program, one command after the other.
struct SchoolStoryTests {
  @Test func `a school's list is read, inferred, reviewed, signed, given back and proven`() throws {
    let school = try Rosters.school()
    let world = try TestWorld(["school.csv": school])

    let imported = try world.json("import", "school.csv")["imports"][0]
    #expect(imported["rows"].integer == 600)
    #expect(imported["missing_gender"].integer == 108)
    #expect(imported["declined_gender"].integer == 1)
    #expect(imported["rejected"].integer == 0)

    let run = try world.json("impute")
    #expect(run["gate"]["passed"].bool == true)
    // The nine children of 12 and 13 years are not inferred.
    #expect(run["imputed"].integer == 98)
    #expect(run["not_imputed"]["gate_refused"].integer == 9)
    #expect(run["not_imputed"]["no_height"].integer == 1)
    // No student is touched by a run.
    #expect(try world.json("list", "--state", "decided").array.isEmpty)

    let queue = try world.json("review", "queue", "--no-sample").array
    #expect(queue.count == 107)
    let asked = queue.prefix { $0["gender"].isNull }
    #expect(asked.count == 9)
    for child in asked {
      let id = try #require(child["id"].text)
      #expect(world.run("review", "decide", id, "--gender", "female").status == 0)
    }
    let suggested = Array(queue.dropFirst(9))
    let first = try #require(suggested[0]["id"].text)
    let second = try #require(suggested[1]["id"].text)
    let other = suggested[1]["gender"].text == "male" ? "female" : "male"
    let third = try #require(suggested[2]["id"].text)
    #expect(world.run("review", "decide", first, "--accept").status == 0)
    #expect(
      world.run("review", "decide", second, "--gender", other, "-m", "knows them").status == 0
    )
    #expect(world.run("review", "decide", third, "--leave-unknown").status == 0)
    #expect(world.run("review", "decide", third, "--later").status == 0)
    let rest = try world.json("review", "accept", "--at-least", "0.5", "--expect", "95")
    // Whom somebody put off until later is not taken in passing.
    #expect(rest["accepted"].integer == 95)
    #expect(world.run("review", "decide", third, "--accept").status == 0)

    let signed = try world.json("review", "sign-off", "--name", "Edmond", "--role", "Head")
    #expect(signed["accepted"].integer == 97)
    #expect(signed["corrected"].integer == 10)
    let head = try #require(signed["head"].text)

    let states = try world.json("status")["states"]
    #expect(states["recorded"].integer == 491)
    #expect(states["decided"].integer == 107)
    #expect(states["missing"].integer == 1)
    #expect(states["declined"].integer == 1)

    #expect(world.run("export", "cleaned.csv").status == 0)
    let exported = Table(try #require(world.text("cleaned.csv")))
    #expect(exported["studentdb_basis"].filter { $0 == "decided" }.count == 107)
    #expect(exported["studentdb_signed"].filter { $0 == "s1" }.count == 107)

    #expect(world.run("verify", "--expect-head", head).status == 0)
    let kinds = try world.json("log").array.map { $0["kind"].text ?? "" }
    #expect(
      kinds
        == [
          "sign-off", "decide", "accept", "decide", "decide", "decide", "decide",
        ] + asked.map { _ in "decide" } + ["impute", "import", "migrate"]
    )
    #expect(try world.json("log").array.allSatisfy { $0["hash"].text?.count == 64 })
  }

  @Test func `the same story told twice is the same bytes`() throws {
    func story() throws -> [UInt8]? {
      let world = try TestWorld(["class.csv": Rosters.small])
      _ = world.run("import", "class.csv")
      _ = world.run("impute")
      _ = world.run("review", "accept", "--at-least", "0", "--yes")
      _ = world.run("review", "sign-off", "--name", "E", "--role", "R")
      return world.database
    }
    #expect(try story() == story())
  }

  @Test func `who acts stands in the trail`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv", "--as", "Ada")
    world.environment = [:]
    _ = world.run("impute")
    let actors = try world.json("log").array.map { $0["actor"].text ?? "" }
    #expect(actors == ["login", "Ada", "Ada"])
    #expect(try world.json("log", "--by", "login").array.count == 1)
  }

  @Test func `the log of a student has what concerns that student alone`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "decide", "22", "--accept")
    let log = try world.json("log", "--student", "21").array
    #expect(log.map(\.["kind"].text) == ["decide", "impute", "import"])
    #expect(log[0]["facts"]["student"].text == "21")
  }

  @Test func `the log of a student has the import that changed the student`() throws {
    let world = try TestWorld.imputed()
    try world.write("id,name,gender,height,group\n301,Kim,,171,7a\n", to: "new.csv")
    _ = world.run("import", "new.csv")
    let log = try world.json("log", "--student", "21").array
    #expect(log.map(\.["kind"].text) == ["import", "impute", "import"])
  }

  @Test func `a refused act leaves no entry`() throws {
    let world = try TestWorld.imputed()
    let head = try world.json("status")["head"].text
    for refused in [
      ["review", "decide", "1", "--accept"], ["review", "undo"], ["impute", "--variance", "x"],
      ["review", "sign-off", "--name", "E", "--role", "R"], ["import", "nowhere.csv"],
    ] {
      #expect(world.run(refused).status != 0)
    }
    #expect(try world.json("status")["head"].text == head)
  }

  @Test func `a change outside studentdb is found and has status 65`() throws {
    let world = try TestWorld.imputed()
    var bytes = try #require(world.database)
    let name = Array("Girl 7".utf8)
    let place = try #require(
      (0..<bytes.count - name.count).first { Array(bytes[$0..<$0 + name.count]) == name }
    )
    bytes[place + 5] = UInt8(ascii: "8")
    try world.write(bytes, to: "school.studentdb")
    let answer = world.run("verify", "--json")
    #expect(answer.status == 65)
    #expect(try answer.json["ok"].bool == false)
    let failure = try answer.json["failures"][0]
    #expect(failure.keys == ["key", "message", "table"])
    #expect(failure["table"].text == "student")
  }
}
