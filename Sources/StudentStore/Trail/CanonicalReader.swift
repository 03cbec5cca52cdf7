import Bytes
import SQLite

/// Reads back what `CanonicalBytes` wrote; unexpected bytes are an error, never a trap, because
/// another program may have written the file.
struct CanonicalReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func value() throws(StoreError) -> SQLiteValue {
    let first = try take(1)[0]
    switch first {
    case CBOR.null: return .null
    case CBOR.real: return .real(Double(bitPattern: try bigEndian(8)))
    default: break
    }
    let argument = try argument(first & 0x1F)
    switch first & 0xE0 {
    case CBOR.unsigned: return .integer(try integer(argument))
    case CBOR.negative: return .integer(~(try integer(argument)))
    case CBOR.text: return .text(String(decoding: try content(argument), as: UTF8.self))
    case CBOR.blob: return .blob(try content(argument))
    default: throw malformed("an item of an unknown kind")
    }
  }

  mutating func integer() throws(StoreError) -> Int64 {
    guard case .integer(let integer) = try value() else {
      throw malformed("something other than a number")
    }
    return integer
  }

  /// A count of the following items; limited by the remaining bytes, so that a forged count cannot
  /// allocate memory.
  mutating func count() throws(StoreError) -> Int {
    guard let count = Int(exactly: try integer()), count >= 0, count <= bytes.count - position
    else { throw malformed("an impossible count") }
    return count
  }

  mutating func text() throws(StoreError) -> String {
    guard case .text(let text) = try value() else {
      throw malformed("something other than a text")
    }
    return text
  }

  mutating func digest() throws(StoreError) -> Digest {
    guard case .blob(let blob) = try value(), let digest = Digest(reading: blob) else {
      throw malformed("something other than a digest")
    }
    return digest
  }

  /// The argument of an item; one that is not in the shortest form is refused.
  private mutating func argument(_ short: UInt8) throws(StoreError) -> UInt64 {
    let (argument, least): (UInt64, UInt64)
    switch short {
    case 0...23: return UInt64(short)
    case 24: (argument, least) = (try bigEndian(1), CBOR.largestShort + 1)
    case 25: (argument, least) = (try bigEndian(2), 1 << 8)
    case 26: (argument, least) = (try bigEndian(4), 1 << 16)
    case 27: (argument, least) = (try bigEndian(8), 1 << 32)
    default: throw malformed("an item of an unknown length")
    }
    guard argument >= least else { throw malformed("a number that is not in its shortest form") }
    return argument
  }

  private func integer(_ argument: UInt64) throws(StoreError) -> Int64 {
    guard let integer = Int64(exactly: argument) else {
      throw malformed("a number that is too large")
    }
    return integer
  }

  private mutating func content(_ length: UInt64) throws(StoreError) -> [UInt8] {
    guard let count = Int(exactly: length) else { throw malformed("an impossible length") }
    return try take(count)
  }

  private mutating func bigEndian(_ byteCount: Int) throws(StoreError) -> UInt64 {
    var number: UInt64 = 0
    for byte in try take(byteCount) { number = number << 8 | UInt64(byte) }
    return number
  }

  private mutating func take(_ count: Int) throws(StoreError) -> [UInt8] {
    guard count >= 0, count <= bytes.count - position else { throw malformed("too few bytes") }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  private func malformed(_ what: String) -> StoreError {
    .malformed(table: "trail", detail: "a body holds \(what)")
  }
}
