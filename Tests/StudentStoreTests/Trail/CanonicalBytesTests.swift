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

  @Test func `each kind of value is its tag and a payload of known length`() {
    #expect(bytes(.null) == [0])
    #expect(bytes(.integer(1)) == [1, 0, 0, 0, 0, 0, 0, 0, 1])
    #expect(bytes(.integer(-1)) == [1, 255, 255, 255, 255, 255, 255, 255, 255])
    #expect(bytes(.integer(0x0102_0304_0506_0708)) == [1, 1, 2, 3, 4, 5, 6, 7, 8])
    #expect(bytes(.integer(.min)) == [1, 128, 0, 0, 0, 0, 0, 0, 0])
    // 1.5 is 0x3FF8000000000000, 172 is 0x4065800000000000.
    #expect(bytes(.real(1.5)) == [2, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0])
    #expect(bytes(.real(172)) == [2, 0x40, 0x65, 0x80, 0, 0, 0, 0, 0])
    #expect(bytes(.real(-0.0)) == [2, 0x80, 0, 0, 0, 0, 0, 0, 0])
    #expect(bytes(.text("")) == [3, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(bytes(.text("aé")) == [3, 0, 0, 0, 0, 0, 0, 0, 3, 0x61, 0xC3, 0xA9])
    #expect(bytes(.blob([7])) == [4, 0, 0, 0, 0, 0, 0, 0, 1, 7])
  }

  @Test func `no two lists of values share their bytes`() {
    // Values whose payloads look like tags, lengths and each other.
    let values: [SQLiteValue] = [
      .null, .integer(0), .integer(1), .integer(3), .real(0), .real(-0.0),
      .real(Double(bitPattern: 1)), .text(""), .text("\u{0}"), .text("\u{3}"), .text("a"),
      .blob([]), .blob([0]), .blob([3]), .blob([0x61]), .blob([UInt8](repeating: 0, count: 9)),
      .text(String(repeating: "\u{0}", count: 9)), .blob([3, 0, 0, 0, 0, 0, 0, 0, 0]),
    ]
    var lists: [[SQLiteValue]] = [[]]
    var all = lists
    for _ in 1...3 {
      lists = lists.flatMap { list in values.map { list + [$0] } }
      all += lists
    }
    #expect(all.count == 1 + 18 + 18 * 18 + 18 * 18 * 18)
    #expect(Set(all.map { bytes(of: $0) }).count == all.count)
  }

  @Test func `a stored row gives the bytes of its values`() throws {
    let connection = try Connection.inMemory()
    var statement = try connection.prepare("SELECT NULL, -5, 1.5, 'né' || char(0), x'00ff'")
    let stored = try statement.first { row in
      var canonical = CanonicalBytes()
      for column in 0..<5 { try canonical.append(column: column, of: row) }
      return canonical.bytes
    }
    #expect(
      stored
        == bytes(.null, .integer(-5), .real(1.5), .text("né\u{0}"), .blob([0, 255]))
    )
  }

  @Test func `text that is no UTF-8 keeps its bytes`() throws {
    let connection = try Connection.inMemory()
    var statement = try connection.prepare("SELECT CAST(x'ff41' AS TEXT)")
    let stored = try statement.first { row in
      var canonical = CanonicalBytes()
      try canonical.append(column: 0, of: row)
      return canonical.bytes
    }
    #expect(stored == [3, 0, 0, 0, 0, 0, 0, 0, 2, 0xFF, 0x41])
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

  @Test func `a length or a count that reaches beyond the end is refused`() {
    let huge: [UInt8] = [255, 255, 255, 255, 255, 255, 255, 255]
    let largest: [UInt8] = [127] + huge.dropFirst()
    for tag: UInt8 in [3, 4] {
      for length in [huge, largest, [0, 0, 0, 0, 0, 0, 0, 2]] {
        var reader = CanonicalReader([tag] + length + [0x61])
        #expect(throws: StoreError.self) { try reader.value() }
      }
    }
    for count in [huge, largest, [0, 0, 0, 0, 0, 0, 0, 2]] {
      var reader = CanonicalReader([1] + count + [0])
      #expect(throws: StoreError.self) { try reader.count() }
    }
  }
}
