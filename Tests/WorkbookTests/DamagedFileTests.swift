import Foundation
import TestSupport
import Testing
import Workbook

struct DamagedFileTests {
  /// A workbook with everything: shared texts, styles, dates, formulas, merged cells, some of it
  /// deflated.
  private static let workbook: [UInt8] = {
    var workbook = TestWorkbook(
      rows: row(1, "name", "height", "born")
        + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>\(number("B2", "172.30000000000001"))"
        + "\(number("C2", "41776", style: 1))</row>"
        + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\"><f>B2+1</f></c></row>"
    )
    workbook.sharedTexts =
      "<si><t>Ada &amp; Grace</t></si><si><r><t>two</t></r><r><t> runs</t></r></si>"
    workbook.setFormats(["yyyy\\-mm\\-dd"])
    let parts = workbook.parts.map { part in
      guard part.name.hasPrefix("xl/s") || part.name.hasPrefix("xl/worksheets") else { return part }
      var deflated = Deflated()
      deflated.append(String(decoding: part.packed, as: UTF8.self), isLast: true)
      return ZipBuilder.Entry(part.name, deflated: deflated)
    }
    return ZipBuilder(parts).bytes()
  }()

  @Test func `the whole file is read`() throws {
    let sheet = try read(Self.workbook)
    #expect(
      sheet.text
        == "name,height,born\nAda & Grace,172.3,2014-05-17\ntwo runs,#NOT-CALCULATED!,\n"
    )
  }

  @Test func `a file cut off anywhere is refused`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("cut.xlsx", Self.workbook)
    // minizip takes bytes that are missing at the very end for zeros, as the last three are.
    for length in stride(from: Self.workbook.count - 4, through: 0, by: -1) {
      #expect(unsafe truncate(path, length) == 0)
      #expect(try refusal { try readAll(path) } != nil, "\(length) bytes")
    }
  }

  @Test func `changed bytes end in the same text or in a refusal`() throws {
    let seed: UInt64 = 20_261_121
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    var refused = 0
    for round in 0..<2000 {
      var bytes = Self.workbook
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      let path = try folder.file("changed.xlsx", bytes)
      if try refusal(of: { try readAll(path) }) != nil { refused += 1 }
      // Nothing else than an error of this target may come, and nothing may stop the program.
      _ = (seed, round)
    }
    #expect(refused > 1000, "seed \(seed)")
  }

  @Test func `changed text inside parts ends in a text or in a refusal`() throws {
    let seed: UInt64 = 77
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let parts = [
      "<", ">", "/", "\"", "&", "&#", ";", "<!--", "]]>", "<![CDATA[", "r=\"XFE1\"", "<row>",
      "</c>",
      "\u{0}", "xmlns=\"\"", "999999999999", "-1", "x:", "<c/>", "=", " ",
    ]
    var original = TestWorkbook(rows: row(1, "name", "height") + row(2, "Ada", "172"))
    original.sharedTexts = "<si><t>a</t></si>"
    original.setFormats(["0"])
    for _ in 0..<2000 {
      var entries = original.parts
      let chosen = Int.random(in: 1..<entries.count, using: &generator)
      var text = entries[chosen].packed
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0...text.count, using: &generator)
        let end = min(text.count, place + Int.random(in: 0...6, using: &generator))
        let new = parts.randomElement(using: &generator) ?? ""
        text.replaceSubrange(place..<end, with: Array(new.utf8))
      }
      entries[chosen] = ZipBuilder.Entry(entries[chosen].name, text)
      let path = try folder.file("changed.xlsx", ZipBuilder(entries).bytes())
      _ = try refusal { try readAll(path) }
    }
  }

  /// Reads all that is in a file; throws errors of this target and no others.
  private func readAll(_ path: String) throws {
    let archive = try ZipArchive(path: path)
    let workbook = try WorkbookFile(path: path)
    for sheet in workbook.sheets where sheet.isTable {
      let reader = try workbook.reader(of: sheet)
      while case let piece = try reader.next(), !piece.isEmpty {}
    }
    for entry in archive.entries { _ = try contents(of: entry, in: archive) }
  }
}
