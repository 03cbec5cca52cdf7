import CSV
import TestSupport
import Testing
import TextEncoding

/// Decoded text as the reader of records takes it.
struct RecordTests {
  private struct Seen: Equatable {
    var line: Int
    var original: Int
    var fields: [String]
    var fault: CSVFault.Code?
    var raw: [UInt8]
  }

  private func read(
    _ file: [UInt8],
    _ encoding: CharacterEncoding,
    pieces: Int,
    limits: CSVLimits = CSVLimits()
  ) throws -> [Seen] {
    let opening = try TextOpening(of: Array(file.prefix(4)), asked: .exactly(encoding))
    var decoder = TextDecoder(opening.encoding)
    var positions = OriginalPositions(
      opening.encoding,
      markLength: opening.markLength,
      reach: limits.recordBytes
    )
    var parser = CSVParser(dialect: .semicolon, limits: limits)
    var seen: [Seen] = []
    let take: (borrowing CSVRecord) throws -> Void = { record in
      var raw: [UInt8] = []
      do throws(TextEncodingError) {
        try TextEncoder(encoding).encode(record.raw[...], into: &raw)
      } catch {
        guard case .cutCharacter = error else { throw error }
      }
      seen.append(
        Seen(
          line: record.line,
          original: positions.original(of: record.byteOffset),
          fields: record.fault == nil ? (0..<record.fieldCount).map { record.text($0) } : [],
          fault: record.fault?.code,
          raw: raw
        )
      )
    }
    var text: [UInt8] = []
    var start = opening.markLength
    while start < file.count {
      let end = min(start + pieces, file.count)
      text.removeAll(keepingCapacity: true)
      decoder.decode(file[start..<end], into: &text)
      positions.append(text.span)
      try parser.parse(text[...], take)
      start = end
    }
    text.removeAll(keepingCapacity: true)
    decoder.finish(into: &text)
    positions.append(text.span)
    try parser.parse(text[...], take)
    try parser.finish(take)
    return seen
  }

  @Test(arguments: 1...12)
  func `a byte without a character takes down its own record and comes back`(
    pieces: Int
  ) throws {
    let western = try CharacterEncoding(named: "windows-1252")
    // "Name;m\nMüller;1\nZ\x81e;2\nZoë;3\n"
    let file = bytes(
      "4E 61 6D 65 3B 6D 0A 4D FC 6C 6C 65 72 3B 31 0A 5A 81 65 3B 32 0A 5A 6F EB 3B 33 0A"
    )
    let seen = try read(file, western, pieces: pieces)
    #expect(seen.map(\.fields) == [["Name", "m"], ["Müller", "1"], [], ["Zoë", "3"]])
    #expect(seen.map(\.fault) == [nil, nil, .badEncoding, nil])
    #expect(seen.map(\.original) == [0, 7, 16, 22])
    #expect(seen[2].raw == bytes("5A 81 65 3B 32"))
    #expect(seen[3].raw == bytes("5A 6F EB 3B 33"))
  }

  @Test(arguments: 1...12)
  func `half a pair and an odd last byte take down their own records`(pieces: Int) throws {
    // The mark, "a;1\n", half a pair and ";2\n", "Ł;3\n", and a byte too many.
    let file = bytes(
      "FF FE 61 00 3B 00 31 00 0A 00 3D D8 3B 00 32 00 0A 00 41 01 3B 00 33 00 0A 00 41"
    )
    let seen = try read(file, .utf16LittleEndian, pieces: pieces)
    #expect(seen.map(\.fields) == [["a", "1"], [], ["Ł", "3"], []])
    #expect(seen.map(\.fault) == [nil, .badEncoding, nil, .badEncoding])
    #expect(seen.map(\.original) == [2, 10, 18, 26])
    #expect(seen[1].raw == bytes("3D D8 3B 00 32 00"))
    #expect(seen[3].raw == bytes("41"))
  }

  @Test(arguments: [1, 2, 3, 5, 100])
  func `a line that is cut for its length gives back whole characters`(pieces: Int) throws {
    let western = try CharacterEncoding(named: "windows-1252")
    // Eleven letters of two bytes each in UTF-8; the limit falls inside the third.
    let file = Array(repeating: 0xFC as UInt8, count: 11) + bytes("0A 61 0A")
    let limits = CSVLimits(recordBytes: 5, fieldBytes: 5, fields: 3)
    let seen = try read(file, western, pieces: pieces, limits: limits)
    #expect(seen.map(\.fault) == [.tooLong, nil])
    #expect(seen[0].raw == bytes("FC FC"))
    #expect(seen.map(\.original) == [0, 12])
  }

  @Test func `no byte of any encoding is taken for a delimiter, a quote or a line end`() throws {
    for name in ["windows-1252", "windows-1250", "cp850", "macintosh", "koi8-r"] {
      let encoding = try CharacterEncoding(named: name)
      let file = [0x61, 0x3B] + (0x80...0xFF).map { UInt8($0) } + [0x0A]
      let seen = try read(file, encoding, pieces: 7)
      #expect(seen.count == 1)
      #expect(seen[0].raw == Array(file.dropLast()))
    }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `every record's bytes stand in the file where it is said, at the limits as well`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let western = try CharacterEncoding(named: "windows-1252")
    let alphabet = bytes("61 61 61 FC 80 81 3B 22 0A 0D")
    let letters = (0..<400).map { _ in alphabet.randomElement(using: &generator) ?? 0x61 }
    let length = 7 + Int(seed % 9)
    let limits = CSVLimits(recordBytes: length, fieldBytes: 4 + Int(seed % 7), fields: 4)
    for encoding in [western, .utf16LittleEndian] {
      let file = encoding == western ? letters : letters.flatMap { [$0, $0 == 0x81 ? 0xD8 : 0] }
      for pieces in [1, 2, 3, 5, 11, 40, 1000] {
        for record in try read(file, encoding, pieces: pieces, limits: limits) {
          let there = file[record.original...].prefix(record.raw.count)
          #expect(Array(there) == record.raw, "seed \(seed), pieces of \(pieces)")
        }
      }
    }
  }
}
