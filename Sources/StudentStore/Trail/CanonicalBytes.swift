import SQLite

/// Values as bytes that never drift: what every hash of the trail is taken over.
///
/// Each value is a tag byte and a fixed or length-prefixed payload, so that no two lists of values
/// share their bytes: 0 NULL; 1 integer, 8 bytes; 2 real, its 8 bytes of IEEE 754; 3 text and
/// 4 blob, each with an 8-byte length. Numbers are big-endian, text is UTF-8 as stored.
struct CanonicalBytes {
  private(set) var bytes: [UInt8] = []

  init(reserving capacity: Int = 256) {
    bytes.reserveCapacity(capacity)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Bytes as they are, for a salt, whose length is fixed by its place.
  mutating func appendRaw(_ raw: [UInt8]) {
    bytes.append(contentsOf: raw)
  }

  /// Bytes as they are, for a salt, whose length is fixed by its place.
  mutating func appendRaw(_ raw: borrowing Span<UInt8>) {
    bytes.append(addingCapacity: raw.count) { output in
      for index in raw.indices { output.append(raw[index]) }
    }
  }

  /// One byte as it is, for a domain tag.
  mutating func appendRaw(_ tag: UInt8) {
    bytes.append(tag)
  }

  mutating func append(_ value: SQLiteValue) {
    switch value {
    case .null: bytes.append(0)
    case .integer(let integer): append(integer)
    case .real(let real): append(real)
    case .text(let text): append(text)
    case .blob(let blob): append(blob: blob)
    }
  }

  mutating func append(_ integer: Int64) {
    bytes.append(1)
    appendBigEndian(UInt64(bitPattern: integer))
  }

  mutating func append(_ real: Double) {
    bytes.append(2)
    appendBigEndian(real.bitPattern)
  }

  mutating func append(_ text: String) {
    bytes.append(3)
    appendBigEndian(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func append(text: borrowing Span<UInt8>) {
    bytes.append(3)
    appendBigEndian(UInt64(text.count))
    appendRaw(text)
  }

  mutating func append(blob: [UInt8]) {
    bytes.append(4)
    appendBigEndian(UInt64(blob.count))
    bytes.append(contentsOf: blob)
  }

  /// One column of a stored row, without a String in between.
  mutating func append(column: Int, of row: borrowing Row) throws {
    switch row.storageClass(at: column) {
    case .null: bytes.append(0)
    case .integer: append(try row.integer(at: column))
    case .real: append(try row.real(at: column))
    case .text:
      bytes.append(3)
      try appendContent(of: column, of: row)
    case .blob:
      bytes.append(4)
      try appendContent(of: column, of: row)
    }
  }

  private mutating func appendContent(of column: Int, of row: borrowing Row) throws {
    try row.withBytes(at: column) { content in
      appendBigEndian(UInt64(content.count))
      appendRaw(content)
    }
  }

  private mutating func appendBigEndian(_ number: UInt64) {
    bytes.append(addingCapacity: 8) { output in
      var shift: UInt64 = 64
      while shift > 0 {
        shift -= 8
        output.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
  }
}

/// Reads back what `CanonicalBytes` wrote; every surprise is an error, never a trap, because the
/// bytes come from a file that somebody else may have written.
struct CanonicalReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func value() throws(StoreError) -> SQLiteValue {
    let tag = try take(1)[0]
    switch tag {
    case 0: return .null
    case 1: return .integer(Int64(bitPattern: try bigEndian()))
    case 2: return .real(Double(bitPattern: try bigEndian()))
    case 3: return .text(String(decoding: try content(), as: UTF8.self))
    case 4: return .blob(try content())
    default: throw .malformed(table: "trail", detail: "a body holds an unknown tag \(tag)")
    }
  }

  mutating func integer() throws(StoreError) -> Int64 {
    guard case .integer(let integer) = try value() else {
      throw .malformed(table: "trail", detail: "a body holds something else than a number")
    }
    return integer
  }

  /// A count of things that follow; bounded by the bytes left, so that a doctored count cannot
  /// ask for memory.
  mutating func count() throws(StoreError) -> Int {
    guard let count = Int(exactly: try integer()), count >= 0, count <= bytes.count - position else {
      throw .malformed(table: "trail", detail: "a body holds a count that cannot be")
    }
    return count
  }

  mutating func text() throws(StoreError) -> String {
    guard case .text(let text) = try value() else {
      throw .malformed(table: "trail", detail: "a body holds something else than a text")
    }
    return text
  }

  mutating func digest() throws(StoreError) -> Digest {
    guard case .blob(let blob) = try value(), let digest = Digest(reading: blob) else {
      throw .malformed(table: "trail", detail: "a body holds something else than a digest")
    }
    return digest
  }

  private mutating func content() throws(StoreError) -> [UInt8] {
    guard let count = Int(exactly: try bigEndian()) else {
      throw .malformed(table: "trail", detail: "a body holds a length that cannot be")
    }
    return try take(count)
  }

  private mutating func bigEndian() throws(StoreError) -> UInt64 {
    var number: UInt64 = 0
    for byte in try take(8) {
      number = number << 8 | UInt64(byte)
    }
    return number
  }

  private mutating func take(_ count: Int) throws(StoreError) -> [UInt8] {
    guard count >= 0, count <= bytes.count - position else {
      throw .malformed(table: "trail", detail: "a body ends too early")
    }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }
}
