import Testing

/// `--color`: states, warnings and the suggestion in colour, and the same words without it.
struct ColourTests {
  private static let escape = "\u{1B}["

  private func text(
    _ arguments: [String],
    isTerminal: Bool = true,
    _ environment: [String: String] = [:]
  ) throws -> String {
    let world = try TestWorld.imputedOnce()
    world.isOutputTerminal = isTerminal
    world.environment.merge(environment) { $1 }
    return world.run(arguments).text
  }

  @Test func `a suggestion is coloured on a terminal`() throws {
    let line = try #require(
      text(["list", "--name", "Kim"]).split(separator: "\n").dropFirst().first
    )
    #expect(line.contains("\u{1B}[36m"), "\(line)")
    #expect(line.hasSuffix("\u{1B}[0m"), "\(line)")
  }

  @Test(arguments: [
    ["list"], ["review", "queue"], ["check"], ["verify"], ["status"], ["impute", "-n"],
  ])
  func `the words are the same without colours`(command: [String]) throws {
    let coloured = try text(command)
    let plain = try text(command + ["--color", "never"])
    #expect(!plain.contains(Self.escape))
    #expect(coloured.replacing(/\x{1B}\[[0-9]+m/, with: "") == plain)
  }

  @Test(
    arguments: [
      (true, [:], [], true), (false, [:], [], false),
      (true, ["NO_COLOR": "1"], [], false), (true, ["NO_COLOR": ""], [], true),
      (true, ["TERM": "dumb"], [], false),
      (true, ["NO_COLOR": "1"], ["--color", "always"], true),
      (false, [:], ["--color", "always"], true), (true, [:], ["--color", "never"], false),
      (true, [:], ["--json"], false), (false, [:], ["--json", "--color", "always"], false),
    ] as [(Bool, [String: String], [String], Bool)]
  )
  func `colours are for terminals that want them, and for tables alone`(
    isTerminal: Bool,
    environment: [String: String],
    options: [String],
    isColoured: Bool
  ) throws {
    let said = try text(["verify"] + options, isTerminal: isTerminal, environment)
    #expect(said.contains(Self.escape) == isColoured)
  }

  @Test func `a name with an escape code in it colours nothing`() throws {
    let world = try TestWorld(["class.csv": "name,gender,height\n\u{1B}[31mred,F,160\n"])
    world.isOutputTerminal = true
    _ = world.run("import", "class.csv")
    #expect(world.run("list", "--color", "never").text.contains("<U+001B>[31mred"))
    #expect(!world.run("list").text.contains("\u{1B}[31m"))
  }

  @Test func `a failure is red where messages go to a terminal`() throws {
    let world = try TestWorld()
    world.isMessageTerminal = true
    #expect(world.run("status").messages.hasPrefix("\u{1B}[31mstudentdb: "))
    #expect(world.run("status", "--color", "never").messages.hasPrefix("studentdb: "))
  }

  @Test func `-v names the database, on standard error`() throws {
    let world = try TestWorld.imputedOnce()
    let plain = world.run("list")
    let more = world.run("list", "-v")
    #expect(more.text == plain.text)
    #expect(more.messages.contains(world.path("school.studentdb")))
    #expect(plain.messages.isEmpty)
  }
}
