import Foundation
import Testing

/// What no output replaces: the database, an input, another database, and any file without `--force`.
struct OutputDoorTests {
  /// Each command line that writes a file, with `OUT` in its place.
  static let forms: [[String]] = [
    ["export", "OUT"], ["export", "-o", "OUT"], ["export", "--columns", "original", "OUT"],
    ["review", "export", "OUT"], ["review", "export", "-o", "OUT"],
    ["model", "export", "r1", "-o", "OUT"],
    ["list", "-o", "OUT"], ["list", "--format", "csv", "-o", "OUT"],
    ["status", "--json", "-o", "OUT"],
    ["show", "r1", "-o", "OUT"], ["log", "-o", "OUT"], ["check", "-o", "OUT"],
    ["verify", "-o", "OUT"],
    ["explain", "21", "-o", "OUT"], ["diff", "r1", "r1", "-o", "OUT"], ["evaluate", "-o", "OUT"],
    ["review", "queue", "-o", "OUT"],
    ["review", "accept", "--at-least", "0.5", "--spot-check", "1", "-o", "OUT"],
    ["impute", "-o", "OUT"], ["import", "more.csv", "-o", "OUT"],
    ["import", "more.csv", "--rejects", "OUT"],
    ["review", "decide", "21", "--accept", "-o", "OUT"],
    ["review", "accept", "--at-least", "0.5", "-y", "-o", "OUT"],
    ["review", "undo", "-o", "OUT"], ["review", "apply", "todo.csv", "-o", "OUT"],
    ["review", "sign-off", "--name", "E", "--role", "R", "--allow-open", "-o", "OUT"],
    ["correct", "1", "--height", "160 cm", "-m", "measured", "-o", "OUT"],
    ["revert", "i1", "-m", "wrong file", "-o", "OUT"],
    ["model", "import", "model.json", "-o", "OUT"],
  ]

  private func world() throws -> TestWorld { try TestWorld.prepared() }

  /// Runs a form on a file under each of its names, and sees it and all other files stay as they are.
  private func refuse(
    _ form: [String],
    on file: String,
    _ spellings: [Spelling] = Spelling.allCases,
    words: String,
    in world: TestWorld
  ) throws {
    let names = world.contents
    let before = names.map { world.bytes($0) }
    for spelling in spellings {
      for force in [[], ["--force"]] {
        let name = try spelling.name(of: file, in: world)
        let answer = world.run(form.map { $0 == "OUT" ? name : $0 } + force)
        spelling.tidy(world)
        // A database of two names is not even opened for reading.
        let isUnopened = file == "school.studentdb" && spelling == .hardLink
        #expect(
          answer.status == 73 || (isUnopened && answer.status == 65),
          "\(form) \(spelling) \(force): \(answer.status) \(answer.messages)"
        )
        if !isUnopened { #expect(answer.messages.contains(words), "\(answer.messages)") }
        #expect(answer.output.isEmpty)
        #expect(names.map { world.bytes($0) } == before, "\(form) \(spelling) \(force)")
        #expect(world.contents.filter { $0 != "here" } == names)
      }
    }
  }

  @Test(arguments: forms)
  func `no output replaces the open database, under any of its names`(form: [String]) throws {
    try refuse(form, on: "school.studentdb", words: "this is the open database", in: try world())
  }

  @Test(arguments: forms)
  func `no output replaces another database, whatever it is called`(form: [String]) throws {
    try refuse(
      form,
      on: "other.studentdb.bak",
      [.plain, .symbolicLink],
      words: "this is an SQLite database",
      in: try world()
    )
  }

  /// The file that is read, and the command line.
  static let inputs: [(String, [String])] = [
    ("more.csv", ["import", "more.csv", "--rejects", "OUT"]),
    ("more.csv", ["import", "more.csv", "-o", "OUT"]),
    ("class.csv", ["import", "more.csv", "class.csv", "-o", "OUT"]),
    ("todo.csv", ["review", "apply", "todo.csv", "-o", "OUT"]),
    ("model.json", ["model", "import", "model.json", "-o", "OUT"]),
    ("growth.csv", ["impute", "--prior", "growth.csv", "-o", "OUT"]),
    ("growth.csv", ["evaluate", "--prior", "growth.csv", "-o", "OUT"]),
  ]

  @Test(arguments: inputs)
  func `no output replaces what the same command reads`(file: String, form: [String]) throws {
    try refuse(form, on: file, words: "this command reads that file", in: try world())
  }

  @Test func `no output replaces a file in the folder of a OneRoster export`() throws {
    let world = try world()
    try FileManager.default.createDirectory(
      atPath: world.path("export"),
      withIntermediateDirectories: false
    )
    try world.write("sourcedId,role,givenName,familyName\nu1,student,A,B\n", to: "export/users.csv")
    try world.write("sourcedId,sex\nu1,female\n", to: "export/demographics.csv")
    for file in ["export/users.csv", "export/../export/demographics.csv"] {
      let answer = world.run("import", "--oneroster", "export", "--rejects", file, "--force")
      #expect(answer.status == 73)
      #expect(answer.messages.contains("this command reads that file"), "\(answer.messages)")
    }
  }

  @Test(arguments: ["-journal", "-wal", "-shm"])
  func `no output takes a name that SQLite reads beside a database`(ending: String) throws {
    let world = try world()
    try world.write(world.database ?? [], to: "other.db")
    for name in ["school.studentdb", "other.db"] {
      let answer = world.run("export", name + ending)
      #expect(answer.status == 73, "\(answer.messages)")
      #expect(world.bytes(name + ending) == nil)
    }
  }

  @Test func `the rejected lines do not go where the first database is to be made`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    for option in ["--rejects", "-o"] {
      let answer = world.run("import", "class.csv", option, "./school.studentdb")
      #expect(answer.status == 73)
      #expect(world.contents == ["class.csv"])
    }
  }

  @Test func `two outputs of one command do not go to one file`() throws {
    let world = try world()
    let answer = world.run("import", "more.csv", "-o", "out.txt", "--rejects", "././out.txt")
    #expect(answer.status == 73)
    #expect(answer.messages.contains("another output of this command"))
    #expect(!world.contents.contains("out.txt"))
    #expect(try world.json("list").array.count == 23, "nothing was imported")
    #expect(world.run("export", "a.csv", "-o", "b.csv").status == 64)
  }

  @Test(arguments: forms)
  func `a file that is there is replaced with --force only`(form: [String]) throws {
    let world = try world()
    try world.write("precious\n", to: "out")
    let before = world.database
    let line = form.map { $0 == "OUT" ? "out" : $0 }
    let answer = world.run(line)
    #expect(answer.status == 73)
    #expect(answer.messages.contains("--force replaces it"), "\(answer.messages)")
    #expect(world.text("out") == "precious\n")
    #expect(world.database == before)
    #expect([0, 1, 3, 4].contains(world.run(line + ["--force"]).status))
    #expect(world.text("out")?.contains("precious") == false)
    #expect(!world.contents.contains { $0.hasSuffix(".part") })
  }

  @Test func `the decisions in a sheet are not lost by a second export`() throws {
    let world = try world()
    let filled = (world.text("todo.csv") ?? "") + "filled in\n"
    try world.write(filled, to: "todo.csv")
    for spelling in Spelling.allCases {
      let name = try spelling.name(of: "todo.csv", in: world)
      #expect(world.run("review", "export", name).status == 73, "\(spelling)")
      spelling.tidy(world)
    }
    #expect(world.text("todo.csv") == filled)
  }
}
