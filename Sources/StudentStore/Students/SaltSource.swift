/// Hands out 16-byte salts from a large buffer of randomness: one system call for thousands.
struct SaltSource {
  static let saltLength = 16
  private static let bufferLength = 1 << 16

  private let randomBytes: (Int) throws -> [UInt8]
  private(set) var buffer: [UInt8] = []
  private var position = 0

  init(_ context: WorkContext) {
    randomBytes = context.randomBytes
  }

  /// Moves to the next salt and returns its place in `buffer`.
  mutating func next() throws -> Range<Int> {
    if position == buffer.count {
      buffer = try randomBytes(Self.bufferLength)
      precondition(buffer.count == Self.bufferLength, "randomness comes in the length asked for")
      position = 0
    }
    defer { position += Self.saltLength }
    return position..<position + Self.saltLength
  }
}
