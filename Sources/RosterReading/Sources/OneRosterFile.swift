import CSV
import TextEncoding

/// A file of a OneRoster export that has lines of students.
package enum OneRosterPart: String, Sendable {
  case users = "users.csv"
  case demographics = "demographics.csv"
}

/// Reads one CSV file of an export, whatever mark it begins with, and says where each record is.
struct OneRosterFile {
  private var reader: any ByteReader
  private var parser = CSVParser(dialect: .comma)
  private var decoder: TextDecoder
  private var positions: OriginalPositions
  /// What was read to find the mark, without it.
  private var start: [UInt8]
  private var isAtEnd = false

  /// Begins with the mark.
  ///
  /// Throws `ImportError` where the mark is that of an encoding that is not read.
  init(_ reader: any ByteReader, of export: String) throws {
    var reader = reader
    var start: [UInt8] = []
    while start.count < 4, case let piece = try reader.next(), !piece.isEmpty { start += piece }
    let opening: TextOpening
    do throws(TextEncodingError) {
      opening = try TextOpening(of: start)
    } catch {
      throw ImportError.encoding(file: export, error)
    }
    self.reader = reader
    self.start = Array(start.dropFirst(opening.markLength))
    decoder = TextDecoder(opening.encoding)
    positions = OriginalPositions(
      opening.encoding,
      markLength: opening.markLength,
      reach: CSVLimits().recordBytes
    )
  }

  /// Reads the next piece; false at the end.
  ///
  /// The closure gets each record and the byte of the file that it begins with.
  mutating func next(_ body: (borrowing CSVRecord, Int) throws -> Void) throws -> Bool {
    guard !isAtEnd else { return false }
    let piece = start.isEmpty ? try reader.next() : start
    start = []
    isAtEnd = piece.isEmpty
    var text: [UInt8] = []
    if isAtEnd {
      decoder.finish(into: &text)
    } else {
      decoder.decode(piece[...], into: &text)
    }
    var positions = positions
    var parser = parser
    positions.append(text.span)
    try parser.parse(text[...]) { record in
      try body(record, positions.original(of: record.byteOffset))
    }
    if isAtEnd {
      try parser.finish { record in
        try body(record, positions.original(of: record.byteOffset))
      }
    }
    self.positions = positions
    self.parser = parser
    return true
  }
}

/// Where a record stands in its file.
struct OneRosterPlace: Sendable {
  let line: Int
  let byteOffset: Int
  /// Whether the joined line has its cells byte for byte as they stand in the file.
  let isCanonical: Bool

  init(_ record: borrowing CSVRecord, byteOffset: Int) {
    line = record.line
    self.byteOffset = byteOffset
    isCanonical = record.isCanonical
  }
}

/// A heading or a word of a fixed list without regard to spaces and case.
func oneRosterWord(_ text: String) -> String {
  String(text.unicodeScalars.filter { $0 != "\u{FEFF}" && $0 != " " }).lowercased()
}
