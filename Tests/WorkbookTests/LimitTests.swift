import TestSupport
import Testing
import Workbook

struct LimitTests {
  private func limits(_ change: (inout WorkbookLimits) -> Void) -> WorkbookLimits {
    var limits = WorkbookLimits()
    change(&limits)
    return limits
  }

  @Test func `as many entries as are allowed are read, and not one more`() throws {
    let builder = ZipBuilder((0..<2001).map { .init("\($0)", "") })
    let fewer = ZipBuilder(Array(builder.entries.dropLast()))
    #expect(try refusal(ofArchive: fewer.bytes()) == nil)
    let kind = try refusal(ofArchive: builder.bytes())
    #expect(kind == .beyondLimit(.entries(2000), place: "the archive"))
  }

  @Test func `one part may be as large as the limit, and not one byte more`() throws {
    let bytes = ZipBuilder([.init("a", "12345")]).bytes()
    #expect(try refusal(ofArchive: bytes, reading: "a", limits: limits { $0.partBytes = 5 }) == nil)
    let kind = try refusal(ofArchive: bytes, reading: "a", limits: limits { $0.partBytes = 4 })
    #expect(kind == .beyondLimit(.part(bytes: 4), place: "\"a\""))
  }

  @Test func `all parts together may be as large as the limit`() throws {
    let bytes = ZipBuilder([.init("a", "12345"), .init("b", "123")]).bytes()
    #expect(try refusal(ofArchive: bytes, limits: limits { $0.totalBytes = 8 }) == nil)
    let kind = try refusal(ofArchive: bytes, limits: limits { $0.totalBytes = 7 })
    #expect(kind == .beyondLimit(.total(bytes: 7), place: "the archive"))
  }

  @Test func `what unpacks to very much more than it was is stopped soon`() throws {
    // Sixteen mebibytes in twenty kilobytes: 780 to one.
    var bomb = Deflated()
    bomb.appendRuns(256)
    bomb.append("", isLast: true)
    try withFile(ZipBuilder([.init("bomb", deflated: bomb)]).bytes()) { path in
      let archive = try ZipArchive(path: path)
      let reader = try archive.reader(of: archive.entries[0])
      var count = 0
      let kind = try refusal {
        while case let piece = try reader.next(), !piece.isEmpty { count += piece.count }
      }?.kind
      #expect(kind == .beyondLimit(.ratio(200), place: "\"bomb\""))
      #expect(count <= 200 * bomb.bytes.count)
      #expect(try reader.next().isEmpty)
    }
  }

  @Test func `a ratio that is allowed, and a small part of any ratio, are read`() throws {
    var small = Deflated()
    small.appendRuns(15)
    small.append("", isLast: true)
    let bytes = ZipBuilder([.init("a", deflated: small)]).bytes()
    #expect(try refusal(ofArchive: bytes, reading: "a") == nil)
    var large = Deflated()
    large.appendRuns(30)
    large.append("", isLast: true)
    let more = ZipBuilder([.init("a", deflated: large)]).bytes()
    #expect(try refusal(ofArchive: more, reading: "a", limits: limits { $0.ratio = 800 }) == nil)
    #expect(try refusal(ofArchive: more, reading: "a") != nil)
  }

  @Test func `a bomb inside a workbook is stopped`() throws {
    var bomb = Deflated()
    bomb.append("<sst xmlns=\"\(TestWorkbook.main)\"><si><t>")
    bomb.appendRuns(256)
    bomb.append("</t></si></sst>", isLast: true)
    var workbook = TestWorkbook(cells: number("A1", "1"))
    workbook.sharedTexts = ""
    let parts = workbook.parts.map {
      $0.name == "xl/sharedStrings.xml" ? ZipBuilder.Entry($0.name, deflated: bomb) : $0
    }
    let kind = try refusal(ofWorkbook: ZipBuilder(parts).bytes())
    #expect(kind == .beyondLimit(.ratio(200), place: "\"xl/sharedStrings.xml\""))
  }

  @Test func `shared texts count with eight bytes each`() throws {
    var workbook = TestWorkbook(cells: number("A1", "1"))
    workbook.sharedTexts = "<si><t>abcd</t></si><si><t>e</t></si>"
    // The second text has to fit beside the eight bytes of the first.
    let fits = limits { $0.sharedTextBytes = 13 }
    #expect(try refusal(ofWorkbook: workbook.bytes, limits: fits) == nil)
    let kind = try refusal(ofWorkbook: workbook.bytes, limits: limits { $0.sharedTextBytes = 12 })
    #expect(kind == .beyondLimit(.sharedTexts(bytes: 12), place: "xl/sharedStrings.xml"))
    // Empty texts cost memory, too.
    workbook.sharedTexts = String(repeating: "<si/>", count: 1000)
    let empty = try refusal(
      ofWorkbook: workbook.bytes,
      limits: limits { $0.sharedTextBytes = 7000 }
    )
    #expect(empty == .beyondLimit(.sharedTexts(bytes: 7000), place: "xl/sharedStrings.xml"))
  }

  @Test func `one cell, one row and one sheet have their limits`() throws {
    var workbook = TestWorkbook(rows: row(3, "aaaa", "bbbb"))
    workbook.sharedTexts = "<si><t>12345</t></si>"
    let bytes = workbook.bytes
    let cell = try refusal(ofWorkbook: bytes, limits: limits { $0.cellBytes = 3 })
    #expect(cell == .beyondLimit(.cell(bytes: 3), place: "Sheet1!A3"))
    let row = try refusal(ofWorkbook: bytes, limits: limits { $0.rowBytes = 7 })
    #expect(row == .beyondLimit(.row(bytes: 7), place: "Sheet1, row 3,"))
    let sheet = try refusal(ofWorkbook: bytes, limits: limits { $0.sheetBytes = 11 })
    #expect(sheet == .beyondLimit(.sheet(bytes: 11), place: "the sheet"))
    let fits = limits { limits in
      (limits.cellBytes, limits.rowBytes, limits.sheetBytes) = (4, 8, 12)
    }
    #expect(try read(bytes, limits: fits).text == "\n\naaaa,bbbb\n")
    for cells in [
      number("A1", "12345"), "<c r=\"A1\" t=\"s\"><v>0</v></c>", "<c t=\"e\"><v>#N/A!</v></c>",
    ] {
      workbook.sheets[0].xml = TestWorkbook.sheet("<row>\(cells)</row>")
      let kind = try refusal(ofWorkbook: workbook.bytes, limits: limits { $0.cellBytes = 4 })
      #expect(kind == .beyondLimit(.cell(bytes: 4), place: "Sheet1!A1"), "\(cells)")
    }
  }

  @Test(arguments: ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
  func `parts that only list others are small`(name: String) throws {
    var long = Deflated()
    long.append("<!--")
    long.appendRuns(257)
    long.append("-->", isLast: true)
    let parts = TestWorkbook(cells: number("A1", "1")).parts.map {
      $0.name == name ? ZipBuilder.Entry($0.name, deflated: long) : $0
    }
    let kind = try refusal(ofWorkbook: ZipBuilder(parts).bytes())
    #expect(kind == .beyondLimit(.part(bytes: 16 << 20), place: "\"\(name)\""))
  }

  @Test func `very many merged cells are refused`() throws {
    var workbook = TestWorkbook(rows: row(1, "a"))
    let merged = String(repeating: "<mergeCell ref=\"A1:A2\"/>", count: 100_001)
    workbook.sheets[0].xml = TestWorkbook.sheet(
      row(1, "a"),
      behind: "<mergeCells>\(merged)</mergeCells>"
    )
    guard
      case .beyondLimit(.list("merged cells", 100_000), _) = try refusal(ofWorkbook: workbook.bytes)
    else {
      Issue.record("read")
      return
    }
  }

  @Test func `many cells that share one long text are stopped by the limit of the sheet`() throws {
    var workbook = TestWorkbook(
      rows: (1...5000).map { "<row r=\"\($0)\"><c t=\"s\"><v>0</v></c></row>" }.joined()
    )
    workbook.sharedTexts = "<si><t>\(String(repeating: "x", count: 200_000))</t></si>"
    let kind = try refusal(ofWorkbook: workbook.bytes, limits: limits { $0.sheetBytes = 10 << 20 })
    #expect(kind == .beyondLimit(.sheet(bytes: 10 << 20), place: "the sheet"))
  }
}
