import Bytes

/// One record of the input: its fields, its position, and its original bytes.
///
/// The parser reuses one record for every row, so that there is no allocation per row; a caller
/// that keeps one copies it.
///
/// A record with a fault still carries the original line in `raw`. It has fields (`fieldCount`
/// above zero) only if the fault is in the text of a field and not in the structure of the record:
/// `nul-byte` and `bad-encoding`.
package struct CSVRecord: Sendable {
  /// The position of one field.
  struct Bounds: Sendable {
    /// Its first byte in the record's original bytes, including the opening quote of a quoted
    /// field.
    let start: Int
    /// Its contents in `bytes`.
    var contents: Range<Int>
    /// True if the contents have doubled quotes, and so differ from the original bytes.
    let hasDoubledQuotes: Bool
    /// True if an apostrophe before the contents was removed.
    var isGuarded = false
  }

  /// The line of the record's first byte, counted from 1.
  package internal(set) var line = 1
  /// The record's first byte in the stream, counted from 0.
  package internal(set) var byteOffset = 0
  /// Why the record cannot be read, or nil for a good one.
  package internal(set) var fault: CSVFault?
  /// True for a line without a single byte; it has no fields.
  package internal(set) var isBlank = false
  /// True when all of the record's bytes are ASCII.
  package internal(set) var isASCII = true
  /// True if `CSVWriter`, with the same delimiter and minimal quoting, writes the same bytes.
  ///
  /// Such a record can be reproduced from its fields.
  package internal(set) var isCanonical = true
  /// True if apostrophes before formulas were removed.
  package internal(set) var isGuarded = false
  /// The bytes that the ranges of the fields point into, without their quotes.
  ///
  /// Most fields need no unescaping, so these are the original bytes, followed by the unescaped
  /// contents of the other fields. After them may be remains of an earlier, longer record.
  package internal(set) var bytes: [UInt8] = []
  /// The number of original bytes in `bytes`.
  var rawCount = 0
  /// The positions of the fields; after the first `fieldCount`, remains of an earlier record.
  var bounds: [Bounds] = []

  /// The number of fields; at least one, but none in a blank line or a record broken in structure.
  package internal(set) var fieldCount = 0

  /// The record's original bytes without its line end.
  ///
  /// For a record that is too long, cut at the limit; for one with faulty quotes, its first line.
  package var raw: [UInt8] { Array(bytes[..<rawCount]) }

  /// The number of the record's original bytes.
  package var rawLength: Int { rawCount }

  /// Appends the record's original bytes, `raw`, to others.
  package func appendRaw(to output: inout [UInt8]) {
    output.append(contentsOf: bytes[..<rawCount])
  }

  /// The bytes of a field in `bytes`, without its quotes.
  package func range(of field: Int) -> Range<Int> { bounds(of: field).contents }

  private func bounds(of field: Int) -> Bounds {
    precondition(field < fieldCount, "a field that the record has")
    return bounds[field]
  }

  /// True if the field was quoted.
  package func isQuoted(_ field: Int) -> Bool {
    let start = bounds(of: field).start
    return start < rawCount && bytes[start] == quoteByte
  }

  /// True if a spreadsheet would compute the field, and no apostrophe was before it.
  package func isUnguarded(_ field: Int) -> Bool {
    let bounds = bounds(of: field)
    return !bounds.isGuarded && FormulaGuard.isNeeded(bytes.span.extracting(bounds.contents))
  }

  /// The text of a field.
  ///
  /// Exact for records without a fault; invalid UTF-8 becomes U+FFFD, which is sufficient to show a
  /// field of a record with `bad-encoding`.
  package func text(_ field: Int) -> String {
    String(decoding: bytes[range(of: field)], as: UTF8.self)
  }

  /// The line where a field starts, counted from 1: a later one than the record's after a field
  /// with line breaks.
  package func line(of field: Int) -> Int { place(of: bounds(of: field).start).line }

  /// The byte of its line where a field starts, counted from 1.
  ///
  /// - Complexity: O(*n*) in the bytes of the record before it; used only for messages.
  package func column(of field: Int) -> Int { place(of: bounds(of: field).start).column }

  /// The line and column of one of the record's original bytes.
  func place(of offset: Int) -> (line: Int, column: Int) {
    var place = (line: line, column: offset + 1)
    for index in 0..<min(offset, rawCount) where isLineEnd(bytes[index]) {
      let isHalf =
        bytes[index] == lineFeedByte && index > 0 && bytes[index - 1] == carriageReturnByte
      place.column = offset - index
      if !isHalf { place.line += 1 }
    }
    return place
  }

  /// Takes the results of the scanner for a part of the source.
  mutating func fill(
    from source: borrowing Span<UInt8>,
    _ range: Range<Int>,
    with scanner: inout RecordScanner,
    line: Int,
    byteOffset: Int
  ) {
    self.line = line
    self.byteOffset = byteOffset
    bytes.overwriteStart(copying: source.extracting(range))
    rawCount = range.count
    swap(&bounds, &scanner.bounds)
    isBlank = range.isEmpty
    isASCII = scanner.isASCII
    fieldCount = isBlank ? 0 : scanner.fieldCount
    if scanner.hasDoubledQuotes { undoDoubledQuotes() }
    isGuarded = scanner.isGuarded
    let isFullyGuarded = !scanner.isGuarded || removeGuards()
    fault = firstFault(scanner)
    // A single empty field must be quoted, or its line would be blank.
    let isLoneEmptyField = fieldCount == 1 && rawCount == 2
    isCanonical =
      fault == nil && isFullyGuarded && (scanner.isCanonical || isLoneEmptyField)
  }

  /// The fault of the structure, or else of the text.
  private func firstFault(_ scanner: borrowing RecordScanner) -> CSVFault? {
    if let fault = scanner.fault { return makeFault(fault.code, at: fault.offset) }
    if scanner.hasNUL, let offset = bytes[..<rawCount].firstIndex(of: 0) {
      return makeFault(.nulByte, at: offset)
    }
    // Delimiters and quotes are ASCII: the record is UTF-8 exactly when each of its fields is.
    if !scanner.isASCII, let offset = offsetOfInvalidUTF8(in: bytes.span.extracting(..<rawCount)) {
      return makeFault(.badEncoding, at: offset)
    }
    return nil
  }

  private func makeFault(_ code: CSVFault.Code, at offset: Int) -> CSVFault {
    let place = place(of: offset)
    return CSVFault(
      code: code,
      line: place.line,
      column: place.column,
      byteOffset: byteOffset + offset
    )
  }

  /// Removes the apostrophes before what a spreadsheet would compute; false if one is missing.
  private mutating func removeGuards() -> Bool {
    var isComplete = true
    for field in 0..<fieldCount {
      let contents = bounds[field].contents
      let isThere = FormulaGuard.isThere(bytes.span.extracting(contents))
      if isThere {
        bounds[field].contents = contents.lowerBound + 1..<contents.upperBound
        bounds[field].isGuarded = true
      } else if FormulaGuard.isNeeded(bytes.span.extracting(contents)) {
        isComplete = false
      }
    }
    return isComplete
  }

  /// Appends the contents of the fields with doubled quotes, each pair of quotes as one.
  private mutating func undoDoubledQuotes() {
    bytes.removeSubrange(rawCount...)
    for field in 0..<fieldCount where bounds[field].hasDoubledQuotes {
      let start = bytes.count
      var index = bounds[field].contents.lowerBound
      while index < bounds[field].contents.upperBound {
        bytes.append(bytes[index])
        index += bytes[index] == quoteByte ? 2 : 1
      }
      bounds[field].contents = start..<bytes.count
    }
  }
}

/// Why one record cannot be read, and where.
package struct CSVFault: Sendable, Equatable {
  /// The kinds of fault, named as the rejected rows name them.
  package enum Code: String, Sendable, CaseIterable {
    /// A quote opens a field and is not closed before the input ends, before a limit, or before a
    /// quote of a later line that cannot be its end.
    case unclosedQuote = "unclosed-quote"
    /// A quote inside an unquoted field, or text after a closing quote.
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
  /// Its line, counted from 1.
  package let line: Int
  /// The byte of that line, counted from 1: the quote at fault, or the first byte beyond a limit.
  package let column: Int
  /// The byte of the stream, counted from 0.
  package let byteOffset: Int

  /// Creates a fault with its position.
  package init(code: Code, line: Int, column: Int, byteOffset: Int) {
    self.code = code
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
  }
}
