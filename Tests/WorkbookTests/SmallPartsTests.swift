import Testing

@testable import Workbook

struct SmallPartsTests {
  @Test func `cells are named by letters and a number`() {
    let names = [
      (1, 1, "A1"), (7, 3, "C7"), (10, 26, "Z10"), (10, 27, "AA10"), (1, 702, "ZZ1"),
      (1, 703, "AAA1"), (1_048_576, 16_384, "XFD1048576"),
    ]
    for (row, column, name) in names {
      #expect(CellReference(row: row, column: column).description == name)
      #expect(CellReference(name) == CellReference(row: row, column: column))
    }
    for column in 1...16_384 {
      let reference = CellReference(row: 5, column: column)
      #expect(CellReference(reference.description) == reference)
    }
  }

  @Test(arguments: [
    "", "A", "1", "A0", "A01", "a1", "$A$1", "A1:B2", "XFE1", "A1048577", "AAAA1", "A-1", "A 1",
    "1A",
    "A1A", "Ä1", "A99999999999999999999",
  ])
  func `what names no cell of a sheet is refused`(text: String) {
    #expect(CellReference(text) == nil)
  }

  @Test(arguments: [
    ("plain", "plain"), ("a_x000D_b", "a\rb"), ("_x0041_", "A"), ("_x005F_x0041_", "_x0041_"),
    ("_x000d_", "\r"), ("_xD83D__xDE00_", "😀"), ("_xD83D_", "_xD83D_"), ("_xDE00_", "_xDE00_"),
    ("_xD83D__x0041_", "_xD83D_A"), ("_x00", "_x00"), ("_x000G_", "_x000G_"),
    ("_X000D_", "_X000D_"),
    ("_x000D", "_x000D"), ("__x0041__", "_A_"), ("_x0000_", "\u{0}"), ("ä_x00E4_ä", "äää"),
    ("_", "_"),
    ("_x0041__x0042_", "AB"),
  ])
  func `escapes are undone as Excel does`(stored: String, expected: String) {
    var text = Array("_x0041_".utf8) + Array(stored.utf8)
    undoEscapes(in: &text, from: 7)
    #expect(String(decoding: text, as: UTF8.self) == "_x0041_" + expected)
  }

  @Test func `targets are resolved from the part that names them`() {
    let cases = [
      ("worksheets/sheet1.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"),
      ("/xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"),
      ("../a.xml", "xl/workbook.xml", "a.xml"), ("./a.xml", "xl/workbook.xml", "xl/a.xml"),
      ("../../../a.xml", "xl/workbook.xml", "a.xml"), ("xl/workbook.xml", "", "xl/workbook.xml"),
    ]
    for (target, part, expected) in cases {
      #expect(PartRelations.resolve(target, from: part) == expected)
    }
    #expect(PartRelations.part(for: "xl/workbook.xml") == "xl/_rels/workbook.xml.rels")
    #expect(PartRelations.part(for: "") == "_rels/.rels")
  }
}
