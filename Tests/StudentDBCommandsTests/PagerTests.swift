import Files
import Testing

/// An answer that is longer than the screen goes to the pager, on a terminal and for people alone.
struct PagerTests {
  /// A school of 23 students and one who is there twice, and a small terminal.
  private func terminal(_ end: TestPager.End = .read, rows: Int = 10) throws -> TestWorld {
    let world = try TestWorld.imputed(Rosters.small + "401,Kim,,160,7a\n")
    world.isOutputTerminal = true
    world.environment["TERM"] = "xterm"
    (world.columns, world.rows) = (80, rows)
    world.pager = TestPager(end)
    return world
  }

  @Test(arguments: [
    ["list"], ["log"], ["show", "r1"], ["show", "21"], ["explain", "21"], ["about", "21"],
  ])
  func `what the pager gets is what the terminal would get, colours included`(
    command: [String]
  ) throws {
    let world = try terminal(rows: 5)
    let paged = world.run(command)
    let pager = try #require(world.pager)
    #expect(pager.commands == ["less"])
    #expect(pager.isFinished)
    #expect(paged.text.isEmpty)
    let printed = world.run(command + ["--no-pager"])
    #expect(pager.text == printed.text)
    #expect(pager.commands.count == 1, "--no-pager")
    #expect(paged.status == printed.status)
  }

  @Test func `control characters stay escaped in the pager`() throws {
    let list = Rosters.small + "400,\u{1B}[31mred\u{202E},F,160,7a\n"
    let world = try TestWorld(["class.csv": list])
    _ = world.run("import", "class.csv")
    world.isOutputTerminal = true
    world.environment["TERM"] = "xterm"
    (world.columns, world.rows) = (80, 10)
    world.pager = TestPager()
    _ = world.run("list", "--color", "never")
    let text = try #require(world.pager?.text)
    #expect(text.contains("<U+001B>[31mred<U+202E>"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test(arguments: [
    ["list", "--json"], ["list", "--format", "csv"], ["list", "-o", "out.txt"],
    ["list", "-o", "-"],
    ["list", "-q"], ["list", "--limit", "3"], ["list", "--no-pager"], ["status"], ["verify"],
    ["export"], ["query", "SELECT name FROM student"], ["list", "--help"],
  ])
  func `nothing else goes to it`(command: [String]) throws {
    let world = try terminal()
    _ = world.run(command)
    #expect(world.pager?.commands.isEmpty == true)
  }

  @Test func `a pipe has no pager, nor has a terminal that cannot move the cursor`() throws {
    let world = try terminal()
    world.isOutputTerminal = false
    #expect(world.run("list").outputLines.count > 20)
    world.isOutputTerminal = true
    for name in ["dumb", ""] {
      world.environment["TERM"] = name
      #expect(world.run("list").outputLines.count > 20)
    }
    #expect(world.pager?.commands.isEmpty == true)
  }

  /// What the variables say, and the pager that is started.
  static let variables: [(studentdb: String?, pager: String?, started: String?)] = [
    (nil, nil, "less"), (nil, "more", "more"), ("most -s", "more", "most -s"),
    ("", "more", nil), ("cat", "more", nil), (nil, "", nil), (nil, "cat ", nil), (nil, "  ", nil),
    ("sed s/a/b/ | less", nil, "sed s/a/b/ | less"),
  ]

  @Test(arguments: variables)
  func `the environment names the pager`(
    studentdb: String?,
    pager: String?,
    started: String?
  ) throws {
    let world = try terminal()
    world.environment["STUDENTDB_PAGER"] = studentdb
    world.environment["PAGER"] = pager
    let answer = world.run("list")
    #expect(world.pager?.commands == (started.map { [$0] } ?? []))
    #expect(answer.text.isEmpty == (started != nil))
  }

  @Test func `less obeys colours unless the user says otherwise`() throws {
    let world = try terminal()
    _ = world.run("list")
    #expect(world.pager?.variables.contains("LESS=FRX") == true)
    #expect(world.pager?.variables.contains("TERM=xterm") == true)
    world.environment["LESS"] = "S"
    _ = world.run("list")
    #expect(world.pager?.variables.contains("LESS=S") == true)
    #expect(world.pager?.variables.contains("LESS=FRX") == false)
  }

  @Test func `leaving the pager early is no failure, and the status is the command's`() throws {
    let world = try terminal(.left(after: 1), rows: 2)
    for (command, status) in [("list", Int32(0)), ("log", 0), ("check", 1)] {
      let answer = world.run(command)
      #expect(answer.status == status, "\(command): \(answer.messages)")
      #expect(answer.messages.isEmpty && answer.text.isEmpty)
    }
    #expect(world.pager?.commands.count == 3)
    #expect(world.pager?.isFinished == true)
  }

  @Test(arguments: [true, false])
  func `a pager that cannot be started leaves the answer on the screen`(isShell: Bool) throws {
    let world = try terminal(isShell ? .missingInShell : .missing)
    world.environment["PAGER"] = "no-such-pager"
    let answer = world.run("list")
    #expect(answer.status == 0)
    #expect(answer.text == world.run("list", "--no-pager").text)
    #expect(
      isShell
        || answer.messages
          == "the pager \"no-such-pager\" could not be started; this is the answer"
    )
    // Nobody asked for less.
    world.environment["PAGER"] = nil
    #expect(world.run("list").messages.isEmpty)
  }

  @Test func `a line that the screen breaks counts as several`() throws {
    let note = String(repeating: "long ", count: 60)
    let world = try TestWorld(["class.csv": "name,gender,height,note\nAda,F,160,\(note)\n"])
    _ = world.run("import", "class.csv")
    world.isOutputTerminal = true
    world.environment["TERM"] = "xterm"
    world.pager = TestPager()
    let lines = world.run("about", "1", "--no-pager").outputLines.count - 1
    (world.columns, world.rows) = (400, lines + 1)
    _ = world.run("about", "1")
    #expect(world.pager?.commands.isEmpty == true, "it fits")
    world.columns = 80
    _ = world.run("about", "1")
    #expect(world.pager?.commands == ["less"])
  }
}
