import Bytes
import SQLite

/// Values as canonical bytes: the input of every hash of the trail.
///
/// Each value is one item of CBOR (RFC 8949) in its deterministic form: NULL is `null`, integers
/// and lengths are as short as they can be, text is UTF-8 as stored, a blob is a byte string; a
/// real is always 64 bits, so that 172.0 and 172 have different bytes. Items are self-delimiting,
/// so different lists of values have different bytes.
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
    bytes.append(copying: raw)
  }

  /// One byte as it is, for a domain tag.
  mutating func appendRaw(_ tag: UInt8) {
    bytes.append(tag)
  }

  /// The part of a leaf before its columns.
  mutating func beginLeaf(_ table: String, salt: borrowing Span<UInt8>) {
    let capacity = LeafLayout.saltStart + salt.count + CBOR.longestHead + table.utf8.count
    bytes.append(addingCapacity: capacity) { LeafLayout.begin(table, salt: salt, &$0) }
  }

  /// Appends the SHA-256 of the bytes to those of other rows.
  func appendDigest(to digests: inout [UInt8]) {
    digests.append(addingCapacity: LeafDigest.byteCount) { output in
      LeafDigest.append(of: bytes.span, to: &output)
    }
  }

  mutating func append(_ value: SQLiteValue) {
    switch value {
    case .null: appendNull()
    case .integer(let integer): append(integer)
    case .real(let real): append(real)
    case .text(let text): append(text)
    case .blob(let blob): append(blob: blob)
    }
  }

  mutating func append(_ integer: Int64) {
    bytes.append(addingCapacity: CBOR.longestHead) { $0.appendCanonical(integer) }
  }

  mutating func append(_ real: Double) {
    bytes.append(addingCapacity: CBOR.longestHead) { $0.appendCanonical(real) }
  }

  mutating func append(_ text: String) {
    append(text: text.utf8.span)
  }

  mutating func append(text: borrowing Span<UInt8>) {
    bytes.append(addingCapacity: CBOR.longestHead + text.count) { $0.appendCanonical(text: text) }
  }

  mutating func append(blob: [UInt8]) {
    append(blob: blob.span)
  }

  private mutating func append(blob: borrowing Span<UInt8>) {
    bytes.append(addingCapacity: CBOR.longestHead + blob.count) { output in
      output.appendHead(CBOR.blob, UInt64(blob.count))
      output.append(copying: blob)
    }
  }

  private mutating func appendNull() {
    bytes.append(CBOR.null)
  }

  /// One column of a stored row, without a String in between.
  mutating func append(column: Int, of row: borrowing Row) throws {
    switch row.storageClass(at: column) {
    case .null: appendNull()
    case .integer: append(try row.integer(at: column))
    case .real: append(try row.real(at: column))
    case .text: try row.withBytes(at: column) { append(text: $0) }
    case .blob: try row.withBytes(at: column) { append(blob: $0) }
    }
  }
}

/// The first bytes of the items of RFC 8949 that a value can be, section 3.1: three bits of major
/// type, five bits of argument.
enum CBOR {
  static let unsigned: UInt8 = 0 << 5
  static let negative: UInt8 = 1 << 5
  static let blob: UInt8 = 2 << 5
  static let text: UInt8 = 3 << 5
  static let null: UInt8 = 7 << 5 | 22
  static let real: UInt8 = 7 << 5 | 27

  /// An argument up to this is in the first byte itself.
  static let largestShort: UInt64 = 23
  /// The most bytes of a head: the first, and an argument of eight.
  static let longestHead = 9
}

extension OutputSpan<UInt8> {
  @inline(__always)
  mutating func appendCanonical(_ integer: Int64) {
    // The bits of -1 - n are those of n inverted.
    if integer >= 0 {
      appendHead(CBOR.unsigned, UInt64(integer))
    } else {
      appendHead(CBOR.negative, UInt64(bitPattern: ~integer))
    }
  }

  @inline(__always)
  mutating func appendCanonical(_ real: Double) {
    append(CBOR.real)
    append(bigEndian: real.bitPattern)
  }

  @inline(__always)
  mutating func appendCanonical(text: borrowing Span<UInt8>) {
    appendHead(CBOR.text, UInt64(text.count))
    append(copying: text)
  }

  /// The major type with its argument, as short as it can be.
  @inline(__always)
  mutating func appendHead(_ major: UInt8, _ argument: UInt64) {
    if argument <= CBOR.largestShort {
      append(major | UInt8(truncatingIfNeeded: argument))
    } else {
      appendLongHead(major, argument)
    }
  }

  private mutating func appendLongHead(_ major: UInt8, _ argument: UInt64) {
    if argument <= UInt8.max {
      append(major | 24)
      append(UInt8(truncatingIfNeeded: argument))
    } else if argument <= UInt16.max {
      append(major | 25)
      append(bigEndian: UInt16(truncatingIfNeeded: argument))
    } else if argument <= UInt32.max {
      append(major | 26)
      append(bigEndian: UInt32(truncatingIfNeeded: argument))
    } else {
      append(major | 27)
      append(bigEndian: argument)
    }
  }
}
