/// Finds the end of one record and the bounds of its fields; it can stop and continue at any byte.
///
/// All stored positions count from the first byte of the record, so that the bytes may move between
/// two calls: from the caller's chunk into the parser's buffer and back.
///
/// A record with a broken structure ends with its first line: after an unclosed quote, it is
/// unknown which of the following lines belong to it, and each may be a valid record.
struct RecordScanner {
  /// The part of the record to which the next byte belongs.
  private enum Place {
    case fieldStart
    case plainField
    case quotedField
    /// After a quote in a quoted field: its end, or the first half of a doubled quote.
    case closingQuote
    /// After a fault: everything up to the end of the line belongs to the broken record.
    case brokenLine
  }

  /// The result for the bytes so far.
  enum Outcome {
    /// The record continues after the last byte.
    case unfinished
    /// The record ends before the given byte, which is a line end or the end of the input.
    case record(end: Int)
    /// The record is broken; its line ends before the given byte.
    case broken(end: Int)
    /// The record is broken and its line continues from the given byte, the first beyond the limit.
    case overlong(end: Int)
  }

  /// The bounds of the fields found so far, followed by remains of an earlier record.
  var bounds: [CSVRecord.Bounds] = []
  /// The number of fields found so far.
  private(set) var fieldCount = 0
  /// The fault of the structure, and its byte in the record.
  private(set) var fault: (code: CSVFault.Code, offset: Int)?
  /// The lines that have ended inside quotes.
  private(set) var lineBreaks = 0
  /// True if no field is quoted needlessly.
  private(set) var isCanonical = true
  /// True when a field has doubled quotes.
  private(set) var hasDoubledQuotes = false
  private(set) var hasNUL = false
  /// The bitwise or of all bytes; the highest bit means that not all are ASCII.
  private var bits: UInt8 = 0

  private let delimiter: UInt8
  /// Whether apostrophes before formulas are removed.
  let isGuarded: Bool
  private let limits: CSVLimits
  private var place = Place.fieldStart
  /// The byte to continue with.
  private var next = 0
  private var fieldStart = 0
  /// True when the quotes of the present field hold a delimiter, a quote or a line break.
  private var needsQuotes = false
  private var fieldHasDoubledQuotes = false
  /// The end of the record's first line, and the quote that keeps the record open beyond it.
  private var firstLine: (end: Int, openingQuote: Int)?

  init(dialect: CSVDialect, limits: CSVLimits) {
    delimiter = dialect.delimiter
    isGuarded = dialect.isGuarded
    self.limits = limits
  }

  var isASCII: Bool { bits < 0x80 }

  /// Resets for the next record.
  mutating func reset() {
    fieldCount = 0
    fault = nil
    lineBreaks = 0
    isCanonical = true
    hasDoubledQuotes = false
    hasNUL = false
    bits = 0
    place = .fieldStart
    next = 0
    firstLine = nil
  }

  /// Continues with the record that starts at a byte of the source, where the last call stopped.
  ///
  /// With `isLast` the input ends with the source, and so does the record at the latest.
  ///
  /// - Complexity: O(*n*) in the bytes that no earlier call has seen.
  mutating func scan(
    _ source: borrowing Span<UInt8>,
    from start: Int,
    isLast: Bool
  ) -> Outcome {
    let end = source.count
    var index = start + next
    while index < end && place != .brokenLine {
      let byte = source[index]
      switch place {
      case .fieldStart:
        fieldStart = index - start
        if byte == quoteByte && fieldStart < limits.recordBytes {
          place = .quotedField
          needsQuotes = false
          fieldHasDoubledQuotes = false
          index += 1
          continue
        }
        place = .plainField
        fallthrough

      case .plainField:
        let limit = start + limitOfField
        index = skipPlain(source, from: index, to: min(end, limit))
        guard index < end else { continue }
        let byte = source[index]
        if byte == delimiter {
          endField(at: index - start, isLast: false)
          index += 1
        } else if isLineEnd(byte) {
          endField(at: index - start, isLast: true)
          return .record(end: index)
        } else if index == limit {
          fail(.tooLong, at: index - start)
        } else if byte == quoteByte {
          fail(.strayQuote, at: index - start)
        } else {
          hasNUL = hasNUL || byte == 0
          index += 1
        }

      case .quotedField:
        let limit = start + limitOfField
        index = skipPlain(source, from: index, to: min(end, limit))
        guard index < end else { continue }
        let byte = source[index]
        if index == limit {
          fail(.tooLong, at: index - start)
        } else if byte == quoteByte {
          place = .closingQuote
          index += 1
        } else {
          if isLineEnd(byte) {
            breakLine(at: index - start, after: index > 0 ? source[index - 1] : 0, with: byte)
          }
          needsQuotes = needsQuotes || byte == delimiter || isLineEnd(byte)
          hasNUL = hasNUL || byte == 0
          index += 1
        }

      case .closingQuote:
        if byte == quoteByte && index >= start + limitOfField {
          place = .quotedField
          fail(.tooLong, at: index - start)
        } else if byte == quoteByte {
          needsQuotes = true
          fieldHasDoubledQuotes = true
          place = .quotedField
          index += 1
        } else if byte == delimiter {
          endField(at: index - start, isLast: false)
          index += 1
        } else if isLineEnd(byte) {
          endField(at: index - start, isLast: true)
          return .record(end: index)
        } else {
          fail(.strayQuote, at: index - start - 1)
        }

      case .brokenLine:
        break
      }
    }
    next = index - start
    return outcome(source, from: start, isLast: isLast)
  }

  /// The result when the source ends or the record is broken.
  private mutating func outcome(
    _ source: borrowing Span<UInt8>,
    from start: Int,
    isLast: Bool
  ) -> Outcome {
    if isLast && place == .quotedField {
      fail(.unclosedQuote, at: fieldStart)
    }
    guard place == .brokenLine else {
      guard isLast else { return .unfinished }
      if place == .fieldStart { fieldStart = next }
      endField(at: next, isLast: true)
      return .record(end: source.count)
    }
    if let firstLine { return .broken(end: start + firstLine.end) }
    // A delimiter beyond the limit was read, but does not belong to the record.
    var index = start + min(next, limits.recordBytes)
    while index < source.count {
      if isLineEnd(source[index]) { return .broken(end: index) }
      if index - start >= limits.recordBytes { return .overlong(end: index) }
      index += 1
    }
    next = index - start
    return isLast ? .broken(end: index) : .unfinished
  }

  /// The first byte of the record that cannot be text of the present field.
  private var limitOfField: Int {
    min(limits.recordBytes, fieldStart + limits.fieldBytes)
  }

  /// The first byte that may be special; those before it are text.
  ///
  /// Control characters up to CR stop it as well, which makes one comparison of three.
  private mutating func skipPlain(
    _ source: borrowing Span<UInt8>,
    from start: Int,
    to end: Int
  ) -> Int {
    var index = start
    var bits: UInt8 = 0
    while index < end {
      let byte = source[index]
      if byte <= carriageReturnByte || byte == delimiter || byte == quoteByte { break }
      bits |= byte
      index += 1
    }
    self.bits |= bits
    return index
  }

  /// Notes the bounds of the field that ends before a byte of the record.
  private mutating func endField(at end: Int, isLast: Bool) {
    let isQuoted = place == .closingQuote
    let isDoubled = isQuoted && fieldHasDoubledQuotes
    let found = CSVRecord.Bounds(
      start: fieldStart,
      contents: isQuoted ? fieldStart + 1..<end - 1 : fieldStart..<end,
      hasDoubledQuotes: isDoubled
    )
    if fieldCount < bounds.count {
      bounds[fieldCount] = found
    } else {
      bounds.append(found)
    }
    fieldCount += 1
    if isQuoted && !needsQuotes { isCanonical = false }
    if isDoubled { hasDoubledQuotes = true }
    place = .fieldStart
    guard !isLast else { return }
    // The delimiter belongs to the record as well, and after it there is one more field.
    if end >= limits.recordBytes || fieldCount == limits.fields { fail(.tooLong, at: end) }
  }

  /// Notes a line end inside quotes; CRLF is one.
  private mutating func breakLine(at offset: Int, after previous: UInt8, with byte: UInt8) {
    if firstLine == nil { firstLine = (end: offset, openingQuote: fieldStart) }
    if byte != lineFeedByte || previous != carriageReturnByte { lineBreaks += 1 }
  }

  /// Marks the record as broken.
  ///
  /// If it has several lines, the fault is the quote left open in the first line: it made the rest
  /// look wrong, or hid the line end.
  private mutating func fail(_ code: CSVFault.Code, at offset: Int) {
    if let firstLine {
      let isBetweenFields = code == .tooLong && place != .quotedField
      fault = (isBetweenFields ? .tooLong : .unclosedQuote, firstLine.openingQuote)
    } else {
      fault = (code, offset)
    }
    fieldCount = 0
    place = .brokenLine
  }
}

/// True for the two bytes that end a line, alone or together.
func isLineEnd(_ byte: UInt8) -> Bool {
  byte == lineFeedByte || byte == carriageReturnByte
}
