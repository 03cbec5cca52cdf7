import TestSupport
import Testing
import Workbook

struct SheetTextTests {
  private func text(_ rows: String, headingRow: Int = 1) throws -> String {
    try read(TestWorkbook(rows: rows).bytes, headingRow: headingRow).text
  }

  @Test func `rows become records, quoted only where they must be`() throws {
    let rows =
      row(1, "name", "say") + row(2, "Ada, jr", "&quot;hi&quot;") + row(3, " b ", "c&#10;d")
    #expect(try text(rows) == "name,say\n\"Ada, jr\",\"\"\"hi\"\"\"\n b ,\"c\nd\"\n")
  }

  @Test func `rows that the file leaves out are empty lines`() throws {
    let rows = row(2, "name", "x") + "<row r=\"4\"/>" + row(7, "Ada", "y")
    #expect(try text(rows) == "\nname,x\n\n\n\n\nAda,y\n")
  }

  @Test func `a row whose cells hold no text is an empty line`() throws {
    let blank = "<row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\"><v></v></c>\(inline("C2", ""))</row>"
    #expect(try text(row(1, "a", "b") + blank + row(3, "c")) == "a,b\n\nc,\n")
  }

  @Test func `empty rows behind the last text are left out`() throws {
    #expect(try text(row(1, "a") + "<row r=\"2\"/><row r=\"1048576\"/>") == "a\n")
  }

  @Test func `the last row of all can be far down`() throws {
    let sheet = try read(TestWorkbook(rows: row(1, "a") + row(1_048_576, "b")).bytes)
    #expect(sheet.text.utf8.count == 1_048_576 + 2)
    #expect(sheet.text.hasSuffix("\n\nb\n"))
  }

  @Test func `cells that the file leaves out are empty fields`() throws {
    let rows = row(1, "a", "b", "c", "d") + row(2, "1", "", "3", "") + row(3, "", "", "", "4")
    #expect(try text(rows) == "a,b,c,d\n1,,3,\n,,,4\n")
  }

  @Test func `rows are padded to the headings and never cut`() throws {
    let rows = row(1, "a", "b", "c") + row(2, "1") + row(3, "1", "2", "3", "", "5") + row(4, "1")
    #expect(try text(rows) == "a,b,c\n1,,\n1,2,3,,5\n1,,\n")
  }

  @Test func `headings may stand below other rows`() throws {
    let rows = row(1, "Class 7b") + row(3, "a", "b", "c") + row(4, "1")
    #expect(try text(rows) == "Class 7b\n\na,b,c\n1\n")
    for headingRow in 2...3 {
      #expect(try text(rows, headingRow: headingRow) == "Class 7b\n\na,b,c\n1,,\n")
    }
    #expect(try text(rows, headingRow: 9) == "Class 7b\n\na,b,c\n1\n")
  }

  @Test func `a table may begin in any column`() throws {
    let rows = row(1, "", "", "a", "b") + row(2, "", "", "1")
    #expect(try text(rows) == ",,a,b\n,,1,\n")
  }

  @Test func `rows and cells without their place are the next ones`() throws {
    let cell = "<c t=\"inlineStr\"><is><t>x</t></is></c>"
    #expect(try text("<row>\(cell)\(cell)</row><row>\(cell)</row>") == "x,x\nx,\n")
    #expect(
      try text("<row r=\"3\">\(inline("B3", "y"))\(cell)</row><row>\(cell)</row>")
        == "\n\n,y,x\nx,,\n"
    )
  }

  @Test(arguments: [
    (row(2, "a") + row(1, "b"), "row 1"), (row(1, "a") + row(1, "b"), "row 1"),
    ("<row r=\"0\"/>", "row 0"), ("<row r=\"-1\"/>", "row -1"),
    ("<row r=\"1048577\"/>", "row 1048577"),
    ("<row r=\"x\"/>", "row x"), ("<row r=\"99999999999999999999\"/>", "row 99999999999999999999"),
    ("<row r=\"1048576\"/><row/>", "row 1048577"),
    ("<row r=\"1\">\(inline("B1", "b"))\(inline("A1", "a"))</row>", "cell A1"),
    ("<row r=\"1\">\(inline("A1", "b"))\(inline("A1", "a"))</row>", "cell A1"),
    ("<row r=\"1\">\(inline("A2", "b"))</row>", "cell A2"),
    ("<row r=\"1\">\(inline("XFE1", "b"))</row>", "cell XFE1"),
    ("<row r=\"1\">\(inline("R1C1", "b"))</row>", "cell R1C1"),
    ("<row r=\"1\">\(inline("XFD1", "b"))<c/></row>", "row 1"),
  ])
  func `a row or cell in a place that cannot be is refused`(rows: String, cell: String) throws {
    let kind = try refusal(ofWorkbook: TestWorkbook(rows: rows).bytes)
    guard case .invalidCell(let place, cell, _) = kind else {
      Issue.record("\(String(describing: kind))")
      return
    }
    #expect(place.part == "xl/worksheets/sheet1.xml" && place.line == 2)
  }

  @Test(arguments: ["<t>lost</t>", "<x/>", "<mc:AlternateContent xmlns:mc=\"\(compatibility)\"/>"])
  func `an element that could hold data and is not known is refused`(element: String) throws {
    for rows in [element, "<row>\(element)</row>", "<row><c>\(element)</c></row>"] {
      guard case .invalidXML = try refusal(ofWorkbook: TestWorkbook(rows: rows).bytes) else {
        Issue.record("read: \(rows)")
        continue
      }
    }
  }

  private static let compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"

  @Test func `elements of other vocabularies are none of the data`() throws {
    let foreign = "<z:x xmlns:z=\"urn:z\"><z:v>1</z:v></z:x><extLst><ext><v>2</v></ext></extLst>"
    let rows = "\(foreign)<row r=\"1\">\(foreign)<c r=\"A1\">\(foreign)<v>3</v>\(foreign)</c></row>"
    #expect(try text(rows) == "3\n")
  }

  @Test func `a sheet without rows, or with two lists of them, is refused`() throws {
    var workbook = TestWorkbook(rows: "")
    workbook.sheets[0].xml = "<worksheet xmlns=\"\(TestWorkbook.main)\"/>"
    guard case .invalidXML = try refusal(ofWorkbook: workbook.bytes, sheet: "Sheet1") else {
      Issue.record("read without rows")
      return
    }
    workbook.sheets[0].xml = TestWorkbook.sheet(row(1, "a"), behind: "<sheetData/>")
    guard case .invalidXML = try refusal(ofWorkbook: workbook.bytes) else {
      Issue.record("read with two lists of rows")
      return
    }
    #expect(try read(TestWorkbook(rows: "").bytes, sheet: "Sheet1").text == "")
  }

  @Test func `a zero width space at the start of all is not taken for a mark`() throws {
    #expect(try text(row(1, "\u{FEFF}a", "\u{FEFF}b")) == "\"\u{FEFF}a\",\u{FEFF}b\n")
  }

  @Test func `long sheets come in pieces that end with a line`() throws {
    let rows = (1...3000).map { row($0, "Student number \($0)", "female", "some class") }.joined()
    try withFile(TestWorkbook(rows: rows).bytes) { path in
      let workbook = try WorkbookFile(path: path)
      let reader = try workbook.reader(of: workbook.sheets[0])
      var pieces: [[UInt8]] = []
      while case let piece = try reader.next(), !piece.isEmpty { pieces.append(piece) }
      #expect(pieces.count == 2)
      #expect(pieces.allSatisfy { $0.last == 0x0A })
      let whole = (1...3000).map { "Student number \($0),female,some class\n" }.joined()
      #expect(String(decoding: pieces.joined(), as: UTF8.self) == whole)
    }
  }

  @Test func `an error is thrown again by whoever asks for more`() throws {
    let rows = row(1, "a") + row(1, "b")
    try withFile(TestWorkbook(rows: rows).bytes) { path in
      let workbook = try WorkbookFile(path: path)
      let reader = try workbook.reader(of: workbook.sheets[0])
      let first = try refusal { _ = try reader.next() }
      #expect(first != nil)
      #expect(try refusal { _ = try reader.next() } == first)
    }
  }
}
