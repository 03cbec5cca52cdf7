import TestSupport
import Testing
import Workbook

struct SheetChoiceTests {
  private func workbook(_ sheets: (name: String, state: String?, text: String)...) -> TestWorkbook {
    TestWorkbook(
      sheets.map { sheet in
        let rows =
          sheet.text.isEmpty ? "<row r=\"1\"><c r=\"A1\" s=\"0\"/></row>" : row(1, sheet.text)
        return .init(name: sheet.name, xml: TestWorkbook.sheet(rows), state: sheet.state)
      }
    )
  }

  @Test func `sheets are listed in their order, hidden ones told apart`() throws {
    let bytes = workbook(("B", nil, ""), ("A", "hidden", ""), ("C&amp;D", "veryHidden", "")).bytes
    try withFile(bytes) { path in
      let sheets = try WorkbookFile(path: path).sheets
      #expect(sheets.map(\.name) == ["B", "A", "C&D"])
      #expect(sheets.map(\.visibility) == [.shown, .hidden, .veryHidden])
      #expect(sheets.map(\.isTable) == [true, true, true])
    }
  }

  @Test func `the only sheet that one can see and that holds anything is read`() throws {
    let all = workbook(("Cover", nil, ""), ("Roster", nil, "r"), ("Old", "hidden", "o"))
    #expect(try read(all.bytes).text == "r\n")
  }

  @Test func `several sheets with data are a question`() throws {
    let all = workbook(("7a", nil, "a"), ("empty", nil, ""), ("7b", nil, "b"))
    #expect(try refusal(ofWorkbook: all.bytes) == .whichSheet(["7a", "7b"]))
    #expect(try read(all.bytes, sheet: "7b").text == "b\n")
  }

  @Test func `of several sheets with data the only one that is recognised is read`() throws {
    let all = workbook(("7a", nil, "a"), ("7b", nil, "b"), ("7c", nil, "c"), ("7d", "hidden", "b"))
    try withFile(all.bytes) { path in
      let workbook = try WorkbookFile(path: path)
      #expect(try workbook.sheet { $0.name == "7b" || $0.name == "7d" }.name == "7b")
      let several = #expect(throws: WorkbookError.self) { try workbook.sheet { $0.name != "7b" } }
      #expect(several?.kind == .whichSheet(["7a", "7c"]))
    }
  }

  @Test func `without data nothing is read, and hidden data is named`() throws {
    #expect(try refusal(ofWorkbook: workbook(("A", nil, "")).bytes) == .noData(hidden: []))
    let hidden = workbook(("A", nil, ""), ("B", "hidden", "b"), ("C", "veryHidden", ""))
    #expect(try refusal(ofWorkbook: hidden.bytes) == .noData(hidden: ["B"]))
    #expect(try read(hidden.bytes, sheet: "B").text == "b\n")
    #expect(try read(hidden.bytes, sheet: "A").text == "")
  }

  @Test func `a formula without a value is data`() throws {
    let formula = TestWorkbook(cells: "<c r=\"A1\"><f>1+1</f></c>")
    #expect(try read(formula.bytes).text == "#NOT-CALCULATED!\n")
  }

  @Test func `a name is found in its own case first, then in any`() throws {
    let all = workbook(("Klasse", nil, "1"), ("KLASSE", nil, "2"), ("Über", nil, "3"))
    #expect(try read(all.bytes, sheet: "KLASSE").text == "2\n")
    #expect(try read(all.bytes, sheet: "klasse").text == "1\n")
    #expect(try read(all.bytes, sheet: "ÜBER").text == "3\n")
    let names = ["Klasse", "KLASSE", "Über"]
    #expect(
      try refusal(ofWorkbook: all.bytes, sheet: "7c") == .noSuchSheet(name: "7c", sheets: names)
    )
  }

  @Test func `a chart on a sheet of its own is no table`() throws {
    var all = workbook(("Chart", nil, "x"), ("Data", nil, "d"))
    all.sheets[0].xml = "<chartsheet xmlns=\"\(TestWorkbook.main)\"/>"
    let relations = String(
      decoding: all.parts[3].packed,
      as: UTF8.self
    ).replacing(
      "worksheet\" Target=\"worksheets/sheet1",
      with: "chartsheet\" Target=\"worksheets/sheet1"
    )
    let bytes = all.bytes(replacing: "xl/_rels/workbook.xml.rels", with: relations)
    #expect(try read(bytes).text == "d\n")
    #expect(try refusal(ofWorkbook: bytes, sheet: "Chart") == .notATable(sheet: "Chart"))
  }

  @Test func `two readers of one workbook do not disturb each other`() throws {
    let all = workbook(("7a", nil, "a"), ("7b", nil, "b"))
    try withFile(all.bytes) { path in
      let workbook = try WorkbookFile(path: path)
      let readers = try workbook.sheets.map { try workbook.reader(of: $0) }
      let again = try workbook.reader(of: workbook.sheets[0])
      #expect(try readers[1].next() == Array("b\n".utf8))
      #expect(try readers[0].next() == Array("a\n".utf8))
      #expect(try again.next() == Array("a\n".utf8))
      for reader in readers + [again] { #expect(try reader.next().isEmpty) }
    }
  }
}
