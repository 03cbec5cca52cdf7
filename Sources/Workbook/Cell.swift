/// The place of a cell in its sheet, as `C7` says it.
package struct CellReference: Sendable, Equatable {
  /// Rows end here, in Excel since 2007 and in the file format.
  package static let mostRows = 1_048_576
  /// Columns end here: `XFD`.
  package static let mostColumns = 16_384

  /// The row, counted from 1.
  package let row: Int
  /// The column, counted from 1.
  package let column: Int

  /// A place.
  package init(row: Int, column: Int) {
    precondition(row > 0 && column > 0, "Rows and columns of a sheet are counted from 1.")
    self.row = row
    self.column = column
  }

  /// Reads a place such as `C7`.
  ///
  /// Capital letters and a number, within the bounds of a sheet; nil for anything else.
  package init?(_ text: some StringProtocol) {
    var row = 0
    var column = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0 && (row > 0 || byte != 0x30):
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
      default: return nil
      }
      guard row <= Self.mostRows, column <= Self.mostColumns else { return nil }
    }
    guard row > 0 else { return nil }
    self.row = row
    self.column = column
  }

  /// The letters of the column.
  package var columnName: String {
    var letters: [UInt8] = []
    var rest = column
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}

extension CellReference: CustomStringConvertible {
  /// The letters and the number.
  package var description: String { "\(columnName)\(row)" }
}

/// Something about a cell that its text does not say and the user has to know.
package struct CellNote: Sendable, Equatable {
  /// What there is to say.
  package enum Kind: Sendable, Equatable {
    /// A formula whose value is not in the file; the cell comes out as ``CellNote/notCalculated``.
    case formulaWithoutValue
    /// A formula in a workbook that asks to be calculated anew; the stored value came out.
    case formulaPerhapsStale
    /// The cell at the upper left of several that are merged across rows; the others are empty.
    case merged(to: CellReference)
    /// A number with more digits before its point than spreadsheets keep, such as a long id.
    case longNumber(digits: Int)
  }

  /// What comes out in the place of a value that is not there.
  ///
  /// It looks like an error of Excel's and is none, so that a cell that says it is no mistake for
  /// anything that was typed.
  package static let notCalculated = "#NOT-CALCULATED!"

  /// The sheet.
  package let sheet: String
  /// The cell.
  package let cell: CellReference
  /// What there is to say about it.
  package let kind: Kind
}

extension CellNote: CustomStringConvertible {
  /// Where, what, and what to do.
  package var description: String {
    let place = "\(sheet)!\(cell)"
    switch kind {
    case .formulaWithoutValue:
      return
        "\(place): a formula without a stored value; open the workbook in a spreadsheet program, "
        + "save it once, and import it again"
    case .formulaPerhapsStale:
      return
        "\(place): a formula whose stored value may be out of date, because the workbook asks to "
        + "be calculated anew; open it in a spreadsheet program, save it once, and import it again"
    case .longNumber(let digits):
      return
        "\(place): a number of \(digits) digits; spreadsheets keep the first \(NumberText.mostDigits) "
        + "and lose the others, so compare it with its source; an id of this length has to be "
        + "stored as text"
    case .merged(let last):
      return
        "\(place):\(last): cells merged into one; only \(cell) has the value, the others are read "
        + "as empty"
    }
  }
}

/// How the value of a cell is stored (ECMA-376-1, 18.18.11, ST_CellType).
enum CellType {
  case number
  case shared
  /// A text in the cell itself, or the text that a formula came to.
  case text
  case boolean
  case error
  case date

  /// By the attribute that says so; nil for a word that is none of them.
  init?(_ written: String?) {
    switch written {
    case nil, "n": self = .number
    case "s": self = .shared
    case "str", "inlineStr": self = .text
    case "b": self = .boolean
    case "e": self = .error
    case "d": self = .date
    default: return nil
    }
  }
}

/// Bytes without blanks at both ends.
func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
  let start = bytes.drop(while: isBlank)
  guard let last = start.lastIndex(where: { !isBlank($0) }) else { return [] }
  return start[...last]
}

/// A date that is stored as ISO 8601 has it, without a time that is midnight.
///
/// Strict workbooks store `2014-05-17T00:00:00.000` for a day.
func isoDate(_ written: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let day = written.prefix { $0 != UInt8(ascii: "T") }
  let time = written[day.endIndex...]
  guard day.count == 10, time.starts(with: "T00:00:00".utf8),
    time.dropFirst(9).allSatisfy({ ".0Z".utf8.contains($0) })
  else { return written }
  return day
}

private func isBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
}
