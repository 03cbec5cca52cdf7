import Testing

/// The log says what was done to whom, from which value to which, and why.
struct LogWordsTests {
  private func what(_ world: TestWorld) throws -> [String] {
    try world.json("log").array.map { $0["what"].text ?? "" }
  }

  @Test func `every kind of entry is told in words`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept", "-m", "her sister")
    _ = world.run("review", "decide", "21", "--gender", "male")
    _ = world.run("review", "undo")
    _ = world.run("review", "redo")
    _ = world.run("review", "decide", "22", "--leave-unknown")
    _ = world.run("correct", "1", "--height", "150 cm", "-m", "typing error")
    _ = world.run("review", "sign-off", "--name", "M. Ferrer", "--role", "Class teacher")
    _ = world.run("correct", "21", "--name", "Kimberly", "--void-sign-off", "-m", "the office")
    try world.write("id,name,gender,height,group\n777,Zoe,F,160,7a\n", to: "z.csv")
    _ = world.run("import", "z.csv")
    _ = world.run("revert", "i2", "-m", "another school")
    let words = try what(world)
    #expect(
      Array(words.prefix(5)) == [
        "i2 z.csv; why: another school, students 1, restored 0",
        "i2 z.csv, added 1, updated 0, rejected 0",
        "Kimberly (student 21): s1 is void for the student, name Kim -> Kimberly; why: the office",
        "s1 M. Ferrer, Class teacher, run r1, students 2",
        "Girl 1 (student 1): height_cm 157.0 -> 150.0, height_text 157 -> 150 cm; why: typing error",
      ],
      "\(words.joined(separator: "\n"))"
    )
    #expect(words.contains("Kimberly (student 21): female, as suggested -> male (d2)"))
    #expect(
      words.contains("Kimberly (student 21): open -> female, as suggested (d1); why: her sister")
    )
    #expect(words.contains { $0.hasPrefix("Robin (student 22): open -> left unknown (d") })
    #expect(words.contains("r1, status converged, gate passed, imputed 2"))
    #expect(words.last == "file_version 5")
  }

  @Test func `with --oneline an entry is one line, whatever is in its texts`() throws {
    let world = try TestWorld.imputed()
    let hostile = "first\nsecond\r\nthird\u{2028}fourth\u{85}fifth\u{0B}sixth"
    _ = world.run("review", "decide", "21", "--accept", "-m", hostile, "--as", "Ed\nmond")
    _ = world.run("correct", "1", "--name", "Ada\nLovelace", "-m", hostile)
    _ = world.run("review", "sign-off", "--name", "N\nN", "--role", "R\nR", "--allow-open")
    let count = try world.json("log").array.count
    let answer = world.run("log", "--oneline")
    #expect(answer.text.unicodeScalars.count { $0 == "\n" } == count)
    for scalar in ["\r", "\u{2028}", "\u{85}", "\u{0B}"] as [Unicode.Scalar] {
      #expect(!answer.text.unicodeScalars.contains(scalar))
    }
    #expect(answer.text.contains("why: first<U+000A>second<U+000D><U+000A>third<U+2028>fourth"))
    #expect(world.run("log").text.unicodeScalars.count { $0 == "\n" } == 2 * count)
  }

  @Test func `a bulk act lists a few, and of one student that one alone`() throws {
    let more = (1...6).map { "40\($0),Kid \($0),,\(156 + $0),7a\n" }.joined()
    let world = try TestWorld.imputed(Rosters.small + more)
    #expect(world.run("review", "accept", "--at-least", "0", "--expect", "8").status == 0)
    let all = try what(world)[0]
    #expect(all.hasPrefix("b1, "))
    #expect(all.contains("and 6 more, decisions 8"))
    let one = try world.json("log", "--student", "Kid 6")[0]["what"].text ?? ""
    #expect(one.contains("Kid 6 (student 29): open -> female, as suggested"))
    #expect(!one.contains("Kim") && !one.contains("more"))
  }
}
