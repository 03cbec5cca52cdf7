import Report
import Testing

@testable import StudentDBCommands

/// One very long name, very many genders, very fine heights: what costs a school's list nothing.
struct LongListTests {
  static let texts: [(text: String, shown: String)] = [
    ("Maja Silva", "Maja Silva"),
    (String(repeating: "x", count: 60), String(repeating: "x", count: 60)),
    (String(repeating: "x", count: 61), String(repeating: "x", count: 59) + "…"),
    (String(repeating: "x", count: 60_000), String(repeating: "x", count: 59) + "…"),
    // Each of these takes two columns of a terminal.
    (String(repeating: "\u{6771}", count: 30), String(repeating: "\u{6771}", count: 30)),
    (String(repeating: "\u{6771}", count: 31), String(repeating: "\u{6771}", count: 29) + "…"),
    // An escape is shown whole or not at all: seven of eight columns fit in 59.
    (String(repeating: "\u{1B}", count: 9), String(repeating: "<U+001B>", count: 7) + "…"),
    ("a\u{1B}b", "a<U+001B>b"),
  ]

  @Test(arguments: texts)
  func `a cell of a table is cut with a mark at sixty columns`(text: String, shown: String) {
    var table = TextTable(["name", "why"])
    table.append([text, ""])
    #expect(table.lines.last == shown)
  }

  @Test func `a sentence in the last column is shown whole`() {
    let sentence = String(repeating: "word ", count: 50) + "end"
    var table = TextTable(["name", "why"])
    table.append(["Kim", sentence])
    #expect(table.lines == ["name  why", "Kim   \(sentence)"])
  }

  @Test func `marks that combine without end are cut, too`() {
    var table = TextTable(["name", "why"])
    table.append(["e" + String(repeating: "\u{301}", count: 60_000), ""])
    #expect(table.lines[1].unicodeScalars.count < 500)
  }

  @Test func `a long name costs the list one cell, and is whole for scripts`() throws {
    let long = String(repeating: "x", count: 60_000)
    let people = (1...200).map { "P\($0),F,160\n" }.joined()
    let world = try TestWorld(["class.csv": "name,gender,height\n\(long),M,170\n\(people)"])
    #expect(world.run("import", "class.csv").status == 0)
    let table = world.run("list")
    #expect(table.output.count < 30_000)
    #expect(table.text.contains(String(repeating: "x", count: 59) + "…"))
    for format in ["csv", "tsv", "json", "jsonl"] {
      #expect(world.run("list", "--format", format).text.contains(long))
    }
  }

  @Test(arguments: ["csv", "tsv", "json", "jsonl", "table"])
  func `a list of many pieces is the same as of one`(format: String) throws {
    let people = (1...900).map { "Pupil \($0),\($0 % 2 == 0 ? "F" : "M"),160\n" }.joined()
    let world = try TestWorld(["class.csv": "name,gender,height\n\(people)"])
    #expect(world.run("import", "class.csv").status == 0)
    let text = world.run("list", "--format", format).text
    #expect(text.utf8.count > 1 << 15)
    let pupils = text.split(separator: "P").filter { $0.hasPrefix("upil ") }
      .compactMap { Int($0.dropFirst(5).prefix { $0.isNumber }) }
    #expect(Set(pupils) == Set(1...900))
    if format == "json" { #expect(try world.json("list").array.count == 900) }
  }

  @Test(arguments: [(200, Int32(0)), (201, 65), (32_768, 65)])
  func `more than two hundred genders end a run with a sentence`(
    genders: Int,
    status: Int32
  ) throws {
    // Two of them have enough students to be modelled.
    var lines = ["name,gender,height"]
    for number in 1...30 {
      lines.append("Girl \(number),female,\(150 + number)")
      lines.append("Boy \(number),male,\(170 + number)")
    }
    let world = try TestWorld(["class.csv": (lines + ["Kim,,172"]).joined(separator: "\n") + "\n"])
    #expect(world.run("import", "class.csv").status == 0)
    // As another program would: the import asks about such a column.
    try SpoiltSchool.spoil(
      world,
      by: """
        WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < \(genders))
        INSERT INTO student (id, import_batch, line, name, gender, height_cm, salt)
        SELECT 1000 + i, 1, i, 'P' || i, 'g' || i, 160.5, randomblob(16) FROM n
        """
    )
    let answer = world.run("impute", "--folds", "2")
    #expect(answer.status == status)
    #expect((status == 0) != answer.messages.contains("200 different genders"))
  }

  @Test
  func `heights finer than a hundredth of a centimetre are counted by it, and the run says so`()
    throws
  {
    var lines = ["name,gender,height"]
    for number in 1...40 {
      lines.append("Girl \(number),F,\(150 + number).000\(number % 10)1")
      lines.append("Boy \(number),M,\(165 + number).12")
    }
    let world = try TestWorld([
      "class.csv": (lines + ["Kim,,172.00001"]).joined(separator: "\n") + "\n"
    ])
    #expect(world.run("import", "class.csv").status == 0)
    let answer = world.run("impute", "--folds", "2")
    #expect(answer.text.contains("rounded     41 heights to 0.01 cm"))
    #expect(try world.json("review", "queue").array.map { $0["height_cm"].number } == [172])
    // What the school recorded stays as it is.
    #expect(try world.json("show", "81")["height_cm"].number == 172.00001)
    #expect(world.run("impute", "--rerun", "r1", "--check").status == 0)
    #expect(try world.json("impute", "--folds", "2")["heights_rounded"].integer == 41)
  }
}
