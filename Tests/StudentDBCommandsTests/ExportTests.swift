import Testing

/// The list comes back as it was, with what was decided.
struct ExportTests {
  private let added = [
    "studentdb_gender", "studentdb_basis", "studentdb_confidence", "studentdb_run",
    "studentdb_decided_by", "studentdb_decided_at", "studentdb_signed",
  ]

  @Test func `every line of the school's list comes back byte for byte`() throws {
    let school = try Rosters.school()
    let world = try TestWorld.imputed(school)
    #expect(world.run("export", "--columns", "original").text == school)
    _ = world.run("review", "accept", "--at-least", "0", "--yes")
    #expect(world.run("export", "--columns", "original", "--fill", "none").text == school)
  }

  @Test func `behind the original columns stand seven of ours`() throws {
    let school = try Rosters.school()
    let world = try TestWorld.imputed(school)
    let original = Table(school)
    let exported = Table(world.run("export").text)
    #expect(exported.rows[0] == original.rows[0] + added)
    #expect(exported.rows.count == original.rows.count)
    for (row, before) in zip(exported.rows, original.rows).dropFirst() {
      #expect(Array(row.prefix(8)) == before)
      #expect(row.count == 15)
    }
  }

  @Test func `only a missing gender that was decided is filled, in the file's own word`() throws {
    let school = try Rosters.school()
    // Without the growth table, every student who is asked about has a suggestion.
    let world = try TestWorld.imputed(school, "--prior", "none")
    _ = world.run("review", "accept", "--at-least", "0", "--yes")
    let original = Table(school)
    let exported = Table(world.run("export").text)
    var filled = 0
    for (row, before) in zip(exported.rows, original.rows).dropFirst() {
      guard row[9] == "decided" else {
        #expect(Array(row.prefix(8)) == before)
        continue
      }
      filled += 1
      #expect(before[2].isEmpty)
      #expect(row[2] == ["female": "F", "male": "M"][row[8]])
      #expect(Array(row.prefix(2) + row[3..<8]) == Array(before.prefix(2) + before[3...]))
      #expect((Double(row[10]) ?? 0) >= 0.5)
      #expect(row[11] == "r1")
      #expect(row[12] == "Edmond")
      #expect(row[13].hasPrefix("2026-09-01T07:"))
      #expect(row[14].isEmpty)
    }
    #expect(filled == 107)
  }

  @Test func `with inferred values allowed, suggestions fill what nobody decided`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--gender", "male")
    let exported = Table(world.run("export", "--fill", "inferred").text)
    #expect(Array(exported["gender"].suffix(3)) == ["M", "M", "prefer not to say"])
    #expect(Array(exported["studentdb_basis"].suffix(3)) == ["decided", "inferred", "declined"])
    // The confidence belongs to the suggestion, which was another gender.
    #expect(exported.cell("studentdb_confidence", 20)?.isEmpty == true)
    #expect(exported.cell("studentdb_confidence", 21)?.isEmpty == false)
    let none = Table(world.run("export", "--fill", "none").text)
    #expect(Array(none["gender"][20...]) == ["", "", "prefer not to say"])
  }

  static let dialects: [String] = [
    "name;gender;height\nAnna;w;1,62\nBen;m;1,75\n",
    "name\tgender\theight\nAnna\tF\t162\nBen\tM\t175\n",
    "name,gender,height\r\nAnna,F,162\r\nBen,M,175\r\n",
    "\"name\",\"gender\",\"height\"\n\"Anna\",\"F\",\"162\"\n\"Ben\",\"M\",\"175\"\n",
    "\u{FEFF}name,gender,height\nAnna,F,162\nBen,M,175\n",
    "name,gender,height,note\nAnna,F,162.0,\"a \"\"b\"\", c\"\nBen,M,175.50,\"two\nlines\"\n",
    "name,gender,height\nAnna,F,\"5'4\"\"\"\nBen,M,\"5'9\"\"\"\n",
    "name,gender,height,,note,note\nAnna,F,162,x,y,z\nBen,M,175,,,\n",
    " name , gender ,height (cm)\n Anna ,F , 162\nBen, M,175.0\n",
    "id,name,gender,height\n007,Anna,F,0162\n  ,Ben,M,\n",
  ]

  @Test(arguments: dialects)
  func `a list comes back in its own dialect, quotes and spellings`(list: String) throws {
    let world = try TestWorld(["class.csv": list])
    let imported = world.run("import", "class.csv")
    #expect(imported.status == 0, "\(imported.text)\(imported.messages)")
    let exported = world.run("export", "--columns", "original")
    #expect(exported.output == Array(list.utf8), "\(exported.text)\(exported.messages)")
  }

  @Test func `a height with many decimals comes back as it was written`() throws {
    let list = "name,gender,height\nAnna,F,162.1234567891\nBen,M,175.5\n"
    let world = try TestWorld(["class.csv": list])
    _ = world.run("import", "class.csv")
    #expect(world.run("export", "--columns", "original").text == list)
  }

  @Test(arguments: [
    "first name,gender,height\nAnna,F,162\n",
    "name,first name,last name,gender,height\nAnna B,Anna,B,F,162\n",
  ])
  func `a list whose name is one of several name columns comes back`(list: String) throws {
    let world = try TestWorld(["class.csv": list])
    #expect(world.run("import", "class.csv").status == 0)
    #expect(world.run("export", "--columns", "original").text == list)
  }

  @Test func `decided genders stand in the words of the newest file too`() throws {
    let world = try TestWorld.imputed()
    let corrected = Rosters.small.replacing("Kim,,160", with: "Kim,,161")
    try world.write(corrected, to: "corrected.csv")
    _ = world.run("import", "corrected.csv")
    _ = world.run("review", "decide", "21", "--gender", "female")
    let exported = Table(world.run("export").text)
    #expect(exported.cell("gender", 20) == "F")
  }

  @Test func `a first file comes back as it came after it was corrected by a second`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv")
    try world.write(Rosters.small.replacing("Kim,,160", with: "Kim,,161"), to: "corrected.csv")
    _ = world.run("import", "corrected.csv")
    #expect(
      world.run("export", "--columns", "original", "--import", "i2").text
        == world.text("corrected.csv")
    )
    let first = world.run("export", "--columns", "original", "--import", "i1", "--fill", "none")
    #expect(first.text == Rosters.small)
  }

  @Test func `a recorded gender that the newest file leaves blank is not lost`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv")
    try world.write(Rosters.small.replacing("Girl 1,F,157", with: "Girl 1,,157"), to: "new.csv")
    #expect(try world.json("import", "new.csv")["imports"][0]["unchanged"].integer == 23)
    let exported = Table(world.run("export").text)
    #expect(exported.cell("studentdb_gender", 0) == "female")
    #expect(exported.cell("studentdb_basis", 0) == "recorded")
    #expect(exported.cell("gender", 0) == "F")
  }

  @Test func `a list in other columns has the form of the newest, and the columns of both`() throws
  {
    let world = try TestWorld([
      "a.csv": "name,gender,height\nAnna,F,162\n", "b.csv": "gender;name;shoe\nM;Ben;44\n",
    ])
    _ = world.run("import", "a.csv")
    _ = world.run("import", "b.csv", "--no-height", "--gender-words", "M=male")
    let exported = world.run("export", "--columns", "original").text
    #expect(exported == "gender;name;shoe;height\nF;Anna;;162\nM;Ben;44;\n")
    #expect(
      world.run("export", "--columns", "original", "--like", "i1").text
        == "name,gender,height\nAnna,F,162\nBen,M,\n"
    )
    #expect(
      world.run("export", "--import", "i2", "--columns", "original").text
        == world.text("b.csv")
    )
  }

  @Test func `an export replaces a file as a whole`() throws {
    let world = try TestWorld.imputed()
    try world.write("old", to: "cleaned.csv")
    let answer = world.run("export", "cleaned.csv", "--force")
    #expect(answer.status == 0)
    #expect(world.text("cleaned.csv")?.hasPrefix("id,name") == true)
    #expect(world.contents == ["class.csv", "cleaned.csv", "school.studentdb"])
  }

  @Test func `an export writes a file only where it can`() throws {
    let world = try TestWorld.imputed()
    let answer = world.run("export", "cleaned.csv")
    #expect(answer.messages == "cleaned.csv: 23 students, 0 of them with a gender filled in.")
    #expect(answer.output.isEmpty)
    let names = world.contents
    #expect(names == ["class.csv", "cleaned.csv", "school.studentdb"])
    #expect(world.run("export", "nowhere/cleaned.csv").status == 73)
    #expect(world.run("export", ".").status == 73)
    #expect(world.run("export", "more.csv", "--import", "i9").status == 66)
    #expect(world.contents == names)
  }
}
