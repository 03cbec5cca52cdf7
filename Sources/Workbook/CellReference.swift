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
