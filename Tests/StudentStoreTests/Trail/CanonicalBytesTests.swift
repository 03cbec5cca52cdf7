import SQLite
import Testing

@testable import StudentStore

/// The bytes that every hash is taken over, computed here by hand.
@Suite struct CanonicalBytesTests {
  private func bytes(_ values: SQLiteValue...) -> [UInt8] { bytes(of: values) }

  private func bytes(of values: [SQLiteValue]) -> [UInt8] {
    var canonical = CanonicalBytes()
    for value in values { canonical.append(value) }
    return canonical.bytes
  }

  @Test func `the values that RFC 8949 lists have the bytes of its appendix A`() {
    #expect(bytes(.integer(0)) == [0x00])
    #expect(bytes(.integer(1)) == [0x01])
    #expect(bytes(.integer(10)) == [0x0A])
    #expect(bytes(.integer(23)) == [0x17])
    #expect(bytes(.integer(24)) == [0x18, 0x18])
    #expect(bytes(.integer(25)) == [0x18, 0x19])
    #expect(bytes(.integer(100)) == [0x18, 0x64])
    #expect(bytes(.integer(1000)) == [0x19, 0x03, 0xE8])
    #expect(bytes(.integer(1_000_000)) == [0x1A, 0x00, 0x0F, 0x42, 0x40])
    #expect(
      bytes(.integer(1_000_000_000_000))
        == [0x1B, 0x00, 0x00, 0x00, 0xE8, 0xD4, 0xA5, 0x10, 0x00]
    )
    #expect(bytes(.integer(-1)) == [0x20])
    #expect(bytes(.integer(-10)) == [0x29])
    #expect(bytes(.integer(-100)) == [0x38, 0x63])
    #expect(bytes(.integer(-1000)) == [0x39, 0x03, 0xE7])
    #expect(bytes(.real(1.1)) == [0xFB, 0x3F, 0xF1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A])
    #expect(bytes(.real(1.0e300)) == [0xFB, 0x7E, 0x37, 0xE4, 0x3C, 0x88, 0x00, 0x75, 0x9C])
    #expect(bytes(.real(-4.1)) == [0xFB, 0xC0, 0x10, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66])
    #expect(bytes(.null) == [0xF6])
    #expect(bytes(.blob([])) == [0x40])
    #expect(bytes(.blob([1, 2, 3, 4])) == [0x44, 0x01, 0x02, 0x03, 0x04])
    #expect(bytes(.text("")) == [0x60])
    #expect(bytes(.text("IETF")) == [0x64, 0x49, 0x45, 0x54, 0x46])
    #expect(bytes(.text("\u{FC}")) == [0x62, 0xC3, 0xBC])
    #expect(bytes(.text("\u{10151}")) == [0x64, 0xF0, 0x90, 0x85, 0x91])
  }

  @Test func `a real is always 64 bits, whole numbers and signed zero included`() {
    #expect(bytes(.real(172)) == [0xFB, 0x40, 0x65, 0x80, 0, 0, 0, 0, 0])
    #expect(bytes(.real(-0.0)) == [0xFB, 0x80, 0, 0, 0, 0, 0, 0, 0])
    #expect(bytes(.integer(.min)) == [0x3B, 0x7F, 255, 255, 255, 255, 255, 255, 255])
  }

  @Test(
    arguments: [(23, [0x77]), (24, [0x78, 24]), (255, [0x78, 255]), (256, [0x79, 1, 0])]
      + [(65_535, [0x79, 255, 255]), (65_536, [0x7A, 0, 1, 0, 0])] as [(Int, [UInt8])]
  )
  func `a length is written as short as it can be`(length: Int, head: [UInt8]) {
    let text = bytes(.text(String(repeating: "a", count: length)))
    #expect(Array(text.prefix(head.count)) == head)
    #expect(text.count == head.count + length)
  }

  @Test func `no two lists of values share their bytes`() {
    // Values whose payloads look like tags, lengths and each other.
    let values: [SQLiteValue] = [
      .null, .integer(0), .integer(1), .integer(3), .real(0), .real(-0.0),
      .real(Double(bitPattern: 1)), .text(""), .text("\u{0}"), .text("\u{3}"), .text("a"),
      .blob([]), .blob([0]), .blob([0x60]), .blob([0x61]), .blob([0x61, 0x61]),
      .text("\u{60}"), .text("a\u{61}"), .blob([0xFB, 0, 0, 0, 0, 0, 0, 0, 0]),
    ]
    var lists: [[SQLiteValue]] = [[]]
    var all = lists
    for _ in 1...3 {
      lists = lists.flatMap { list in values.map { list + [$0] } }
      all += lists
    }
    let count = values.count
    #expect(all.count == 1 + count + count * count + count * count * count)
    #expect(Set(all.map { bytes(of: $0) }).count == all.count)
  }

  @Test func `a stored row gives the bytes of its values`() throws {
    let connection = try Connection.inMemory()
    var statement = try connection.prepare("SELECT NULL, -5, 1.5, 'né' || char(0), x'00ff'")
    let stored = try statement.first { row in
      var canonical = CanonicalBytes()
      try canonical.append(columns: 0..<5, of: row)
      return canonical.bytes
    }
    #expect(
      stored
        == bytes(.null, .integer(-5), .real(1.5), .text("né\u{0}"), .blob([0, 255]))
    )
  }

  @Test(arguments: [490, 502, 503, 504, 512, 513, 5_000, 70_000])
  func `a long text and a long blob of a stored row are whole`(length: Int) throws {
    let connection = try Connection.inMemory()
    var statement = try connection.prepare("SELECT 7, ?1, NULL, CAST(?1 AS BLOB), 1.5")
    let text = String(repeating: "ab", count: length / 2) + (length % 2 == 0 ? "" : "c")
    let stored = try statement.first(binding: .text(text)) { row in
      var canonical = CanonicalBytes()
      try canonical.append(columns: 0..<5, of: row)
      return canonical.bytes
    }
    #expect(
      stored == bytes(.integer(7), .text(text), .null, .blob(Array(text.utf8)), .real(1.5))
    )
  }

  @Test(arguments: [0..<2, 1..<2, -1..<1])
  func `a column that a row has not is an error`(columns: Range<Int>) throws {
    let connection = try Connection.inMemory()
    var statement = try connection.prepare("SELECT 7")
    #expect(throws: SQLiteError.self) {
      try statement.forEachRow { row in
        var canonical = CanonicalBytes()
        try canonical.append(columns: columns, of: row)
      }
    }
  }

  @Test func `text that is no UTF-8 keeps its bytes`() throws {
    let connection = try Connection.inMemory()
    var statement = try connection.prepare("SELECT CAST(x'ff41' AS TEXT)")
    let stored = try statement.first { row in
      var canonical = CanonicalBytes()
      try canonical.append(columns: 0..<1, of: row)
      return canonical.bytes
    }
    #expect(stored == [0x62, 0xFF, 0x41])
  }

  @Test func `every list reads back`() throws {
    let values: [SQLiteValue] = [
      .null, .integer(.min), .integer(.max), .real(.pi), .real(-0.0), .text(""), .text("né\u{0}"),
      .blob([]), .blob([0, 1, 2]),
    ]
    var reader = CanonicalReader(bytes(of: values))
    for value in values {
      let read = try reader.value()
      #expect(read == value)
    }
    #expect(reader.isAtEnd)
  }

  @Test(
    arguments: [
      // Lengths beyond the end, up to the largest that can be written.
      [0x62, 0x61], [0x78, 0x18], [0x5B, 0x7F, 255, 255, 255, 255, 255, 255, 255],
      [0x7B, 255, 255, 255, 255, 255, 255, 255, 255], [0x42, 0], [0x1B, 0, 0], [0xFB, 0],
      // Integers beyond 64 signed bits.
      [0x1B, 128, 0, 0, 0, 0, 0, 0, 0], [0x3B, 128, 0, 0, 0, 0, 0, 0, 0],
      // Longer than need be.
      [0x18, 23], [0x19, 0, 255], [0x1A, 0, 0, 255, 255], [0x1B, 0, 0, 0, 0, 255, 255, 255, 255],
      [0x78, 1, 0x61],
      // Kinds that are not ours: arrays, maps, tags, true, short floats, reserved lengths.
      [0x80], [0xA0], [0xC0], [0xF5], [0xF9, 0, 0], [0x1C], [0x5F], [],
    ] as [[UInt8]]
  )
  func `what is no value of ours is refused`(bytes: [UInt8]) {
    var reader = CanonicalReader(bytes)
    #expect(throws: StoreError.self) { try reader.value() }
  }

  @Test(
    arguments: [[0x02, 0], [0x20], [0x1B, 0x7F, 255, 255, 255, 255, 255, 255, 255]] as [[UInt8]]
  )
  func `a count beyond the bytes that are left is refused`(bytes: [UInt8]) {
    var reader = CanonicalReader(bytes)
    #expect(throws: StoreError.self) { try reader.count() }
  }
}
