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
    bytes.append(addingCapacity: CBOR.longestHead + blob.count) { $0.appendCanonical(blob: blob) }
  }

  private mutating func appendNull() {
    bytes.append(CBOR.null)
  }

  /// Columns of a stored row, without a value of each in between.
  mutating func append(columns: Range<Int>, of row: borrowing Row) throws(SQLiteError) {
    try row.appendCanonical(columns, to: &bytes)
  }
}
