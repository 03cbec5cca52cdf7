import Testing

@testable import StudentDBCommands

/// Data that goes to a terminal is escaped there, and byte for byte the same in a file or a pipe.
struct DataOnTerminalTests {
  private static let hostile = "Kim\u{1B}]52;c;eA==\u{07}\u{9B}31m\u{202E}\u{08}"
  private static let roster =
    "name,gender,height\r\n\(hostile),,170\r\n"
    + (1...8).map { "Girl \($0),F,\(156 + $0)\r\nBoy \($0),M,\(170 + $0)\r\n" }.joined()

  static let commands: [[String]] = [
    ["export"], ["export", "-"], ["export", "--columns", "original"], ["review", "export"],
    ["review", "export", "-"], ["review", "export", "--for-excel"], ["list", "--format", "csv"],
    ["list", "--format", "tsv"], ["list", "--json"], ["model", "export", "r1"],
  ]

  @Test(arguments: commands)
  func `a terminal is sent nothing that it would obey`(command: [String]) throws {
    let world = try TestWorld.imputed(Self.roster)
    world.isOutputTerminal = true
    let answer = world.run(command)
    #expect(answer.status == 0)
    // C0 but newline and tab, DEL and C1, and what turns text round.
    let obeyed = Set<UInt32>(0..<0x20).subtracting([9, 10]).union(0x7F..<0xA0).union([0x202E])
    let controls = answer.text.unicodeScalars.filter { obeyed.contains($0.value) }
    #expect(controls.isEmpty, "\(answer.text)")
  }

  @Test(arguments: [
    ["export", "--columns", "original"], ["export", "-", "--columns", "original"],
  ])
  func `a pipe is sent the bytes as they are`(command: [String]) throws {
    let world = try TestWorld.imputed(Self.roster)
    #expect(world.run(command).text == Self.roster)
  }

  @Test func `a terminal is sent UTF-8 whatever the file's own encoding was`() throws {
    let world = try TestWorld()
    let latin = Array(
      "name,gender,height\nZo\u{EB},F,160\nMax,M,172\n".unicodeScalars.map { UInt8($0.value) }
    )
    try world.write(latin, to: "class.csv")
    #expect(world.run("import", "class.csv", "--encoding", "windows-1252").status == 0)
    #expect(world.run("export", "--columns", "original").output == latin)
    world.isOutputTerminal = true
    #expect(world.run("export", "--columns", "original").text.contains("Zo\u{EB},F,160\n"))
  }
}
