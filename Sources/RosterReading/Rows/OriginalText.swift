package import CSV
package import TextEncoding

/// Gives rejected rows the places and the bytes that they have in the file itself, where that is
/// not UTF-8 or no text at all.
package struct OriginalText: Sendable {
  private let encoding: CharacterEncoding
  private var positions: OriginalPositions

  private let origin: (any TextOrigin)?

  /// Begins with the first byte of the text.
  ///
  /// `reach`: the most bytes of a record. `origin`: where the text comes from, where it is made.
  package init(_ opening: TextOpening, reach: Int, origin: (any TextOrigin)? = nil) {
    self.origin = origin
    encoding = opening.encoding
    positions = OriginalPositions(encoding, markLength: opening.markLength, reach: reach)
  }

  /// Takes note of the next piece of text, before it is read.
  package mutating func append(_ piece: borrowing Span<UInt8>) {
    positions.append(piece)
  }

  /// The row as the file has it.
  ///
  /// `firstLine`: the line on which the row's record begins.
  package mutating func original(_ row: RejectedLine, firstLine: Int) -> RejectedLine {
    if let origin { return origin.original(row, firstLine: firstLine) }
    let byteOffset = positions.original(of: row.byteOffset)
    let column = row.column.map { column in
      encoding == .utf8
        ? column : self.column(of: column, in: row, linesBefore: row.line - firstLine)
    }
    return RejectedLine(
      line: row.line,
      column: column,
      byteOffset: byteOffset,
      code: row.code,
      message: row.message,
      record: bytes(of: row.record)
    )
  }

  /// Appends the bytes that a record was made from.
  package func append(_ record: borrowing CSVRecord, to bytes: inout [UInt8]) {
    if encoding == .utf8 {
      record.appendRaw(to: &bytes)
    } else {
      bytes += self.bytes(of: record.raw)
    }
  }

  /// The bytes that a part of the text was made from.
  package func bytes(of text: [UInt8]) -> [UInt8] {
    Self.encoded(text, as: encoding)
  }

  /// The bytes that a decoded text was made from.
  package static func encoded(_ text: [UInt8], as encoding: CharacterEncoding) -> [UInt8] {
    guard encoding != .utf8 else { return text }
    var bytes: [UInt8] = []
    // All of it came out of the decoder; only where a record is cut for its length can the last
    // character be incomplete, and then the bytes before it are what is kept.
    try? TextEncoder(encoding).encode(text[...], into: &bytes)
    return bytes
  }

  /// A column of the text, in bytes from 1, as one of the original line.
  private func column(of column: Int, in row: RejectedLine, linesBefore: Int) -> Int {
    var start = 0
    var left = linesBefore
    while left > 0, let end = row.record[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
      let isPair =
        row.record[end] == 0x0D && end + 1 < row.record.count && row.record[end + 1] == 0x0A
      start = end + (isPair ? 2 : 1)
      left -= 1
    }
    let end = min(start + column - 1, row.record.count)
    return 1 + encoding.encodedLength(of: row.record.span.extracting(start..<end))
  }
}

/// Where the lines of a text that was made from something else come from.
package protocol TextOrigin: Sendable {
  /// The line, or the row, of the source that a line of the text belongs to.
  func line(ofLine line: Int) -> Int

  /// A rejected row of the text with the place that it has in the source.
  ///
  /// `firstLine`: the line of the text on which the row's record begins.
  func original(_ row: RejectedLine, firstLine: Int) -> RejectedLine
}
