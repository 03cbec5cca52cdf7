import TestSupport
import Testing

/// What a workbook is besides one tidy sheet: other sheets, titles, formatted numbers.
struct WorkbookEdgeTests {
  private static let list =
    row(1, "id", "Name", "Gender", "Height")
    + row(2, "a1", "Anna", "f", "170") + row(3, "a2", "Ben", "m", "180")
  private static let notes = row(1, "Remember", "the trip") + row(2, "to", "Bern")

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Each sheet: its name, its state and its rows.
    var sheets: [(name: String, state: String?, rows: String)]
    var arguments: [String] = []
    var formats: [String] = []
    var status: Int32 = 0
    /// The ids of the students.
    var ids: [String] = []
    var says: [String] = []
    var saysNot: [String] = []
  }

  static let others = [
    Case(
      testDescription: "one sheet alone",
      sheets: [("7b", nil, list)],
      ids: ["a1", "a2"],
      says: ["sheet       \"7b\""],
      saysNot: ["left out:", "was chosen"]
    ),
    Case(
      testDescription: "empty sheets hold nothing to name",
      sheets: [("7b", nil, list), ("Sheet2", nil, ""), ("Sheet3", "hidden", "")],
      ids: ["a1", "a2"],
      saysNot: ["left out:"]
    ),
    Case(
      testDescription: "a hidden sheet",
      sheets: [("7b", nil, list), ("Old", "hidden", list)],
      ids: ["a1", "a2"],
      says: ["left out: the sheet \"Old\" (hidden); --sheet NAME"]
    ),
    Case(
      testDescription: "a very hidden sheet",
      sheets: [("7b", nil, list), ("Key", "veryHidden", notes)],
      ids: ["a1", "a2"],
      says: ["left out: the sheet \"Key\" (hidden from the menus, too)"]
    ),
    Case(
      testDescription: "several of all kinds",
      sheets: [
        ("Trip", nil, notes), ("7b", nil, list), ("Old", "hidden", list),
        ("Key", "veryHidden", notes),
      ],
      ids: ["a1", "a2"],
      says: [
        "the sheet \"7b\" was chosen: no other sheet has the headings",
        "left out: the sheets \"Trip\", \"Old\" (hidden), \"Key\" (hidden from the menus, too)",
      ]
    ),
    Case(
      testDescription: "a sheet that was asked for, others are named too",
      sheets: [("7a", nil, list), ("7b", nil, list)],
      arguments: ["--sheet", "7b"],
      ids: ["a1", "a2"],
      says: ["left out: the sheet \"7a\";"],
      saysNot: ["was chosen"]
    ),
    Case(
      testDescription: "a hidden sheet that was asked for",
      sheets: [("7a", nil, notes), ("7b", "veryHidden", list)],
      arguments: ["--sheet", "7b"],
      ids: ["a1", "a2"],
      says: ["left out: the sheet \"7a\";"]
    ),
    Case(
      testDescription: "two lists are a question",
      sheets: [("7a", nil, list), ("Trip", nil, notes), ("7 b", nil, list)],
      status: 65,
      says: [
        "more than one sheet can be the list: \"7a\", \"7 b\"; say which: --sheet 7a or --sheet '7 b'"
      ],
      saysNot: ["Trip"]
    ),
    Case(
      testDescription: "two sheets without headings are a question",
      sheets: [("Trip", nil, notes), ("Bus", nil, notes)],
      status: 65,
      says: ["--sheet Trip or --sheet Bus"]
    ),
    Case(
      testDescription: "a hidden list is not taken for a shown one",
      sheets: [("Trip", nil, notes), ("Bus", nil, notes), ("7b", "hidden", list)],
      status: 65,
      says: ["--sheet Trip or --sheet Bus"]
    ),
    Case(
      testDescription: "only hidden sheets hold anything",
      sheets: [("7b", nil, ""), ("it's old", "hidden", list)],
      status: 65,
      says: ["--sheet 'it'\\''s old'"]
    ),
    Case(
      testDescription: "headings that only --map makes those of a list",
      sheets: [
        ("Trip", nil, notes),
        ("7b", nil, row(1, "Wer", "Was", "Gender") + row(2, "Anna", "x", "f")),
      ],
      arguments: ["--map", "name=Wer"],
      ids: ["-"],
      says: ["the sheet \"7b\" was chosen"]
    ),
  ]

  private static func titled(_ rows: Int, _ title: String...) -> String {
    let titles = title.enumerated().map { row($0.offset + 1, $0.element) }.joined()
    return titles + row(rows, "id", "Name", "Gender", "Height")
      + row(rows + 1, "a1", "Anna", "f", "170") + row(rows + 2, "a2", "Ben", "m")
  }

  static let titles = [
    Case(
      testDescription: "a title above the headings",
      sheets: [("7b", nil, titled(2, "Class 7b"))],
      ids: ["a1", "a2"],
      says: ["1 line above the headings"]
    ),
    Case(
      testDescription: "titles and empty rows",
      sheets: [("7b", nil, titled(6, "Lindenschule", "Class 7b", "2026"))],
      ids: ["a1", "a2"],
      says: ["5 lines above the headings"]
    ),
    Case(
      testDescription: "in the twentieth row",
      sheets: [("7b", nil, titled(20, "Class 7b"))],
      ids: ["a1", "a2"],
      says: ["19 lines above the headings"]
    ),
    Case(
      testDescription: "beyond the twentieth row",
      sheets: [("7b", nil, titled(21, "Class 7b"))],
      status: 65,
      says: ["--header-row"]
    ),
    Case(
      testDescription: "beyond it, and said",
      sheets: [("7b", nil, titled(21, "Class 7b"))],
      arguments: ["--header-row", "21"],
      ids: ["a1", "a2"]
    ),
    Case(
      testDescription: "a title of two lines in one cell, and the row said",
      sheets: [("7b", nil, titled(3, "Class 7b\nLindenschule"))],
      arguments: ["--header-row", "3"],
      ids: ["a1", "a2"]
    ),
    Case(
      testDescription: "a title of two lines in one cell",
      sheets: [("7b", nil, titled(3, "Class 7b\nLindenschule"))],
      ids: ["a1", "a2"]
    ),
    Case(
      testDescription: "a title that is a heading itself",
      sheets: [("7b", nil, titled(2, "Name"))],
      ids: ["a1", "a2"]
    ),
    Case(
      testDescription: "two candidates below a title are a question",
      sheets: [
        ("7b", nil, row(1, "Class 7b") + row(2, "Name", "Gender", "Sex") + row(3, "Anna", "f", "f"))
      ],
      status: 65,
      says: ["--map gender=Gender"]
    ),
  ]

  private static func ids(_ cells: String...) -> String {
    row(1, "id", "Name", "Gender")
      + cells.enumerated().map { index, cell in
        "<row r=\"\(index + 2)\">\(cell)\(inline("B\(index + 2)", "P\(index)"))"
          + "\(inline("C\(index + 2)", "f"))</row>"
      }.joined()
  }

  static let numbers = [
    Case(
      testDescription: "ids formatted 0000 keep their zeros",
      sheets: [("7b", nil, ids(number("A2", "7", style: 1), number("A3", "245", style: 1)))],
      formats: ["0000"],
      ids: ["0007", "0245"]
    ),
    Case(
      testDescription: "ids in groups",
      sheets: [("7b", nil, ids(number("A2", "70245", style: 1)))],
      formats: ["00\\-0000"],
      ids: ["07-0245"]
    ),
    Case(
      testDescription: "ids without a format are digits",
      sheets: [("7b", nil, ids(number("A2", "7")))],
      ids: ["7"]
    ),
    Case(
      testDescription: "an id of sixteen digits is noted",
      sheets: [("7b", nil, ids(number("A2", "1.2345678901234568E+15")))],
      ids: ["1234567890123460"],
      says: ["7b!A2: a number of 16 digits"]
    ),
    Case(
      testDescription: "an id of sixteen digits as text is none",
      sheets: [("7b", nil, ids(inline("A2", "1234567890123456")))],
      ids: ["1234567890123456"],
      saysNot: ["digits"]
    ),
  ]

  @Test(arguments: others + titles + numbers)
  func `a workbook is read as it is seen, and what is not read is named`(item: Case) throws {
    var workbook = TestWorkbook(
      item.sheets.map { .init(name: $0.name, xml: TestWorkbook.sheet($0.rows), state: $0.state) }
    )
    if !item.formats.isEmpty { workbook.setFormats(item.formats) }
    let world = try TestWorld()
    try world.write(workbook.bytes, to: "list.xlsx")
    let answer = world.run(["import", "list.xlsx", "--no-height"] + item.arguments)
    #expect(answer.status == item.status, "\(answer.text)\(answer.messages)")
    let said = answer.text + answer.messages
    for words in item.says { #expect(said.contains(words), "\(said)") }
    for words in item.saysNot { #expect(!said.contains(words), "\(said)") }
    guard item.status == 0 else { return }
    #expect(try world.json("list").array.map { $0["id"].text ?? "-" } == item.ids)
  }

  @Test func `two sheets of one workbook are two imports, and each of them is known again`() throws
  {
    let workbook = TestWorkbook([
      .init(name: "7a", xml: TestWorkbook.sheet(Self.list), state: nil),
      .init(
        name: "7b",
        xml: TestWorkbook.sheet(
          row(1, "id", "Name", "Gender", "Height") + row(2, "b1", "Cleo", "f", "165")
        ),
        state: nil
      ),
    ])
    let world = try TestWorld()
    try world.write(workbook.bytes, to: "list.xlsx")
    for (sheet, added) in [("7a", 2), ("7b", 1)] {
      let first = try world.json("import", "list.xlsx", "--sheet", sheet)["imports"][0]
      #expect(first["added"].integer == added)
    }
    let before = world.database
    for (sheet, batch) in [("7b", "i2"), ("7a", "i1")] {
      let again = world.run("import", "list.xlsx", "--sheet", sheet)
      #expect(again.status == 0)
      #expect(again.text.contains("already imported as \(batch)"), "\(again.text)")
    }
    #expect(world.database == before)
    #expect(world.run("verify").status == 0)
  }

  @Test func `sheets that are left out stand in the notes of the JSON, and titles in the export`()
    throws
  {
    let workbook = TestWorkbook([
      .init(name: "7b", xml: TestWorkbook.sheet(Self.titled(3, "Class 7b")), state: nil),
      .init(name: "Old", xml: TestWorkbook.sheet(Self.list), state: "hidden"),
    ])
    let world = try TestWorld()
    try world.write(workbook.bytes, to: "list.xlsx")
    let notes = try world.json("import", "list.xlsx")["imports"][0]["notes"].array
    #expect(
      notes.map(\.text) == ["left out: the sheet \"Old\" (hidden); --sheet NAME reads another one"]
    )
    #expect(
      world.run("export", "--columns", "original", "--fill", "none").text
        == "Class 7b\n\nid,Name,Gender,Height\na1,Anna,f,170\na2,Ben,m,\n"
    )
  }
}
