import TestSupport
import Testing
import Workbook

struct NotAWorkbookTests {
  private func content(_ names: String...) throws -> WorkbookError.Content? {
    let entries = names.map { ZipBuilder.Entry($0, "x") }
    guard case .notAWorkbook(let content) = try refusal(ofWorkbook: ZipBuilder(entries).bytes())
    else { return nil }
    return content
  }

  @Test func `documents of other programs are told by what is in them`() throws {
    let mark = ZipBuilder.Entry("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    let bytes = ZipBuilder([mark, .init("content.xml", "<x/>")]).bytes()
    #expect(try refusal(ofWorkbook: bytes) == .notAWorkbook(.openDocument))
    #expect(try content("word/document.xml") == .wordDocument)
    #expect(try content("ppt/presentation.xml") == .presentation)
    #expect(try content("xl/workbook.bin") == .binaryWorkbook)
    #expect(try content("Index/Document.iwa") == .appleDocument)
    #expect(try content("users.csv", "a.png", "B.TSV") == .tables(["users.csv", "B.TSV"]))
    #expect(try content("a", "b") == .other(["a", "b"]))
    #expect(try content("1", "2", "3", "4", "5", "6", "7") == .other(["1", "2", "3", "4", "5"]))
  }

  @Test(arguments: [
    ("xl/workbook.bin", WorkbookError.Content.binaryWorkbook), ("word/document.xml", .wordDocument),
    ("ppt/presentation.xml", .presentation),
  ])
  func `documents of the same family are told although they are built alike`(
    part: String,
    content: WorkbookError.Content
  ) throws {
    let workbook = TestWorkbook(cells: number("A1", "1"))
    let entries = workbook.parts.map { entry in
      let text = String(decoding: entry.packed, as: UTF8.self)
      return entry.name == "xl/workbook.xml"
        ? ZipBuilder.Entry(part, text)
        : ZipBuilder.Entry(entry.name, text.replacing("xl/workbook.xml", with: part))
    }
    #expect(try refusal(ofWorkbook: ZipBuilder(entries).bytes()) == .notAWorkbook(content))
  }

  @Test(arguments: [
    ("xl/workbook.xml", "the archive"), ("xl/_rels/workbook.xml.rels", "the part xl/workbook.xml"),
    ("xl/worksheets/sheet1.xml", "the sheet \"Sheet1\""), ("xl/sharedStrings.xml", "the workbook"),
    ("xl/styles.xml", "the workbook"),
  ])
  func `a part that is missing is named with what needs it`(part: String, neededBy: String) throws {
    var workbook = TestWorkbook(cells: number("A1", "1"))
    workbook.sharedTexts = ""
    workbook.styles = ""
    let bytes = ZipBuilder(workbook.parts.filter { $0.name != part }).bytes()
    #expect(try refusal(ofWorkbook: bytes) == .missingPart(name: part, neededBy: neededBy))
  }

  @Test func `a sheet whose part nothing names, or that is outside, is not read`() throws {
    let workbook = TestWorkbook(cells: number("A1", "1"))
    let relations = String(decoding: workbook.parts[3].packed, as: UTF8.self)
    let name = "xl/_rels/workbook.xml.rels"
    let other = workbook.bytes(replacing: name, with: relations.replacing("rId1", with: "rId2"))
    #expect(
      try refusal(ofWorkbook: other)
        == .missingPart(name: "relation rId1", neededBy: "the sheet \"Sheet1\"")
    )
    let outside = relations.replacing(
      "Target=\"worksheets/sheet1.xml\"",
      with: "Target=\"file:///etc/passwd\" TargetMode=\"External\""
    )
    let kind = try refusal(
      ofWorkbook: workbook.bytes(replacing: name, with: outside),
      sheet: "Sheet1"
    )
    #expect(kind == .notATable(sheet: "Sheet1"))
  }

  @Test func `sheets that are one and the same part are refused`() throws {
    var workbook = TestWorkbook(cells: number("A1", "1"))
    workbook.sheets.append(.init(name: "Again", xml: workbook.sheets[0].xml))
    let relations = String(decoding: workbook.parts[3].packed, as: UTF8.self)
    let bytes = workbook.bytes(
      replacing: "xl/_rels/workbook.xml.rels",
      with: relations.replacing("sheet2.xml", with: "SHEET1.xml")
    )
    #expect(
      try refusal(ofWorkbook: bytes)
        == .samePart(name: "xl/worksheets/sheet1.xml", sheets: ["Sheet1", "Again"])
    )
  }

  @Test(arguments: [
    "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
    "_rels/.rels", "xl/_rels/workbook.xml.rels",
  ])
  func `a part that is something else is refused`(part: String) throws {
    var workbook = TestWorkbook(cells: number("A1", "1"))
    workbook.sharedTexts = ""
    workbook.styles = ""
    for document in ["<html/>", "<worksheet/>", "<sst xmlns=\"urn:x\"/>"] {
      guard
        case .invalidXML(let place, let detail) = try refusal(
          ofWorkbook: workbook.bytes(replacing: part, with: document)
        )
      else {
        Issue.record("\(document) was read as \(part)")
        continue
      }
      #expect(place.part == part && detail.hasPrefix("it begins with <"))
    }
  }

  @Test func `the first bytes of a file tell its kind`() {
    #expect(FileKind(firstBytes: [0x50, 0x4B, 3, 4, 0, 0, 0, 0]) == .archive)
    #expect(
      FileKind(firstBytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) == .compoundFile
    )
    for bytes in [[], [0x50, 0x4B, 3], [0xD0, 0xCF], Array("PKab".utf8), Array("name,".utf8)] {
      #expect(FileKind(firstBytes: bytes) == .other)
    }
  }
}
