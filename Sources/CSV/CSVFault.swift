/// Why one record cannot be read, and where.
package struct CSVFault: Sendable, Equatable {
  /// The kinds of fault, named as the rejected rows name them.
  package enum Code: String, Sendable, CaseIterable {
    /// A quote opens a field and is not closed before the input ends, before a limit, or before a
    /// quote of a later line that cannot be its end.
    case unclosedQuote = "unclosed-quote"
    /// A quote stands inside a field that is not quoted, or text follows a closing quote.
    case strayQuote = "stray-quote"
    /// The record, one of its fields, or their number is beyond the limits.
    case tooLong = "too-long"
    /// A field holds a NUL byte, which text does not.
    case nulByte = "nul-byte"
    /// A field is not UTF-8.
    case badEncoding = "bad-encoding"
  }

  /// What is wrong.
  package let code: Code
  /// The line it is on, counted from 1.
  package let line: Int
  /// The byte of that line, counted from 1: the quote at fault, or the first byte beyond a limit.
  package let column: Int
  /// The byte of the stream, counted from 0.
  package let byteOffset: Int

  /// Names a fault and its place.
  package init(code: Code, line: Int, column: Int, byteOffset: Int) {
    self.code = code
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
  }
}
