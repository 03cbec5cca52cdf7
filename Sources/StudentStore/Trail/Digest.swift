import Crypto

/// A SHA-256 digest: 32 bytes.
package struct Digest: Hashable, Sendable {
  /// The 32 bytes in order.
  package let bytes: [UInt8]

  /// All zeros: the previous hash in the first trail entry.
  static let zero = Digest(bytes: [UInt8](repeating: 0, count: 32))

  init(bytes: [UInt8]) {
    precondition(bytes.count == 32, "a SHA-256 digest has 32 bytes")
    self.bytes = bytes
  }

  /// A digest read from a file or an argument; nil unless it has 32 bytes.
  package init?(reading bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// A digest from 64 hexadecimal digits; nil for anything else.
  package init?(hexadecimal: String) {
    guard let bytes = Hexadecimal.bytes(hexadecimal) else { return nil }
    self.init(reading: bytes)
  }

  /// The digest of some bytes.
  package init(of content: [UInt8]) {
    bytes = Array(SHA256.hash(data: content))
  }

  /// 64 lower-case hexadecimal digits.
  package var hexadecimal: String { Hexadecimal.text(bytes) }
}

/// The digest of bytes that arrive in pieces, such as a file.
package struct RunningDigest {
  private var hash = SHA256()

  /// A digest of no bytes.
  package init() {}

  /// Adds the next piece.
  package mutating func update(_ piece: [UInt8]) {
    hash.update(data: piece)
  }

  /// The digest of all pieces so far.
  package func digest() -> Digest {
    Digest(bytes: Array(hash.finalize()))
  }
}
