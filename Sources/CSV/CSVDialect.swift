/// The format of one file's records: the byte between two fields.
///
/// The quote is always `"`, doubled inside a quoted field, and LF, CRLF and CR all end a record
/// (RFC 4180 and what spreadsheets make of it); only the delimiter differs between the programs
/// that schools export from.
package struct CSVDialect: Sendable, Equatable {
  /// The byte between two fields.
  package let delimiter: UInt8
  /// Whether a cell that a spreadsheet would compute has an apostrophe before it; see `FormulaGuard`.
  package let isGuarded: Bool

  /// Makes a dialect with one of the delimiters that files of tables are written with.
  ///
  /// - Parameters:
  ///   - delimiter: An ASCII byte other than the quote, a line end and NUL.
  ///   - isGuarded: Whether a cell that a spreadsheet would compute has an apostrophe before it.
  package init(delimiter: UInt8, isGuarded: Bool = false) {
    precondition(
      delimiter < 0x80 && delimiter != quoteByte && delimiter != lineFeedByte
        && delimiter != carriageReturnByte && delimiter != 0,
      "A delimiter is one ASCII byte that is neither a quote, a line end nor NUL."
    )
    self.delimiter = delimiter
    self.isGuarded = isGuarded
  }

  /// Fields divided by `,`: RFC 4180, and Excel where the decimal sign is a point.
  package static let comma = CSVDialect(delimiter: 0x2C)
  /// Fields divided by `;`: Excel where the decimal sign is a comma.
  package static let semicolon = CSVDialect(delimiter: 0x3B)
  /// Fields divided by a tabulator: Excel's "Unicode text", and what a clipboard holds.
  package static let tab = CSVDialect(delimiter: 0x09)
  /// Fields divided by `|`.
  package static let bar = CSVDialect(delimiter: 0x7C)
}

/// The line end of a file.
package enum CSVLineEnding: String, Sendable {
  /// A line feed: Unix, macOS.
  case lf
  /// A carriage return and a line feed: Windows, RFC 4180.
  case crlf
  /// A carriage return alone: the Macintosh before 2001, and Excel for it.
  case cr
  /// More than one of them in the same file.
  case mixed

  /// What is written for it; a line feed for `mixed`, which names no line end.
  package var bytes: [UInt8] {
    switch self {
    case .lf, .mixed: [lineFeedByte]
    case .crlf: [carriageReturnByte, lineFeedByte]
    case .cr: [carriageReturnByte]
    }
  }
}

/// The size limits of a record, so that memory stays bounded for any input.
///
/// All three count the bytes in the file, including quotes. A record beyond them is a fault that
/// does not affect other records.
package struct CSVLimits: Sendable, Equatable {
  /// The most bytes of a record, without its line end.
  package let recordBytes: Int
  /// The most bytes of a field, with its quotes.
  package let fieldBytes: Int
  /// The most fields of a record.
  package let fields: Int

  /// Limits far above any table of students, which an unclosed quote soon reaches.
  package init(recordBytes: Int = 1 << 20, fieldBytes: Int = 64 << 10, fields: Int = 1024) {
    precondition(
      recordBytes > 0 && fieldBytes > 0 && fields > 0,
      "A limit of a record is at least one."
    )
    self.recordBytes = recordBytes
    self.fieldBytes = fieldBytes
    self.fields = fields
  }
}

let quoteByte: UInt8 = 0x22
let lineFeedByte: UInt8 = 0x0A
let carriageReturnByte: UInt8 = 0x0D
