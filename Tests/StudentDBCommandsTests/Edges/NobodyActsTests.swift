import Testing

/// Who acts has a name, on every command that writes.
@Suite struct NobodyActsTests {
  static let blank = [
    "", " ", "   ", "\t", "\n", "\r\n", "\u{1B}", "\u{7}\u{8}", "\u{7F}", "\u{85}", "\u{9B}",
    "\u{A0}",
    "\u{200B}", "\u{FEFF}", "\u{202E}", "\u{2028}", "\u{3000}", "\u{3164}", " \u{1B}\u{200B} ",
  ]

  static let names = ["Edmond", " Ada ", "É", "中村", "e\u{301}", "\u{1B}x", "0", "-"]

  private static let writers: [[String]] = [
    ["import", "more.csv"], ["correct", "1", "--height", "170 cm", "-m", "x"],
    ["review", "decide", "21", "--gender", "female"], ["impute"], ["revert", "i1", "-m", "x"],
    ["review", "sign-off", "--name", "A", "--role", "B", "--allow-open"],
    ["import", "more.csv", "--dry-run"],
  ]

  @Test(arguments: blank)
  func `a name that nobody can see is refused with --as`(name: String) throws {
    let world = try TestWorld.imputedOnce()
    let before = world.database
    for command in name.isEmpty ? Self.writers : Array(Self.writers.prefix(2)) {
      let answer = world.run(command + ["--as", name])
      #expect(answer.status == 64, "\(command)")
      #expect(answer.messages.contains("--as needs the name"), "\(answer.messages)")
    }
    #expect(world.database == before)
  }

  @Test(arguments: blank)
  func `a name that nobody can see is refused in the environment`(name: String) throws {
    let world = try TestWorld.imputedOnce()
    let before = world.database
    world.environment["STUDENTDB_ACTOR"] = name
    for command in name.isEmpty ? Self.writers : Array(Self.writers.prefix(2)) {
      let answer = world.run(command)
      #expect(answer.status == 64, "\(command)")
      #expect(answer.messages.contains("$STUDENTDB_ACTOR"), "\(answer.messages)")
    }
    #expect(world.database == before)
    #expect(world.run("list").status == 0, "who looks leaves no entry")
    #expect(world.run("correct", "1", "--height", "170 cm", "-m", "x", "--as", "Ada").status == 0)
  }

  @Test func `no file is made for nobody`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    world.environment["STUDENTDB_ACTOR"] = " "
    #expect(world.run("import", "class.csv").status == 64)
    #expect(world.contents == ["class.csv"])
  }

  @Test(arguments: names)
  func `a name that can be seen is taken as it is`(name: String) throws {
    let world = try TestWorld.imputedOnce()
    #expect(world.run("correct", "1", "--height", "170 cm", "-m", "x", "--as=\(name)").status == 0)
    let log = world.run("log", "--json").text
    #expect(log.contains("\"actor\": \"\(name)\"") || name.contains("\u{1B}"), "\(log)")
    #expect(world.run("verify").status == 0)
  }
}
