import TestSupport
import Testing

@testable import Workbook

/// Numbers that a format shows with zeros before them.
struct ZeroFormatTests {
  /// What Excel shows of a stored number in a cell of the format.
  static let shown: [(format: String, stored: String, text: String)] = [
    ("0000", "7", "0007"), ("0000", "245", "0245"), ("0000", "0", "0000"),
    ("0000", "12345", "12345"), ("00000000", "1234", "00001234"), ("00", "7", "07"),
    ("0000", "7.0", "0007"), ("0000", "2.45E2", "0245"), ("0000", "+7", "0007"),
    ("000-00", "1234", "012-34"), ("000\\-00", "1234567", "12345-67"), ("00 00", "7", "00 07"),
    ("\"S\"0000", "42", "S0042"), ("\\S000", "42", "S042"), ("\"№ \"000", "7", "№ 007"),
    ("[Red]0000", "7", "0007"), ("[$-409]0000", "7", "0007"), ("0000;-0000", "7", "0007"),
    ("0000;-0000;\"-\"", "7", "0007"), ("0000;-0000;\"-\"", "0", "0"),
    // No whole number without a sign: as it is.
    ("0000", "7.5", "7.5"), ("0000", "-7", "-7"),
    // Formats that show a number as it is here.
    ("0", "7", "7"), ("0.00", "7", "7"), ("#,##0", "1234", "1234"), ("0%", "0.25", "0.25"),
    ("00.0", "7", "7"), ("0000E+00", "7", "7"), ("[>99]0000", "7", "7"), ("General", "7", "7"),
    ("0000_)", "7", "7"), ("@", "7", "7"),
    ("000000000000000", "123456789012345", "123456789012345"),
  ]

  @Test(arguments: shown.indices)
  func `a number is shown as its format has it`(index: Int) throws {
    let (format, stored, text) = Self.shown[index]
    var workbook = TestWorkbook(cells: number("A1", stored, style: 1))
    workbook.setFormats([format.replacing("\"", with: "&quot;").replacing(">", with: "&gt;")])
    #expect(try read(workbook.bytes).text == text + "\n", "\(format) \(stored)")
  }

  static let long: [(stored: String, digits: Int?)] = [
    ("123456789012345", nil), ("999999999999999", nil), ("0000000000000000001", nil),
    ("172.30000000000001", nil), ("0.12345678901234567", nil), ("1E14", nil),
    ("1234567890123456", 16), ("1.2345678901234568E+16", 17), ("1E+15", 16),
    ("12345678901234567890", 20), ("1E+300", 301),
  ]

  @Test(arguments: long.indices)
  func `a number of more than fifteen digits is noted`(index: Int) throws {
    let (stored, digits) = Self.long[index]
    let notes = try read(TestWorkbook(cells: number("A1", stored)).bytes).notes
    #expect(notes.count == (digits == nil ? 0 : 1), "\(stored)")
    if let digits { #expect(notes.first?.contains("a number of \(digits) digits") == true) }
  }

  @Test func `the note says where and what to do`() throws {
    let note = try #require(try read(TestWorkbook(cells: number("B1", "1E+15")).bytes).notes.first)
    #expect(
      note
        == "Sheet1!B1: a number of 16 digits; spreadsheets keep the first 15 and lose the others, so "
        + "compare it with its source; an id of this length has to be stored as text"
    )
  }
}
