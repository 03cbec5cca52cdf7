import Foundation
import TestSupport
import Testing
import Workbook

/// Workbooks that other programs wrote; `Fixtures/make-fixtures` says which.
struct RealProgramsTests {
  private func fixture(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name).xlsx")))
  }

  /// The cells as LibreOffice exports them, dates and percentages written out.
  private func roster(sum: String, quotient: String) -> String {
    """
    id,Name,Geschlecht,Größe (cm),geboren,gemessen,Zeit,aktiv,x
    007,"Åsa ""Q"" Öberg, jr",w,172.3,2014-05-17,2026-09-01T09:30:15,09:30:00,TRUE,\(sum)
    008,"zwei
    Zeilen",m,0.333333333333333,2000-02-29,2026-09-01,36:00:00,FALSE,"5'11""\"

    010, vorn,,0.25,,,,,\(quotient)

    ,,verbunden,,,,,,

    ,letzte,,,,,,,

    """
  }

  private let merged =
    "Klasse 7b!C7:C9: cells merged into one; only C7 has the value, the others are read as empty"

  @Test func `a workbook of openpyxl is read, its formulas without values noted`() throws {
    let sheet = try read(try fixture("openpyxl"))
    #expect(sheet.text == roster(sum: "#NOT-CALCULATED!", quotient: "#NOT-CALCULATED!"))
    #expect(sheet.notes.map { $0.prefix { $0 != " " } } == ["Klasse", "Klasse", "Klasse"])
    #expect(sheet.notes[0].hasPrefix("Klasse 7b!I2: a formula without a stored value"))
    #expect(sheet.notes[1].hasPrefix("Klasse 7b!I5: a formula without a stored value"))
    #expect(sheet.notes[2] == merged)
  }

  @Test func `the same workbook saved by LibreOffice has its values`() throws {
    let sheet = try read(try fixture("libreoffice"))
    #expect(sheet.text == roster(sum: "173.3", quotient: "#DIV/0!"))
    #expect(sheet.notes == [merged])
    let lines = (1...12).map { sheet.lines.row(ofLine: $0) }
    #expect(lines == [1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  }

  @Test func `a workbook of XlsxWriter is read`() throws {
    let sheet = try read(try fixture("xlsxwriter"))
    #expect(
      sheet.text
        == "id,name,height,born\n007,Ann Mary Lee,172.3,2014-05-17\n"
        + "_x0041_,\"cr\r\nlf\",173.3,TRUE\n,tab\there \u{1} 😀,,\n"
    )
    #expect(sheet.notes.count == 1)
  }

  @Test func `their sheets are listed`() throws {
    for name in ["openpyxl", "libreoffice"] {
      try withFile(try fixture(name)) { path in
        let workbook = try WorkbookFile(path: path)
        #expect(workbook.sheets.map(\.name) == ["Klasse 7b", "leer", "versteckt"])
        #expect(workbook.sheets.map(\.isHidden) == [false, false, true])
        #expect(try workbook.sheets.map { try workbook.holdsData($0) } == [true, false, true])
      }
    }
  }

  @Test(arguments: ["openpyxl", "libreoffice", "xlsxwriter"])
  func `changed or cut off, they are read as they were or refused`(name: String) throws {
    let whole = try fixture(name)
    let text = try read(whole).text
    let seed = UInt64(whole.count)
    var generator = SeededGenerator(seed: seed)
    var refused = 0
    for round in 0..<250 {
      var bytes = whole
      if round % 7 == 0 {
        bytes.removeLast(Int.random(in: 4...bytes.count, using: &generator))
      } else {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      }
      do {
        let changed = try read(bytes, sheet: name == "xlsxwriter" ? "Class 7b" : "Klasse 7b")
        // What is in the parts is under a checksum; only the directory is not.
        #expect(changed.text == text, "seed \(seed), round \(round)")
      } catch is WorkbookError {
        refused += 1
      }
    }
    #expect(refused > 125, "seed \(seed)")
  }
}
