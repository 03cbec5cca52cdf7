import TestSupport
import Testing

/// `check` lists doubts, changes nothing, and says by its status whether there are any.
struct CheckTests {
  private static let roster =
    "name,class,gender,height,age\nAnna,7a,F,160,12\nАnna,7a,F,161,12\nKim,7a,F,150,12\n"
    + "Kim,7a,M,151,12\nJo,7b,F,5.11,12\nMia,7b,F,16,12\nBo,7b,M,171.5,12\n"

  private func world() throws -> TestWorld {
    let world = try TestWorld(["class.csv": Self.roster])
    _ = world.run("import", "class.csv", "--height-unit", "cm")
    return world
  }

  @Test func `each doubt has a code, a student, a message and readings`() throws {
    let answer = try world().run("check", "--json")
    #expect(answer.status == 1)
    let doubts = try answer.json.array
    for doubt in doubts {
      #expect(doubt.keys == ["code", "message", "readings", "student"])
      #expect(doubt["message"].text?.isEmpty == false)
      for reading in doubt["readings"].array { #expect(reading.keys == ["height_cm", "words"]) }
    }
    #expect(
      doubts.map { "\($0["code"].text ?? "") \($0["student"].integer ?? 0)" } == [
        "unit_doubt 5", "implausible_height 6", "duplicate_student 4", "contradictory_gender 4",
        "look_alike_name 2",
      ]
    )
    #expect(doubts[0]["readings"].array.map(\.["height_cm"].number) == [180.34, 155.7528])
    #expect(doubts[0]["readings"][0]["words"].text == "5 feet 11 inches")
    #expect(doubts[2]["readings"].array.isEmpty)
  }

  @Test func `without doubts the answer is an empty list and the status 0`() throws {
    let world = try TestWorld.imputed()
    let answer = world.run("check", "--json")
    #expect(answer.status == 0)
    #expect(try answer.json.array.isEmpty)
    #expect(world.run("check").text == "No doubts.\n")
  }

  @Test func `nothing is changed`() throws {
    let world = try world()
    let before = world.database
    #expect(world.run("check").status == 1)
    #expect(world.database == before)
  }

  @Test func `people read the doubts in a table, then how many, then what to do`() throws {
    #expect(
      try world().run("check", "--only", "unit_doubt", "--only", "look_alike_name").text == """
        doubt            student  name  why
        unit_doubt             5  Jo    "5.11" can be 5 feet 11 inches (180.34 cm) or 5.11 feet \
        (155.75 cm)
        look_alike_name        2  Аnna  the name differs from student 1's, "Anna", only in \
        letters of another alphabet that look the same, such as U+0410
        2 doubts: 1 unit_doubt, 1 look_alike_name.
        Next: studentdb correct number:5 --height HEIGHT -m WHY

        """
    )
  }

  @Test func `only one code, and only one group, can be asked for`() throws {
    let world = try world()
    let only = world.run("check", "--only", "duplicate_student", "--json")
    #expect(try only.json.array.map(\.["student"].integer) == [4])
    let group = world.run("check", "--group", "7b", "--json")
    #expect(try group.json.array.map(\.["student"].integer) == [5, 6])
    #expect(world.run("check", "--group", "7c").status == 0)
    #expect(world.run("check", "--only", "unit_doubt", "--group", "7a").status == 0)
    let unknown = world.run("check", "--only", "unit")
    #expect(unknown.status == 64)
    #expect(unknown.messages.contains("unit_doubt"))
  }

  @Test func `what needs a run is said on the side, and nothing is made up`() throws {
    let answer = try world().run("check", "--only", "suspicious_recorded", "--json")
    #expect(answer.status == 0)
    #expect(try answer.json.array.isEmpty)
    #expect(answer.messages.contains("studentdb impute"))
    #expect(try world().run("check").messages.isEmpty)
  }

  @Test func `a record that the others contradict is a question`() throws {
    var roster = QuantileRoster()
    roster.add(40, "F", mean: 163, deviation: 6, group: "7a")
    roster.add(40, "M", mean: 176, deviation: 6, group: "7a")
    roster.lines.append("98,Tall,F,201,7a,")
    roster.lines.append("99,Small,M,57,7a,")
    let world = try TestWorld(["class.csv": roster.text])
    _ = world.run("import", "class.csv")
    _ = world.run("impute")
    let answer = world.run("check", "--only", "suspicious_recorded", "--json")
    #expect(answer.status == 1)
    let doubts = try answer.json.array
    #expect(doubts.map(\.["student"].integer) == [81, 82])
    #expect(doubts[0]["message"].text?.contains("recorded female, 201 cm") == true)
    #expect(doubts[1]["message"].text?.contains("likely to be a mistake") == true)
    // A person's word settles it.
    _ = world.run("correct", "81", "--height", "161 cm", "-m", "typing")
    let left = try world.run("check", "--only", "suspicious_recorded", "--json").json.array
    #expect(left.map(\.["student"].integer) == [82])
  }

  @Test func `doubts come as separated values and as lines of JSON`() throws {
    let world = try world()
    let table = Table(world.run("check", "--format", "csv").text)
    #expect(table.rows.count == 6)
    #expect(table.rows[0] == ["code", "student", "message", "readings"])
    let lines = world.run("check", "--format", "jsonl").outputLines.dropLast()
    #expect(lines.count == 5)
  }

  @Test func `each doubt is settled by a correction`() throws {
    let world = try world()
    let corrections = [
      ["5", "--height", "5'11\""], ["6", "--height", "160 cm"], ["4", "--name", "Kim B"],
      ["2", "--name", "Anna B"],
    ]
    for correction in corrections {
      let answer = world.run(["correct"] + correction + ["-m", "asked"])
      #expect(answer.status == 0, "\(answer.messages)")
    }
    #expect(world.run("check").status == 0)
    #expect(world.run("verify").status == 0)
  }

  @Test func `names are shown so that nothing hides in them`() throws {
    let world = try TestWorld(["class.csv": "name,height\nAnna,160\nA\u{202E}nna,161\n"])
    _ = world.run("import", "class.csv")
    let text = world.run("check").text
    #expect(text.contains("A<U+202E>nna"))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
  }
}

/// Public data sets: what their curators know to be wrong is found, and nothing else.
@Suite(.enabled(if: SharedFolder.exists, "the folder shared is not there"))
struct CheckRealFilesTests {
  @Test func `the swapped height of Davis is found, and may be inches`() throws {
    for path in ["data/davis/Davis.csv", "fixtures/davis_raw.masked.csv"] {
      let world = try TestWorld()
      let flags = path.contains("data") ? ["--map", "name=rownames"] : []
      _ = world.run(["import", SharedFolder.path(path)] + flags)
      let doubts = try world.run("check", "--json").json.array
      #expect(doubts.map(\.["code"].text) == ["implausible_height"], "\(path)")
      #expect(doubts.first?["student"].integer == 12)
      #expect(doubts.first?["readings"].array.map(\.["height_cm"].number) == [57, 144.78])
    }
  }

  @Test(arguments: ["davis", "galton", "bdims", "tiny12"])
  func `a clean list has no doubts`(name: String) throws {
    let world = try TestWorld()
    _ = world.run("import", SharedFolder.path("fixtures/\(name).masked.csv"))
    #expect(world.run("check").text == "No doubts.\n")
  }
}
