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
    bytes.append(addingCapacity: 9) { $0.appendCanonical(integer) }
  }

  mutating func append(_ real: Double) {
    bytes.append(addingCapacity: 9) { $0.appendCanonical(real) }
  }

  mutating func append(_ text: String) {
    append(text: text.utf8.span)
  }

  mutating func append(text: borrowing Span<UInt8>) {
    bytes.append(addingCapacity: 9 + text.count) { $0.appendCanonical(tag: 3, text) }
  }

  mutating func append(blob: [UInt8]) {
    append(blob: blob.span)
  }

  private mutating func append(blob: borrowing Span<UInt8>) {
    bytes.append(addingCapacity: 9 + blob.count) { $0.appendCanonical(tag: 4, blob) }
  }

  /// One column of a stored row, without a String in between.
  mutating func append(column: Int, of row: borrowing Row) throws {
    switch row.storageClass(at: column) {
    case .null: bytes.append(0)
    case .integer: append(try row.integer(at: column))
    case .real: append(try row.real(at: column))
    case .text: try row.withBytes(at: column) { append(text: $0) }
    case .blob: try row.withBytes(at: column) { append(blob: $0) }
    }
  }

  /// Many values at once, for the rows of a bulk load: one look at the buffer for all of them.
  ///
  /// `capacity`: at least the bytes that the values take.
  mutating func append(
    addingCapacity capacity: Int,
    _ body: (inout OutputSpan<UInt8>) -> Void
  ) {
    bytes.append(addingCapacity: capacity, initializingWith: body)
  }
}

extension OutputSpan<UInt8> {
  @inline(__always)
  mutating func appendCanonicalNull() {
    append(0)
  }

  @inline(__always)
  mutating func appendCanonical(_ integer: Int64) {
    append(1)
    appendBigEndian(UInt64(bitPattern: integer))
  }

  @inline(__always)
  mutating func appendCanonical(_ real: Double) {
    append(2)
    appendBigEndian(real.bitPattern)
  }

  @inline(__always)
  mutating func appendCanonical(tag: UInt8, _ content: borrowing Span<UInt8>) {
    append(tag)
    appendBigEndian(UInt64(content.count))
    for index in content.indices { append(content[index]) }
  }

  @inline(__always)
  private mutating func appendBigEndian(_ number: UInt64) {
    append(UInt8(truncatingIfNeeded: number >> 56))
    append(UInt8(truncatingIfNeeded: number >> 48))
    append(UInt8(truncatingIfNeeded: number >> 40))
    append(UInt8(truncatingIfNeeded: number >> 32))
    append(UInt8(truncatingIfNeeded: number >> 24))
    append(UInt8(truncatingIfNeeded: number >> 16))
    append(UInt8(truncatingIfNeeded: number >> 8))
    append(UInt8(truncatingIfNeeded: number))
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
    guard let count = Int(exactly: try integer()), count >= 0, count <= bytes.count - position
    else {
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
