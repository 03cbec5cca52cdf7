import Testing

/// Mistakes in what was typed: status 64 and, where one is near, the name that was meant.
struct UsageTests {
  static let mistyped: [([String], String)] = [
    (["imprt", "class.csv"], "studentdb import"),
    (["statsu"], "studentdb status"),
    (["expotr"], "studentdb export"),
    (["lst"], "studentdb list"),
    (["verfy"], "studentdb verify"),
    (["evalute"], "studentdb evaluate"),
  ]

  @Test(arguments: mistyped)
  func `a mistyped command gets the nearest name`(arguments: [String], nearest: String) throws {
    let answer = try TestWorld().run(arguments)
    #expect(answer.status == 64)
    #expect(answer.messages.contains("did you mean \"\(nearest)\"?"))
    #expect(answer.output.isEmpty)
  }

  @Test func `a command that is like none says where the list is`() throws {
    let answer = try TestWorld().run("frobnicate")
    #expect(answer.status == 64)
    #expect(answer.messages.contains("studentdb --help"))
  }

  @Test func `a mistyped word of review gets the nearest name`() throws {
    let answer = try TestWorld.imputed().run("review", "acept", "--at-least", "0.9")
    #expect(answer.status == 64)
    #expect(answer.messages.contains("accept"))
  }

  static let flags: [([String], String)] = [
    (["import", "class.csv", "--strickt"], "--strict"),
    (["list", "--jsno"], "--json"),
    (["review", "accept", "--at-least", "0.9", "--exect", "2"], "--expect"),
    (["impute", "--varianec", "equal"], "--variance"),
  ]

  @Test(arguments: flags)
  func `an unknown flag has status 64 and gets the nearest name`(
    arguments: [String],
    nearest: String
  ) throws {
    let answer = try TestWorld.imputed().run(arguments)
    #expect(answer.status == 64)
    #expect(answer.messages.contains("Did you mean '\(nearest)'?"), "\(answer.messages)")
  }

  static let wrong: [([String], String)] = [
    (["status", "--db", ""], "--db needs the name of a file"),
    (["list", "-o", ""], "--output needs the name of a file"),
    (["import", ""], "the name of a file is empty"),
    (["import", "class.csv", "--rejects", ""], "the name of a file is empty"),
    (["import", "class.csv", "--gender-words", "=female"], "is not WORD=GENDER"),
    (["import"], "<files>"),
    (["import", "class.csv", "--map", "gendr=sex"], "did you mean gender?"),
    (["import", "class.csv", "--map", "gender"], "FIELD=HEADING"),
    (["import", "class.csv", "--map", "name=a", "--map", "name=b"], "once for each field"),
    (["import", "class.csv", "--delimiter", "x"], "write , ; tab or |"),
    (["import", "class.csv", "--decimal", ";"], "write . or ,"),
    (["import", "class.csv", "--height-unit", "yd"], "ft-in"),
    (["import", "class.csv", "--header-row", "0"], "counted from 1"),
    (["import", "class.csv", "--encoding", "ebcdic"], "utf-8"),
    (["import", "class.csv", "--gender-words", "1"], "WORD=GENDER"),
    (["import", "class.csv", "--gender-words", "1=2"], "is itself a code"),
    (["import", "class.csv", "--gender-words", "1=f,1=m"], "two meanings"),
    (["import", "class.csv", "--on-conflict", "merge"], "stop"),
    (["impute", "--variance", "round"], "equal"),
    (["impute", "--max-iterations", "0"], "from 1 to 1000000"),
    (["impute", "--tolerance", "0"], "between 0 and 1"),
    (["impute", "--tolerance", "1"], "between 0 and 1"),
    (["impute", "--starts", "0"], "from 1 to 3"),
    (["impute", "--starts", "4"], "from 1 to 3"),
    (["impute", "--folds", "1"], "from 2 to 50"),
    (["impute", "--seed=-1"], "--seed"),
    (["impute", "--seed", "9223372036854775808"], "at most 9223372036854775807"),
    (["impute", "--family", "cauchy"], "'auto', 'normal' or 't'"),
    (["impute", "--missingness", "random"], "'auto', 'same' or 'different'"),
    (["impute", "--by", "name"], "'auto', 'none', 'group' or 'age'"),
    (["impute", "--learn-from", "some"], "'auto', 'recorded' or 'all'"),
    (["impute", "--prior", "growth.csv", "--by", "group"], "it goes with --by age"),
    (["evaluate", "--folds", "1"], "from 2 to 50"),
    (["evaluate", "--prior", "growth.csv", "--by", "none"], "it goes with --by age"),
    (["list", "--state", "lost"], "inferred"),
    (["list", "--limit=-1"], "from 0 on"),
    (["review", "queue", "--limit=-1"], "from 0 on"),
    (["log", "--since", "yesterday"], "2026-09-01T07:30"),
    (["review", "decide", "1"], "--leave-unknown"),
    (["review", "decide", "1", "--accept", "--later"], "say one of"),
    (["review", "decide", "1", "--gender", ""], "--gender needs a word"),
    (["review", "decide", "1", "--accept", "--void-sign-off"], "-m"),
    (["review", "accept"], "--at-least"),
    (["review", "accept", "--at-least", "1.5"], "between 0 and 1"),
    (["review", "sign-off", "--role", "R"], "--name"),
    (["review", "sign-off", "--name", "N"], "--role"),
    (["review", "sign-off", "--name", "", "--role", "R"], "--name needs a name"),
    (["review", "sign-off", "--name", "  \t", "--role", "R"], "--name needs a name"),
    (["review", "sign-off", "--name", "N", "--role", " "], "--role needs a role"),
    (["review", "sign-off", "--name", "N", "--role", "R", "--statement", " "], "--statement"),
    (["review", "undo", "r1"], "write d7"),
    (["show", "iX"], "iX"),
    (["verify", "--expect-head", "xyz"], "SEQ:HEX"),
    (["verify", "--expect-head", "0:" + String(repeating: "0", count: 64)], "proves nothing"),
    (["verify", "--since", "0:" + String(repeating: "0", count: 64)], "proves nothing"),
    (["verify", "--since", "5"], "SEQ:HEX"),
    (["export", "--json"], "export writes CSV"),
    (["status", "--format", "csv"], "not give a list"),
  ]

  @Test(arguments: wrong)
  func `a value that makes no sense says what would`(arguments: [String], words: String) throws {
    let world = try TestWorld.imputed()
    let before = world.database
    try world.write(Rosters.small + "999,Zoe,F,160,7a\n", to: "class.csv")
    let answer = world.run(arguments)
    #expect(answer.status == (arguments[0] == "show" ? 66 : 64), "\(answer.messages)")
    #expect(answer.messages.contains(words), "\(answer.messages)")
    #expect(world.database == before)
  }

  static let unanswered: [([String], String)] = [
    (["review"], "--lines"),
    (["review", "accept", "--at-least", "0.5"], "--expect 2 or --yes"),
    (["review", "accept", "--at-least", "0.5", "--no-input"], "--expect 2 or --yes"),
    (["review", "sign-off"], "--name"),
  ]

  @Test(arguments: unanswered)
  func `a question on a pipe fails with the flag that answers it`(
    arguments: [String],
    flag: String
  ) throws {
    let world = try TestWorld.imputed()
    let before = world.database
    world.lines = ["2", "y", "a"]
    let answer = world.run(arguments)
    #expect(answer.status == 64)
    #expect(answer.messages.contains(flag), "\(answer.messages)")
    #expect(world.lines.count == 3, "nothing was read")
    #expect(world.database == before)
  }

  @Test func `no input is asked for on a terminal where that was refused`() throws {
    let world = try TestWorld.imputed()
    world.isInteractive = true
    world.lines = ["2"]
    #expect(world.run("review", "accept", "--at-least", "0.5", "--no-input").status == 64)
    #expect(world.run("review", "--no-input").status == 64)
    #expect(world.lines == ["2"])
  }

  @Test func `options of every command may stand before it`() throws {
    let world = try TestWorld.imputed()
    #expect(world.run("--db", "school.studentdb", "list").status == 0)
    #expect(world.run("--json", "--db", "school.studentdb", "status").status == 0)
    #expect(world.run("--db", "school.studentdb", "review", "queue").status == 0)
  }

  @Test func `the database can be named by the environment`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    world.environment["STUDENTDB_DB"] = "other.studentdb"
    #expect(world.run("import", "class.csv").status == 0)
    #expect(world.contents == ["class.csv", "other.studentdb"])
    #expect(world.run("list", "--db", "third.studentdb").status == 66)
  }

  @Test func `an answer goes to the file that --output names`() throws {
    let world = try TestWorld.imputed()
    let answer = world.run("list", "--json", "-o", world.path("list.json"))
    #expect(answer.status == 0)
    #expect(answer.output.isEmpty)
    let list = try JSON(parsing: #require(world.bytes("list.json")))
    #expect(list.array.count == 23)
    #expect(world.run("list", "-o", world.path("nowhere/list.txt")).status == 73)
  }
}
