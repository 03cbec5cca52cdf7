package import CSV
package import TextEncoding

/// Where the lines of a generated text come from.
package protocol TextOrigin: Sendable {
  /// The line, or the row, of the source that a line of the text belongs to.
  func line(ofLine line: Int) -> Int

  /// The place in the source of a place in the text.
  ///
  /// `field`: the cell that is meant, counted from 0; nil for the whole line.
  /// `firstLine`: the line of the text on which the record begins.
  func original(_ place: LinePlace, field: Int?, firstLine: Int) -> LinePlace

  /// Why a line, given by its number, cannot be a student regardless of its content; nil for
  /// others.
  func reasonToReject(line: Int) -> OneRosterOrphan?
}

extension TextOrigin {
  package func reasonToReject(line: Int) -> OneRosterOrphan? { nil }
}

/// Maps positions and bytes of the text to the original file, if that is not UTF-8 or not text.
package struct OriginalText: Sendable {
  private let encoding: CharacterEncoding
  private var positions: OriginalPositions
  /// The origin of generated text.
  let origin: (any TextOrigin)?

  /// Starts at the first byte of the text.
  ///
  /// `reach`: the maximum bytes of a record. `origin`: the origin of generated text.
  init(_ opening: TextOpening, reach: Int, origin: (any TextOrigin)? = nil) {
    self.origin = origin
    encoding = opening.encoding
    positions = OriginalPositions(encoding, markLength: opening.markLength, reach: reach)
  }

  /// Takes note of the next piece of text, before it is read.
  package mutating func append(_ piece: borrowing Span<UInt8>) {
    positions.append(piece)
  }

  /// The line of the file on which a record begins.
  func line(of record: borrowing CSVRecord) -> Int {
    origin?.line(ofLine: record.line) ?? record.line
  }

  /// The place of a cell of a record, or of all of it.
  package mutating func place(of record: borrowing CSVRecord, field: Int?) -> LinePlace {
    guard let field else { return place(of: record, line: record.line, column: nil, field: nil) }
    return place(
      of: record,
      line: record.line(of: field),
      column: record.column(of: field),
      field: field
    )
  }

  /// The position of a byte of a record that cannot be parsed.
  mutating func place(of record: borrowing CSVRecord, fault: CSVFault) -> LinePlace {
    place(of: record, line: fault.line, column: fault.column, field: nil)
  }

  private mutating func place(
    of record: borrowing CSVRecord,
    line: Int,
    column: Int?,
    field: Int?
  ) -> LinePlace {
    var place = LinePlace(line: line, column: column, byteOffset: record.byteOffset)
    if let origin { return origin.original(place, field: field, firstLine: record.line) }
    place.byteOffset = positions.original(of: place.byteOffset)
    if encoding != .utf8, let column {
      place.column = encoding.originalColumn(
        of: column,
        in: record.raw,
        linesBefore: line - record.line
      )
    }
    return place
  }

  /// Appends the bytes that a record was made from.
  package func append(_ record: borrowing CSVRecord, to bytes: inout [UInt8]) {
    if encoding == .utf8 {
      record.appendRaw(to: &bytes)
    } else {
      bytes += self.bytes(of: record.raw)
    }
  }

  /// The bytes that a record was made from.
  func bytes(of record: borrowing CSVRecord) -> [UInt8] {
    origin == nil ? bytes(of: record.raw) : record.raw
  }

  /// The bytes that a part of the text was made from.
  func bytes(of text: [UInt8]) -> [UInt8] { encoding.encoded(text) }
}

extension CharacterEncoding {
  /// A column of a decoded record, in bytes from 1, as one of the original line.
  func originalColumn(of column: Int, in record: [UInt8], linesBefore: Int) -> Int {
    var start = 0
    var left = linesBefore
    while left > 0, let end = record[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
      let isPair = record[end] == 0x0D && end + 1 < record.count && record[end + 1] == 0x0A
      start = end + (isPair ? 2 : 1)
      left -= 1
    }
    let end = min(start + column - 1, record.count)
    return 1 + encodedLength(of: record.span.extracting(start..<end))
  }

  /// The bytes that a decoded text was made from.
  package func encoded(_ text: [UInt8]) -> [UInt8] {
    guard self != .utf8 else { return text }
    var bytes: [UInt8] = []
    // The decoder produced all of it. Only a record cut for its length can end in an incomplete
    // character; the bytes before it are kept then.
    try? TextEncoder(self).encode(text[...], into: &bytes)
    return bytes
  }
}
