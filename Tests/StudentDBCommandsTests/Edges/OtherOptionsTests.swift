import Testing

/// The same bytes with other options are no news, but a question: the earlier import stands.
struct OtherOptionsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let first: [String]
    let again: [String]
    /// What is said of the option; nil where the import is the same.
    let says: String?

    init(_ first: String, _ again: String, says: String?) {
      self.first = first.split(separator: " ").map(String.init)
      self.again = again.split(separator: " ").map(String.init)
      self.says = says
    }

    var testDescription: String {
      "\(first.joined(separator: " ")) / \(again.joined(separator: " "))"
    }
  }

  private static let file =
    "Name;Sex;x;H\u{F6}he\nAnna;1;F;160,5\nBen;2;M;170\nCy;1;F;163\nDee;2;M;172\nEve;1;F;161\n"
    + "Fay;1;F;57\n"
  private static let asked = "--map gender=Sex --map height=Höhe --gender-words 1=female,2=male"

  static let cases = [
    Case(asked, asked, says: nil), Case(asked, "", says: nil),
    Case(asked, "--map gender=sex", says: nil), Case(asked, "--map gender=#2", says: nil),
    Case(asked, "--gender-words 2=male", says: nil), Case(asked, "--delimiter ;", says: nil),
    Case(asked, "--encoding utf-8", says: nil), Case(asked, "--decimal ,", says: nil),
    Case(asked, "--height-unit cm", says: nil), Case(asked, "--header-row 1", says: nil),
    Case(asked, "--strict --on-conflict keep", says: nil),
    Case(asked, "--map gender=x", says: "--map gender=x (then: \"Sex\")"),
    Case(asked, "--map height=", says: "--map height='' (then: \"Höhe\")"),
    Case(asked, "--map group=x", says: "--map group=x (then: none)"),
    Case(asked, "--map name=Nme", says: "--map name=Nme (then: \"Name\")"),
    // No question is asked, so there is nothing for these to answer.
    Case(asked, "--no-gender", says: nil), Case(asked, "--no-height", says: nil),
    Case(asked, "--gender-words 1=male,2=female", says: "1=male (then: female)"),
    Case(asked, "--gender-words 3=male", says: "3=male (then: not explained)"),
    Case(asked, "--encoding macintosh", says: "--encoding macintosh (then: utf-8)"),
    Case(asked, "--delimiter ,", says: "--delimiter , (then: ;)"),
    Case(asked, "--decimal .", says: "--decimal . (then: ,)"),
    Case(asked, "--height-unit in", says: "--height-unit in (then: cm)"),
    Case(asked, "--header-row 2", says: "--header-row 2 (then: 1)"),
    Case(asked, "--keep-implausible", says: "--keep-implausible"),
    Case(asked + " --keep-implausible", "--keep-implausible", says: nil),
    Case(asked + " --height-unit cm", asked + " --height-unit cm", says: nil),
  ]

  @Test(arguments: cases)
  func `a file read otherwise names the import to take back`(test: Case) throws {
    let world = try TestWorld(["class.csv": Self.file])
    let first = world.run(["import", "class.csv"] + test.first)
    #expect(first.status == 0, "\(first.messages)")
    let before = world.database
    let answer = world.run(["import", "class.csv"] + test.again)
    #expect(world.database == before)
    guard let says = test.says else {
      #expect(answer.status == 0, "\(answer.messages)")
      #expect(answer.text.contains("already imported as i1"))
      return
    }
    #expect(answer.status == 65)
    #expect(answer.messages.contains("already imported as i1"))
    #expect(answer.messages.contains(says), "\(answer.messages)")
    #expect(answer.messages.contains("studentdb revert i1 -m WHY"))
  }

  @Test(arguments: [
    "Class 7b\n\n\nname,gender,height\nAnna,F,160\n", "\n\nname,gender,height\nAnna,F,160\n",
    "Class 7b\n \nname,gender,height\n\nAnna,F,160\n",
  ])
  func `the same command again says that nothing was changed`(file: String) throws {
    let command = ["import", "class.csv", "--header-row", "HEADER"]
    for row in 1...5 {
      let world = try TestWorld(["class.csv": file])
      let typed = command.dropLast() + ["\(row)"]
      guard world.run(Array(typed)).status == 0 else { continue }
      let again = world.run(Array(typed))
      #expect(again.status == 0, "\(again.messages)")
      #expect(again.text.contains("already imported as i1"))
    }
  }

  @Test(arguments: [
    ("1,Ben Koch,M,171", [], ["--same", "id:1"]),
    ("1,Ada Ott,M,160", ["--on-conflict", "keep"], ["--on-conflict", "update"]),
  ])
  func `what would settle lines that were set aside names the revert`(
    line: String,
    first: [String],
    options: [String]
  ) throws {
    let world = try TestWorld([
      "one.csv": "id,name,gender,height\n1,Ada Ott,F,160\n",
      "two.csv": "id,name,gender,height\n\(line)\n",
    ])
    _ = world.run("import", "one.csv")
    #expect(world.run(["import", "two.csv"] + first).status == 4)
    let again = world.run(["import", "two.csv"] + first)
    #expect(again.text.contains("1 line of it was set aside"), "\(again.text)")
    let answer = world.run(["import", "two.csv"] + options)
    #expect(answer.status == 65)
    #expect(answer.messages.contains("studentdb revert i2 -m WHY"), "\(answer.messages)")
  }

  @Test func `after the revert the file is read as it is asked for now`() throws {
    let world = try TestWorld(["class.csv": "name,a,b,height\nAnna,F,M,160\n"])
    #expect(world.run("import", "class.csv", "--map", "gender=a").status == 0)
    #expect(world.run("import", "class.csv", "--map", "gender=b").status == 65)
    #expect(world.run("revert", "i1", "-m", "the other column").status == 0)
    #expect(world.run("import", "class.csv", "--map", "gender=b").status == 0)
    #expect(try world.json("list").array.map(\.["gender"].text) == ["male"])
  }
}
