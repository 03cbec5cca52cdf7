/// What each byte of an encoding of one byte a character means, and the way back.
///
/// The lower half is ASCII and no two bytes mean the same, so that delimiters, quotes and line ends
/// can be looked for in the decoded text and every text goes back to the bytes it came from.
struct SingleByteTable: Sendable, Equatable {
  /// Why an encoding cannot be had as such a table.
  enum Refusal: Error, Equatable {
    /// The C library does not have it.
    case notThere
    /// A character takes several bytes, or a byte stands for several characters.
    case severalBytes
    /// The lower half is not ASCII.
    case notASCII
    /// Two bytes mean the same character.
    case notOneToOne
  }

  /// The UTF-8 of each byte, or its escape: the first byte lowest, and their number highest.
  let texts: [UInt32]
  /// Where in `bytes` the block of 256 characters begins that a scalar's upper bits name.
  private let blocks: [UInt16]
  /// The bytes by character; zero, which is a character of its own, for those that there are not.
  private let bytes: [UInt8]

  /// Asks the C library for a table, and checks it.
  init(named name: String) throws(Refusal) {
    guard let converter = GlibcConverter(from: name) else { throw .notThere }
    var scalars: [Unicode.Scalar?] = []
    for byte in UInt8.min...UInt8.max {
      switch converter.reading(of: byte) {
      case .undefined: scalars.append(nil)
      case .severalBytes: throw .severalBytes
      case .scalar(let value):
        // No alphabet of 256 characters goes beyond the basic plane.
        guard value <= 0xFFFF, let scalar = Unicode.Scalar(value) else { throw .severalBytes }
        scalars.append(scalar)
      }
    }
    try self.init(scalars)
  }

  /// Makes the table of 256 characters; nil for a byte without one.
  ///
  /// - Precondition: 256 entries, all of the basic plane.
  init(_ scalars: [Unicode.Scalar?]) throws(Refusal) {
    precondition(scalars.count == 256, "an encoding of one byte has 256 entries")
    for byte: UInt8 in 0..<0x80 where scalars[Int(byte)] != Unicode.Scalar(byte) {
      throw .notASCII
    }
    let defined = scalars.compactMap { $0 }
    guard Set(defined).count == defined.count else { throw .notOneToOne }
    var blocks = [UInt16](repeating: 0, count: 256)
    // The first block is that of all characters that there are not.
    var bytes = [UInt8](repeating: 0, count: 256)
    for (byte, scalar) in scalars.enumerated() {
      guard let value = scalar?.value else { continue }
      if blocks[Int(value >> 8)] == 0 {
        blocks[Int(value >> 8)] = UInt16(bytes.count)
        bytes += [UInt8](repeating: 0, count: 256)
      }
      bytes[Int(blocks[Int(value >> 8)]) + Int(value & 0xFF)] = UInt8(byte)
    }
    self.blocks = blocks
    self.bytes = bytes
    texts = scalars.enumerated().map { byte, scalar in
      Self.text(of: UInt8(byte), meaning: scalar)
    }
  }

  /// The byte of a character beyond ASCII, or nil where the encoding lacks it.
  @inline(__always)
  func byte(of scalar: UInt32) -> UInt8? {
    guard scalar <= 0xFFFF else { return nil }
    let byte = bytes[Int(blocks[Int(scalar >> 8)]) + Int(scalar & 0xFF)]
    return byte == 0 ? nil : byte
  }

  /// Packs the UTF-8 of a character, or the escape of a byte without one.
  private static func text(of byte: UInt8, meaning scalar: Unicode.Scalar?) -> UInt32 {
    var text: [UInt8] = []
    if let scalar {
      text.append(contentsOf: String(scalar).utf8)
    } else {
      UndecodedByte.append(byte, to: &text)
    }
    return text.enumerated().reduce(UInt32(text.count) << 24) { packed, next in
      packed | UInt32(next.element) << UInt32(8 * next.offset)
    }
  }
}
