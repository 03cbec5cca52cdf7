import Bytes

/// Parses records from bytes that arrive in chunks, with the position of each.
///
/// Feed it the chunks in order with `parse` and end with `finish`; every record goes to the closure
/// as soon as its line has ended. The result does not depend on how the bytes are divided into
/// chunks. RFC 4180 with any line end: quotes are doubled inside quotes, fields in quotes may hold
/// line breaks, the last line may lack its end.
///
/// A fault affects only its own line. In particular, an unclosed quote invalidates only its line;
/// parsing continues with the next line, as if that quote did not exist. Memory is bounded by the
/// limits, not by the input: a line of a gigabyte is one `too-long` record whose original bytes are
/// cut at the limit.
///
/// A byte order mark is not recognised: the caller knows the encoding and removes it.
///
/// - Note: After the closure has thrown, the parser has lost its place and must not be used again.
package struct CSVParser: Sendable {
  private var scanner: RecordScanner
  private var record = CSVRecord()
  /// The bytes of a record that began in an earlier chunk.
  private(set) var held: [UInt8] = []
  /// The line and the byte of the stream that the next record begins with.
  private var line: Int
  private var byteOffset: Int
  /// True after a CR that may be the first half of CRLF.
  private var isAfterCarriageReturn = false
  /// True in a line that is too long.
  private var isSkippingLine = false
  /// The first line of the record that was read last, and whether it is blank: what the next line
  /// end belongs to.
  private var lastRecord = (line: 1, isBlank: false)
  private var lines = LineLayoutBuilder()

  /// Makes a parser for one stream.
  ///
  /// - Parameters:
  ///   - dialect: How the records are written.
  ///   - limits: How long they may be.
  ///   - startingLine: The number of the first line, where lines have been read before.
  ///   - startingByte: The number of the first byte, where bytes have been read before.
  package init(
    dialect: CSVDialect,
    limits: CSVLimits = CSVLimits(),
    startingLine: Int = 1,
    startingByte: Int = 0
  ) {
    scanner = RecordScanner(dialect: dialect, limits: limits)
    line = startingLine
    byteOffset = startingByte
  }

  /// The line end of the lines seen so far, or nil if none has ended.
  package private(set) var lineEnding: CSVLineEnding?

  /// True when the last byte seen so far ended a line.
  package private(set) var endsWithNewline = false

  /// The line ends and blank lines seen so far.
  ///
  /// - Complexity: O(*n*) in the runs of equal lines.
  package var lineLayout: LineLayout { lines.layout(to: line) }

  /// Reads the next bytes of the stream.
  ///
  /// The closure gets every record that ends in these bytes, including broken and blank ones. The
  /// record is only borrowed.
  ///
  /// - Complexity: O(*n*) in the bytes of the chunk, whatever its neighbours are.
  package mutating func parse(
    _ chunk: borrowing Span<UInt8>,
    _ body: (borrowing CSVRecord) throws -> Void
  ) rethrows {
    guard chunk.count > 0 else { return }
    endsWithNewline = isLineEnd(chunk[chunk.count - 1])
    var position = 0
    while !held.isEmpty && position < chunk.count {
      position = try resume(chunk, from: position, body)
    }
    guard position < chunk.count else { return }
    let rest = try read(chunk, from: position, isLast: false, body)
    hold(chunk, rest..<chunk.count)
  }

  /// Reads the next bytes of the stream.
  package mutating func parse(
    _ chunk: ArraySlice<UInt8>,
    _ body: (borrowing CSVRecord) throws -> Void
  ) rethrows {
    try parse(chunk.span, body)
  }

  /// Reads the rest at the end of the stream; the parser cannot be used afterwards.
  package mutating func finish(_ body: (borrowing CSVRecord) throws -> Void) rethrows {
    let last = takeHeld()
    _ = try read(last.span, from: 0, isLast: true, body)
    if isAfterCarriageReturn { note(.cr) }
    isAfterCarriageReturn = false
    if isSkippingLine { line += 1 }
    if !endsWithNewline { lines.take(line: lastRecord.line, nil, isBlank: lastRecord.isBlank) }
  }

  /// Continues a record from an earlier chunk, and returns how far the chunk was used.
  ///
  /// The record's bytes are collected in `held`, piece by piece, until the unfinished record is
  /// completely in the chunk.
  private mutating func resume(
    _ chunk: borrowing Span<UInt8>,
    from position: Int,
    _ body: (borrowing CSVRecord) throws -> Void
  ) rethrows -> Int {
    // Most records end soon; for a longer one the steps grow with its length.
    let step = min(chunk.count - position, max(512, held.count))
    let heldCount = held.count
    hold(chunk, position..<position + step)
    var bytes = takeHeld()
    let rest = try read(bytes.span, from: 0, isLast: false, body)
    guard rest < heldCount else { return position + rest - heldCount }
    bytes.removeFirst(rest)
    held = bytes
    return position + step
  }

  private mutating func hold(_ chunk: borrowing Span<UInt8>, _ range: Range<Int>) {
    held.append(copying: chunk.extracting(range))
  }

  private mutating func takeHeld() -> [UInt8] {
    var bytes: [UInt8] = []
    swap(&bytes, &held)
    return bytes
  }

  /// Reads the records from a byte of the source on, and returns where the unfinished one begins.
  private mutating func read(
    _ source: borrowing Span<UInt8>,
    from position: Int,
    isLast: Bool,
    _ body: (borrowing CSVRecord) throws -> Void
  ) rethrows -> Int {
    var start = position
    while start < source.count {
      if isAfterCarriageReturn {
        start = skipLineFeed(source, at: start)
        continue
      }
      if isSkippingLine {
        start = skipLine(source, from: start)
        continue
      }
      let end: Int
      let count: Int
      switch scanner.scan(source, from: start, isLast: isLast) {
      case .unfinished:
        return start
      case .record(let lineEnd):
        end = lineEnd
        count = 1 + scanner.lineBreaks
      case .broken(let lineEnd):
        end = lineEnd
        count = 1
      case .overlong(let limit):
        end = limit
        count = 0
        isSkippingLine = true
      }
      record.fill(from: source, start..<end, with: &scanner, line: line, byteOffset: byteOffset)
      scanner.reset()
      lastRecord = (line, record.isBlank)
      line += count
      byteOffset += end - start
      start = isSkippingLine ? end : endLine(source, at: end)
      try body(record)
    }
    return start
  }

  /// Steps over the line end at a byte, or over its first half, and returns what comes next.
  private mutating func endLine(_ source: borrowing Span<UInt8>, at end: Int) -> Int {
    guard end < source.count else { return end }
    if source[end] == carriageReturnByte {
      isAfterCarriageReturn = true
    } else {
      note(.lf)
    }
    byteOffset += 1
    return end + 1
  }

  /// Steps over the LF that makes CRLF of the CR before it, if there is one.
  private mutating func skipLineFeed(_ source: borrowing Span<UInt8>, at start: Int) -> Int {
    isAfterCarriageReturn = false
    guard source[start] == lineFeedByte else {
      note(.cr)
      return start
    }
    note(.crlf)
    byteOffset += 1
    return start + 1
  }

  /// Skips the rest of a line that is too long, as far as the source contains it.
  private mutating func skipLine(_ source: borrowing Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < source.count && !isLineEnd(source[index]) { index += 1 }
    byteOffset += index - start
    guard index < source.count else { return index }
    isSkippingLine = false
    line += 1
    return endLine(source, at: index)
  }

  private mutating func note(_ ending: CSVLineEnding) {
    lineEnding = lineEnding == nil || lineEnding == ending ? ending : .mixed
    lines.take(line: lastRecord.line, ending, isBlank: lastRecord.isBlank)
  }
}

/// The first byte that is not part of well-formed UTF-8, or nil if there is none.
///
/// The Unicode standard's table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF, no
/// sequence cut short. The byte returned is the first one of the sequence at fault.
///
/// - Complexity: O(*n*) in the bytes.
func offsetOfInvalidUTF8(in bytes: borrowing Span<UInt8>) -> Int? {
  var index = 0
  while index < bytes.count {
    let lead = bytes[index]
    // The range of the second byte excludes the forms that only look valid.
    let length: Int
    let second: ClosedRange<UInt8>
    switch lead {
    case 0x00...0x7F:
      index += 1
      continue
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return index
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return index }
    for offset in 2..<max(2, length) where !(0x80...0xBF).contains(bytes[index + offset]) {
      return index
    }
    index += length
  }
  return nil
}
