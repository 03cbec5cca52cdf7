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
