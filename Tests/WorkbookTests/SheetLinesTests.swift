import CSV
import TestSupport
import Testing

@testable import Workbook

struct SheetLinesTests {
  @Test func `without line breaks in cells, lines are rows`() throws {
    let lines = try read(TestWorkbook(rows: row(1, "a") + row(5, "b")).bytes).lines
    #expect((1...9).map { lines.row(ofLine: $0) } == Array(1...9))
  }

  @Test func `a line inside a cell belongs to the row of its cell`() throws {
    let rows =
      row(2, "a&#10;b&#10;c", "d&#10;e") + row(3, "f") + row(4, "g_x000D_&#10;h_x000D_i")
      + row(6, "j")
    let sheet = try read(TestWorkbook(rows: rows).bytes)
    #expect(
      sheet.text
        == "\n\"a\nb\nc\",\"d\ne\"\nf,\n\"g\r\nh\ri\",\n\nj,\n"
    )
    // Line 1 is empty; row 2 takes up lines 2 to 5, row 4 lines 7 to 9.
    let expected = [1, 2, 2, 2, 2, 3, 4, 4, 4, 5, 6, 7, 8]
    #expect((1...13).map { sheet.lines.row(ofLine: $0) } == expected)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `each record that a parser finds is the row of its number`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let texts = [
      "", "", "x", "a,b", "&quot;", "1&#10;2", "_x000D_", "_x000D_&#10;", "&#10;", " ", "é",
    ]
    var rows = ""
    var number = 0
    var written: Set<Int> = []
    for _ in 0..<40 {
      number += Int.random(in: 1...3, using: &generator)
      let cells = (0..<3).map { _ in texts.randomElement(using: &generator) ?? "" }
      if !cells.allSatisfy(\.isEmpty) { written.insert(number) }
      rows += row(number, cells[0], cells[1], cells[2])
    }
    let sheet = try read(TestWorkbook(rows: rows).bytes)
    var record = 0
    var found: Set<Int> = []
    var parser = CSVParser(dialect: .comma)
    let take: (borrowing CSVRecord) -> Void = { line in
      record += 1
      #expect(line.fault == nil && line.isCanonical || line.isBlank)
      #expect(sheet.lines.row(ofLine: line.line) == record, "seed \(seed)")
      if !line.isBlank { found.insert(record) }
    }
    parser.parse(Array(sheet.text.utf8)[...], take)
    parser.finish(take)
    #expect(found == written, "seed \(seed)")
  }
}
