/// Turns the bytes of a file into UTF-8, piece by piece.
///
/// How the bytes are cut into pieces has no influence on what comes out. Nothing stops it and
/// nothing is lost: a byte that means nothing in the encoding (one without a character, half of a
/// surrogate pair, the odd last byte of UTF-16) becomes two bytes that are not UTF-8, by which a
/// reader knows the place and from which `TextEncoder` makes the byte again. UTF-8 itself goes
/// through as it is, the broken included.
///
/// A byte order mark is decoded like any other character: `TextOpening` says how many bytes to
/// leave out before the first piece.
package struct TextDecoder: Sendable {
  private let encoding: CharacterEncoding
  private var pairs = UTF16Pairs()

  /// Makes a decoder for one stream.
  package init(_ encoding: CharacterEncoding) {
    self.encoding = encoding
  }

  /// Appends the text of the next bytes; of a character that is not complete yet, nothing.
  ///
  /// - Complexity: O(*n*) in the bytes. The output grows by three times as many at most, or twice
  ///   for UTF-16, and nothing else is allocated.
  package mutating func decode(_ bytes: borrowing Span<UInt8>, into output: inout [UInt8]) {
    switch encoding.form {
    case .utf8:
      output.append(addingCapacity: bytes.count) { text in
        for index in bytes.indices { text.append(bytes[index]) }
      }
    case .utf16(let order): pairs.decode(bytes, order, into: &output)
    case .singleByte(let table): table.decode(bytes, into: &output)
    }
  }

  /// Appends the text of the next bytes.
  package mutating func decode(_ bytes: ArraySlice<UInt8>, into output: inout [UInt8]) {
    decode(bytes.span, into: &output)
  }

  /// Appends what is left when the stream has ended; the decoder can then begin another.
  package mutating func finish(into output: inout [UInt8]) {
    pairs.finish(into: &output)
  }
}

extension SingleByteTable {
  /// Bytes for which memory is made ready at a time, so that a long piece does not take three
  /// times its length.
  private static let blockLength = 1 << 14

  fileprivate func decode(_ bytes: borrowing Span<UInt8>, into output: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let end = min(index + Self.blockLength, bytes.count)
      output.append(addingCapacity: 3 * (end - index)) { text in
        let texts = texts.span
        while index < end {
          let byte = bytes[index]
          index += 1
          if byte < 0x80 {
            text.append(byte)
            continue
          }
          let packed = texts[Int(byte)]
          text.append(UInt8(truncatingIfNeeded: packed))
          text.append(UInt8(truncatingIfNeeded: packed >> 8))
          if packed >> 24 == 3 { text.append(UInt8(truncatingIfNeeded: packed >> 16)) }
        }
      }
    }
  }
}

/// How a byte that means nothing in its encoding is in the decoded text: as two bytes that are
/// never part of UTF-8.
///
/// So the reader of records rejects exactly the record that holds it, as it does with any text that
/// is not UTF-8, and the original byte can be had back. No character is ever decoded to these
/// bytes. They have the form of UTF-8 in that one leading byte (0xF8 to 0xFB) is followed by a
/// continuation byte with the other six bits, which keeps the counting of characters simple.
enum UndecodedByte {
  static let leads: ClosedRange<UInt8> = 0xF8...0xFB

  static func lead(of byte: UInt8) -> UInt8 { 0xF8 | byte >> 6 }

  static func trail(of byte: UInt8) -> UInt8 { 0x80 | byte & 0x3F }

  static func append(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(lead(of: byte))
    text.append(trail(of: byte))
  }

  /// The byte that an escape means.
  static func byte(lead: UInt8, trail: UInt8) -> UInt8 { lead << 6 | trail & 0x3F }
}

/// What each byte of an encoding of one byte a character means, and the way back.
///
/// The lower half is ASCII and no two bytes mean the same, so that delimiters, quotes and line ends
/// can be looked for in the decoded text and every text goes back to the bytes it came from.
struct SingleByteTable: Sendable, Equatable {
  /// The UTF-8 of each byte, or its escape: the first byte lowest, and their number highest.
  let texts: [UInt32]
  /// Where in `bytes` the block of 256 characters begins that a scalar's upper bits name.
  private let blocks: [UInt16]
  /// The bytes by character; zero, which is a character of its own, for those that there are not.
  private let bytes: [UInt8]

  /// Asks the C library for a table, and checks it.
  init(named name: String) throws(TextEncodingError) {
    guard let converter = GlibcConverter(from: name) else { throw .notInstalled(name: name) }
    var scalars: [Unicode.Scalar?] = []
    for byte in UInt8.min...UInt8.max {
      switch converter.reading(of: byte) {
      case .undefined: scalars.append(nil)
      case .severalBytes: throw .notReadable(name: name, obstacle: .severalBytes)
      case .scalar(let value):
        // No alphabet of 256 characters goes beyond the basic plane.
        guard value <= 0xFFFF, let scalar = Unicode.Scalar(value) else {
          throw .notReadable(name: name, obstacle: .severalBytes)
        }
        scalars.append(scalar)
      }
    }
    try self.init(scalars, name: name)
  }

  /// Makes the table of 256 characters; nil for a byte without one.
  ///
  /// - Precondition: 256 entries, all of the basic plane.
  init(_ scalars: [Unicode.Scalar?], name: String) throws(TextEncodingError) {
    precondition(scalars.count == 256, "an encoding of one byte has 256 entries")
    for byte: UInt8 in 0..<0x80 where scalars[Int(byte)] != Unicode.Scalar(byte) {
      throw .notReadable(name: name, obstacle: .notASCII)
    }
    let defined = scalars.compactMap { $0 }
    guard Set(defined).count == defined.count else {
      throw .notReadable(name: name, obstacle: .notOneToOne)
    }
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
