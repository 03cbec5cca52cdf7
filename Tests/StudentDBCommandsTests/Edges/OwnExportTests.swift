import Testing

/// An export of studentdb's own comes back as what it was.
struct OwnExportTests {
  /// A school with one student of each kind: recorded, decided, inferred or missing, declined, not to
  /// be inferred, in doubt, corrected.
  private func school() throws -> TestWorld {
    let world = try TestWorld([
      "class.csv": Rosters.small + "91,Zed,Femal,170,7b\n92,Yan,TRUE,171,7b\n"
    ])
    #expect(world.run("import", "class.csv").status == 0)
    #expect(world.run("impute").status == 0)
    #expect(world.run("review", "decide", "21", "--gender", "female").status == 0)
    #expect(world.run("correct", "22", "--do-not-infer", "-m", "asked").status == 0)
    #expect(world.run("correct", "1", "--gender", "male", "-m", "asked").status == 0)
    #expect(world.run("correct", "--word", "TRUE=declined", "-m", "asked").status == 0)
    return world
  }

  private func states(_ world: TestWorld, _ database: String) throws -> [String] {
    try world.json("list", "--db", database).array.map {
      "\($0["name"].text ?? "") \($0["gender"].text ?? "-") \($0["state"].text ?? "")"
    }
  }

  @Test func `in another database nothing decided or inferred is recorded`() throws {
    let world = try school()
    let before = try states(world, "school.studentdb")
    #expect(world.run("export", "all.csv", "--fill", "inferred").status == 0)
    let answer = world.run("import", "all.csv", "--db", "other.studentdb")
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(
      answer.text.contains("  export      of studentdb: decided and inferred genders are imported")
    )
    let after = try states(world, "other.studentdb")
    let expected = before.map { line in
      for basis in ["inferred", "decided"] where line.hasSuffix(" \(basis)") {
        return line.split(separator: " ").dropLast(2).joined(separator: " ") + " - missing"
      }
      return line
    }
    #expect(after == expected)
    #expect(
      Set(after.compactMap { $0.split(separator: " ").last.map(String.init) })
        == ["recorded", "missing", "declined", "do_not_infer", "in_doubt"]
    )
  }

  @Test func `into its own database it changes nothing`() throws {
    let world = try school()
    #expect(world.run("export", "all.csv").status == 0)
    let before = try states(world, "school.studentdb")
    let decisions = try world.json("show", "21")["decisions"].array.count
    let answer = try world.json("import", "all.csv")["imports"][0]
    #expect(answer["own_export"].bool == true)
    #expect(answer["added"].integer == 0 && answer["updated"].integer == 0)
    #expect(try states(world, "school.studentdb") == before)
    #expect(try world.json("show", "21")["decisions"].array.count == decisions)
    #expect(world.run("verify").status == 0)
  }

  @Test func `the columns that studentdb added are not given out again`() throws {
    let world = try school()
    #expect(world.run("export", "all.csv").status == 0)
    #expect(world.run("import", "all.csv", "--db", "other.studentdb").status == 0)
    let table = Table(world.run("export", "--db", "other.studentdb").text)
    #expect(table.rows[0].filter { $0 == "studentdb_basis" }.count == 1)
    let plain = Table(
      world.run("export", "--db", "other.studentdb", "--columns", "original").text
    )
    #expect(plain.rows[0] == ["id", "name", "gender", "height", "group"])
    #expect(plain.rows.allSatisfy { $0.count == 5 })
    #expect(plain["name"] == table["name"])
  }

  @Test func `what a teacher writes into an export is read`() throws {
    let world = try school()
    #expect(world.run("export", "all.csv", "--fill", "none").status == 0)
    let table = Table(world.run("export", "--fill", "none").text)
    let gender = try #require(table.rows[0].firstIndex(of: "gender"))
    let basis = try #require(table.rows[0].firstIndex(of: "studentdb_basis"))
    var rows = table.rows
    let missing = try #require(rows.firstIndex { $0[basis] == "missing" })
    let doubt = try #require(rows.firstIndex { $0[basis] == "in_doubt" })
    let recorded = try #require(rows.firstIndex { $0[basis] == "recorded" && $0[gender] == "M" })
    rows[missing][gender] = "F"
    rows[doubt][gender] = "female"
    rows[recorded][gender] = "F"
    try world.write(rows.map { $0.joined(separator: ",") + "\n" }.joined(), to: "edited.csv")
    let answer = try world.json("import", "edited.csv")["imports"][0]
    #expect(answer["updated"].integer == 3)
    for row in [missing, doubt, recorded] {
      #expect(try world.json("show", "\(row)")["gender"].text == "female")
    }
  }

  /// In an own export one text can mean one thing in the file's column and another in those that
  /// studentdb added; which line comes first is of no account.
  @Test(arguments: [false, true])
  func `the order of the lines changes no gender and no count`(isReversed: Bool) throws {
    var lines = [
      "Anna,F,160,male,recorded,gender female -> male", "Ben,F,170,female,recorded,",
      "Cleo,F,165,female,decided,",
      "Dan,M,171,male,recorded,", "Eve,M,166,,missing,", "Fay,,161,female,recorded,",
    ]
    if isReversed { lines.reverse() }
    let world = try TestWorld([
      "own.csv":
        "name,gender,height,studentdb_gender,studentdb_basis,studentdb_corrected\n"
        + lines.joined(separator: "\n") + "\n"
    ])
    #expect(world.run("import", "own.csv").status == 0)
    let genders = try world.json("list").array.map {
      "\($0["name"].text ?? "") \($0["gender"].text ?? "-")"
    }
    #expect(
      genders.sorted()
        == ["Anna male", "Ben female", "Cleo -", "Dan male", "Eve male", "Fay female"]
    )
  }

  @Test(arguments: [
    ("decided", "M", "male", "recorded"), ("inferred", "M", "male", "recorded"),
    ("decided", "F", nil, "missing"), ("declined", "M", "male", "recorded"),
    ("do_not_infer", "F", "female", "recorded"), ("declined", "", nil, "declined"),
  ])
  func `a cell that was edited in an export is read like any other`(
    basis: String,
    cell: String,
    gender: String?,
    state: String
  ) throws {
    let isFilled = basis == "decided" || basis == "inferred"
    let world = try TestWorld([
      "own.csv": """
      name,gender,height,studentdb_gender,studentdb_basis
      Ann,F,161,female,recorded
      Ben,M,171,male,recorded
      Kim,\(cell),160,\(isFilled ? "female" : ""),\(basis)

      """
    ])
    let answer = world.run("import", "own.csv")
    #expect(answer.status == 0, "\(answer.messages)")
    let student = try world.json("show", "Kim")
    #expect(student["gender"].text == gender)
    #expect(student["gender_status"].text == state)
  }

  @Test(arguments: [
    "Név,Nem,Magasság,studentdb_gender,studentdb_basis\nAnna,N,160,female,recorded\nBela,F,170,male,recorded\n",
    "x1,x2,x3,studentdb_gender,studentdb_basis\nAnna,V,160,female,recorded\nBela,M,170,male,recorded\n",
    "x1,x2,x3,studentdb_gender,studentdb_basis\nAnna,2,160,female,recorded\nBela,1,170,male,recorded\n",
    "x1,x2,x3,studentdb_gender,studentdb_basis\nAnna,Dame?,160,female,recorded\nBela,?,170,male,recorded\n",
  ])
  func `words that were explained once are not asked about again`(text: String) throws {
    let world = try TestWorld(["own.csv": text])
    let headings = text.split(separator: "\n")[0].split(separator: ",").map(String.init)
    let answer = world.run(
      "import",
      "own.csv",
      "--map",
      "name=\(headings[0])",
      "--map",
      "gender=\(headings[1])",
      "--map",
      "height=\(headings[2])"
    )
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(try world.json("list").array.map(\.["gender"].text) == ["female", "male"])
  }
}
