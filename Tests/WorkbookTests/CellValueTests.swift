import TestSupport
import Testing

@testable import Workbook

struct CellValueTests {
  private func read(_ cells: String, change: (inout TestWorkbook) -> Void = { _ in }) throws
    -> ReadSheet
  {
    var workbook = TestWorkbook(cells: cells)
    change(&workbook)
    return try WorkbookTests.read(workbook.bytes)
  }

  @Test func `texts stay texts, shared or in the cell`() throws {
    let sheet = try read(
      "<c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v> 0 </v></c>\(inline("C1", "5'11&quot;"))"
        + "<c r=\"D1\" t=\"str\"><f>A1</f><v>007</v></c><c r=\"E1\" t=\"inlineStr\"><v>v</v></c>"
        + "<c r=\"F1\"><is><t>i</t></is></c>"
    ) { $0.sharedTexts = "<si><t>007</t></si><si><t xml:space=\"preserve\"> 1.50 </t></si>" }
    #expect(sheet.text == " 1.50 ,007,\"5'11\"\"\",007,v,i\n")
    #expect(sheet.notes.isEmpty)
  }

  @Test func `runs are joined, and how to pronounce them is left out`() throws {
    let rich =
      "<r><t>Sato</t></r><r><rPr><b/><sz val=\"11\"/></rPr><t xml:space=\"preserve\"> Ken</t></r>"
      + "<rPh sb=\"0\" eb=\"1\"><t>SA-TO</t></rPh><phoneticPr fontId=\"1\"/>"
    let sheet = try read(
      "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is>\(rich)</is></c>"
    ) { $0.sharedTexts = "<si>\(rich)</si>" }
    #expect(sheet.text == "Sato Ken,Sato Ken\n")
  }

  @Test func `escapes are undone in every kind of text`() throws {
    let sheet = try read(
      "<c r=\"A1\" t=\"s\"><v>0</v></c>\(inline("B1", "a_x0009_b"))"
        + "<c r=\"C1\" t=\"str\"><f>x</f><v>_x005F_x0041_</v></c>"
    ) { $0.sharedTexts = "<si><t>_x0041_</t></si>" }
    #expect(sheet.text == "A,a\tb,_x0041_\n")
  }

  @Test func `truth values and errors are shown as Excel shows them`() throws {
    let sheet = try read(
      "<c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c>"
        + "<c r=\"C1\" t=\"e\"><v>#N/A</v></c><c r=\"D1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
        + "<c r=\"E1\" t=\"b\"><v>2</v></c>"
    )
    #expect(sheet.text == "TRUE,FALSE,#N/A,#DIV/0!,2\n")
    #expect(sheet.notes.isEmpty)
  }

  @Test func `numbers are shown with fifteen digits, whatever their format`() throws {
    let cells =
      number("A1", "172.30000000000001") + number("B1", "0.25", style: 1) + number("C1", "1E2")
      + number("D1", " 5 ") + "<c r=\"E1\" t=\"n\"><v>1.50</v></c>" + number("F1", "170", style: 2)
      + number("G1", "7", style: 3) + number("H1", "12.5", style: 99)
    let sheet = try read(cells) { $0.setFormats(["0%", "0&quot; cm&quot;", "000"]) }
    #expect(sheet.text == "172.3,0.25,100,5,1.5,170,007,12.5\n")
  }

  @Test func `a number that is none stays as it is`() throws {
    let sheet = try read(number("A1", "NaN") + number("B1", "1,5") + number("C1", "0x1F", style: 1))
    {
      $0.setFormats(["yyyy"])
    }
    #expect(sheet.text == "NaN,\"1,5\",0x1F\n")
  }

  @Test func `numbers with a date's format are dates`() throws {
    let cells =
      number("A1", "41776", style: 1) + number("B1", "41776.395833333336", style: 2)
      + number("C1", "0.395833333333333", style: 3) + number("D1", "1.5", style: 4)
      + number("E1", "-1", style: 1) + number("F1", "41776") + number("G1", "0", style: 1)
    let sheet = try read(cells) {
      $0.setFormats(["dd\\.mm\\.yyyy", "m/d/yy h:mm", "h:mm", "[h]:mm"])
    }
    #expect(sheet.text == "2014-05-17,2014-05-17T09:30:00,09:30:00,36:00:00,-1,41776,0\n")
  }

  @Test func `built-in formats are dates without being spelled out`() throws {
    let cells = number("A1", "41776", style: 0) + number("B1", "41776", style: 1)
    let sheet = try read(cells) {
      $0.styles = "<cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"1\"/></cellXfs>"
    }
    #expect(sheet.text == "2014-05-17,41776\n")
    // A format that is spelled out counts, whatever its number stands for otherwise.
    let own = try read(cells) {
      $0.styles =
        "<cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"2\"/></cellXfs>"
        + "<numFmts><numFmt numFmtId=\"14\" formatCode=\"0\"/><numFmt numFmtId=\"2\" formatCode=\"d\"/></numFmts>"
    }
    #expect(own.text == "41776,2014-05-17\n")
  }

  @Test func `a workbook may count its days from 1904`() throws {
    for flag in ["1", "true"] {
      let sheet = try read(number("A1", "40314", style: 1)) {
        $0.setFormats(["yyyy"])
        $0.properties = "<workbookPr date1904=\"\(flag)\"/>"
      }
      #expect(sheet.text == "2014-05-17\n")
    }
  }

  @Test func `dates of strict workbooks lose a time that is midnight`() throws {
    let stored = [
      "2014-05-17T00:00:00.000", "2014-05-17T09:30:00", "2014-05-17", "2014-05-17T00:00:00Z",
    ]
    let cells = stored.map { "<c t=\"d\"><v>\($0)</v></c>" }.joined()
    #expect(try read(cells).text == "2014-05-17,2014-05-17T09:30:00,2014-05-17,2014-05-17\n")
  }

  @Test func `a formula without a value is marked and noted`() throws {
    let sheet = try read(
      "<c r=\"A1\"><f>B1+1</f></c><c r=\"B1\"><f>C1</f><v></v></c><c r=\"C1\" t=\"str\"><f>D1</f></c>"
        + "<c r=\"D1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"E1\"><f>1+1</f><v>2</v></c>"
        + "<c r=\"F1\"><f t=\"shared\" si=\"0\"/><v/></c>"
    )
    let mark = CellNote.notCalculated
    #expect(sheet.text == "\(mark),\(mark),\(mark),,2,\(mark)\n")
    #expect(
      sheet.notes
        == ["A1", "B1", "C1", "F1"].map {
          "Sheet1!\($0): a formula without a stored value; open the workbook in a spreadsheet program, "
            + "save it once, and import it again"
        }
    )
  }

  @Test func `values of formulas are noted where the workbook asks to be calculated anew`() throws {
    let cells = "<c r=\"A1\"><f>B1+1</f><v>0</v></c>\(number("B1", "171"))"
    #expect(try read(cells).notes.isEmpty)
    let sheet = try read(cells) {
      $0.calculation = "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>"
    }
    #expect(sheet.text == "0,171\n")
    #expect(
      sheet.notes == [
        "Sheet1!A1: a formula whose stored value may be out of date, because the workbook asks to be "
          + "calculated anew; open it in a spreadsheet program, save it once, and import it again"
      ]
    )
  }

  @Test func `cells merged across rows are noted`() throws {
    let sheet = try read(inline("A1", "7b")) {
      $0.sheets[0].xml = TestWorkbook.sheet(
        row(1, "7b"),
        behind: "<mergeCells count=\"3\"><mergeCell ref=\"A1:A3\"/><mergeCell ref=\"B1:D1\"/>"
          + "<mergeCell ref=\"x\"/></mergeCells>"
      )
    }
    #expect(
      sheet.notes == [
        "Sheet1!A1:A3: cells merged into one; only A1 has the value, the others are read as empty"
      ]
    )
  }

  @Test(arguments: [
    "<c r=\"B1\" t=\"s\"><v>2</v></c>", "<c r=\"B1\" t=\"s\"><v>-1</v></c>",
    "<c r=\"B1\" t=\"s\"><v>x</v></c>", "<c r=\"B1\" t=\"z\"><v>1</v></c>",
  ])
  func `a cell that cannot be understood is refused by its name`(cell: String) throws {
    var workbook = TestWorkbook(cells: number("A1", "1") + cell)
    workbook.sharedTexts = "<si><t>a</t></si><si><t>b</t></si>"
    guard case .invalidCell(_, "Sheet1!B1", _) = try refusal(ofWorkbook: workbook.bytes) else {
      Issue.record("read: \(cell)")
      return
    }
  }
}
