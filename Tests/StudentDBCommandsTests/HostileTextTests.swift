import Testing

/// Names and words that would move a cursor, change a colour or turn the text round are shown
/// escaped on both streams, and kept as they are in the database and the export.
struct HostileTextTests {
  private static let escape = "\u{1B}[31m"
  private static let turn = "\u{202E}"
  private static let roster: String = {
    var lines = ["name,gender,height,group"]
    for number in 1...8 {
      lines.append("Girl\(escape) \(number),F,\(156 + number),7\(turn)a")
      lines.append("Boy\u{7F} \(number),\(turn)other\(escape),\(170 + number),7\u{9B}b")
    }
    lines += ["Kim\(escape)\(turn),,160,7\(turn)a", "Robin\u{200F},,176,\u{85}", "x,\(escape)"]
    return lines.joined(separator: "\n") + "\n"
  }()

  static let commands: [[String]] = [
    ["import", "class.csv", "-n"], ["list"], ["list", "--format", "csv"], ["status"],
    ["list", "--format", "tsv"], ["list", "--json"], ["review", "queue"], ["show", "17"],
    ["review", "queue", "--json"], ["show", "i1"], ["show", "i1", "--json"], ["log"], ["impute"],
    ["show", "r1", "--json"], ["review", "accept", "--at-least", "0", "--yes"],
    [
      "review", "decide", "17", "--gender", "\(turn)x\(escape)", "--new-gender", "-m",
      "why\(escape)",
    ],
    ["review", "sign-off", "--name", "E\(escape)", "--role", "\(turn)R", "--allow-open"],
    ["certificate", "s1"], ["show", "d1"], ["verify"], ["frob\(escape)"], ["list", "--\(turn)"],
    ["show", "Kim\(escape)"], ["review", "--lines"], ["import", "no\(escape).csv"],
    ["import", "class.csv", "--map", "name=\(escape)"], ["show", "r1"],
  ]

  /// Whether a terminal would obey or hide something in a text.
  private func isSafe(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n"
        || (scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
          && !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
          && scalar != "\u{200E}" && scalar != "\u{200F}" && scalar != "\u{61C}")
    }
  }

  @Test func `no command lets control characters or turning marks through`() throws {
    let world = try TestWorld(["class.csv": Self.roster])
    #expect(world.run("import", "class.csv").status == 4)
    _ = world.run("impute")
    for command in Self.commands {
      world.lines = ["/K\u{1B}", "c", "com\u{1B}ment", "b", "\u{1B}", "?", "m"]
      let answer = world.run(command)
      let output = command.contains("tsv") ? answer.text.replacing("\t", with: " ") : answer.text
      if command == ["show", "r1"] {
        #expect(isSafe(output))
      } else {
        #expect(isSafe(output), "\(command)")
      }
      #expect(isSafe(answer.messages), "\(command)")
    }
  }

  @Test func `what is dangerous is spelled out and not left out`() throws {
    let world = try TestWorld(["class.csv": Self.roster])
    _ = world.run("import", "class.csv")
    let text = world.run("list", "--name", "Kim").text
    #expect(text.contains("Kim<U+001B>[31m<U+202E>"))
    #expect(try world.json("list", "--name", "Kim")[0]["name"].text == "Kim\u{1B}[31m\u{202E}")
    #expect(world.run("list", "--json").text.contains(#"Kim\u001b[31m\u202e"#))
  }

  @Test func `the export gives the bytes that came`() throws {
    let world = try TestWorld(["class.csv": Self.roster])
    _ = world.run("import", "class.csv")
    let lines = Self.roster.split(separator: "\n").dropLast()
    #expect(
      world.run("export", "--columns", "original").text == lines.joined(separator: "\n") + "\n"
    )
  }
}
