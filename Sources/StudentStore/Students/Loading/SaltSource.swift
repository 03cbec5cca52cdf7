import Crypto

/// Hands out 16-byte salts: the keystream of ChaCha20 under one key of true randomness.
///
/// One call to the system gives the key of a whole import; a call for each of a million students
/// would cost more than their inserts. The key is forgotten with the source, so that a salt says
/// nothing about any other.
struct SaltSource: Sendable {
  static let saltLength = 16
  static let keyLength = 32
  private static let bufferLength = 1 << 16

  private let key: SymmetricKey
  private var block: UInt64 = 0
  private(set) var buffer: [UInt8] = []
  private var position = 0

  /// - Parameter key: 32 unpredictable bytes.
  init(key: [UInt8]) {
    precondition(key.count == Self.keyLength, "the key has 32 bytes")
    self.key = SymmetricKey(data: key)
  }

  init(_ context: WorkContext) throws {
    self.init(key: try context.randomBytes(Self.keyLength))
  }

  /// Moves to the next salt and returns its place in `buffer`.
  mutating func next() throws -> Range<Int> {
    if position == buffer.count { try refill() }
    defer { position += Self.saltLength }
    return position..<position + Self.saltLength
  }

  private mutating func refill() throws {
    var nonce = [UInt8](repeating: 0, count: 12)
    for byte in 0..<8 { nonce[byte] = UInt8(truncatingIfNeeded: block >> UInt64(8 * byte)) }
    block += 1
    // Encrypting zeros gives the keystream itself.
    let zeros = [UInt8](repeating: 0, count: Self.bufferLength)
    let sealed = try ChaChaPoly.seal(zeros, using: key, nonce: ChaChaPoly.Nonce(data: nonce))
    buffer = Array(sealed.ciphertext)
    position = 0
  }
}
