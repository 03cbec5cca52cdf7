/// Turns UTF-8, with the bytes that could not be decoded, back into the bytes of an encoding.
///
/// What `TextDecoder` has made goes back to the very bytes that it came from. Other text is written
/// where the encoding has all of its characters: a character that it lacks is an error, never a
/// question mark. UTF-8 goes through as it is.
package struct TextEncoder: Sendable {
  private let encoding: CharacterEncoding

  /// Makes an encoder.
  package init(_ encoding: CharacterEncoding) {
    self.encoding = encoding
  }

  /// Appends the bytes of a text, which holds whole characters: a cell, a record, a file.
  ///
  /// - Throws: `missingCharacter`, `malformedText`, or `cutCharacter` where the text ends inside a
  ///   character, as that of a record does which was cut for its length. What comes before the
  ///   place has been appended then.
  /// - Complexity: O(*n*) in the bytes.
  package func encode(
    _ text: borrowing Span<UInt8>,
    into output: inout [UInt8]
  ) throws(TextEncodingError) {
    switch encoding.form {
    case .utf8:
      output.append(addingCapacity: text.count) { bytes in
        for index in text.indices { bytes.append(text[index]) }
      }
    case .utf16(let order): try encodeUTF16(text, order, into: &output)
    case .singleByte(let table): try encodeSingleBytes(text, table, into: &output)
    }
  }

  /// Appends the bytes of a text.
  ///
  /// - Throws: What the same method throws for a span.
  package func encode(
    _ text: ArraySlice<UInt8>,
    into output: inout [UInt8]
  ) throws(TextEncodingError) {
    try encode(text.span, into: &output)
  }

  private func encodeSingleBytes(
    _ text: borrowing Span<UInt8>,
    _ table: SingleByteTable,
    into output: inout [UInt8]
  ) throws(TextEncodingError) {
    let name = encoding.name
    // One byte at most comes of each.
    try output.append(addingCapacity: text.count) { bytes throws(TextEncodingError) in
      var index = 0
      while index < text.count {
        let lead = text[index]
        if lead < 0x80 {
          bytes.append(lead)
          index += 1
          continue
        }
        let next = try DecodedCharacter(in: text, at: index)
        switch next.meaning {
        case .undecoded(let byte): bytes.append(byte)
        case .scalar(let scalar):
          guard let byte = table.byte(of: scalar) else {
            throw .missingCharacter(
              Unicode.Scalar(scalar) ?? "\u{FFFD}",
              encoding: name,
              offset: index
            )
          }
          bytes.append(byte)
        }
        index += next.length
      }
    }
  }

  private func encodeUTF16(
    _ text: borrowing Span<UInt8>,
    _ order: CharacterEncoding.ByteOrder,
    into output: inout [UInt8]
  ) throws(TextEncodingError) {
    // ASCII becomes twice as long, everything else less than that.
    try output.append(addingCapacity: 2 * text.count) { bytes throws(TextEncodingError) in
      var index = 0
      while index < text.count {
        let next = try DecodedCharacter(in: text, at: index)
        switch next.meaning {
        case .undecoded(let byte): bytes.append(byte)
        case .scalar(let scalar) where scalar < 0x10000: append(scalar, order, to: &bytes)
        case .scalar(let scalar):
          append(0xD7C0 + scalar >> 10, order, to: &bytes)
          append(0xDC00 | scalar & 0x3FF, order, to: &bytes)
        }
        index += next.length
      }
    }
  }

  @inline(__always)
  private func append(
    _ unit: UInt32,
    _ order: CharacterEncoding.ByteOrder,
    to bytes: inout OutputSpan<UInt8>
  ) {
    let low = UInt8(truncatingIfNeeded: unit)
    let high = UInt8(truncatingIfNeeded: unit >> 8)
    bytes.append(order == .littleEndian ? low : high)
    bytes.append(order == .littleEndian ? high : low)
  }
}

/// One character of a decoded text, or one byte that could not be decoded.
private struct DecodedCharacter {
  enum Meaning {
    case scalar(UInt32)
    case undecoded(UInt8)
  }

  let meaning: Meaning
  /// The bytes that it takes in the text.
  let length: Int

  /// Reads what begins with a byte: table 3-7 of the Unicode standard, and the escapes.
  @inline(__always)
  init(in text: borrowing Span<UInt8>, at index: Int) throws(TextEncodingError) {
    let lead = text[index]
    let second: ClosedRange<UInt8>
    switch lead {
    case 0x00...0x7F:
      (meaning, length) = (.scalar(UInt32(lead)), 1)
      return
    case 0xC2...0xDF, UndecodedByte.leads: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw .malformedText(offset: index)
    }
    var scalar = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      guard index + offset < text.count else { throw .cutCharacter(offset: index) }
      let byte = text[index + offset]
      guard (offset == 1 ? second : 0x80...0xBF).contains(byte) else {
        throw .malformedText(offset: index)
      }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    meaning =
      UndecodedByte.leads.contains(lead)
      ? .undecoded(UndecodedByte.byte(lead: lead, trail: text[index + 1])) : .scalar(scalar)
  }
}

extension CharacterEncoding {
  /// How many bytes of the original file a piece of its decoded text took.
  ///
  /// Counted by the first byte of each character, so that the pieces of a text add up to the
  /// whole wherever it is cut.
  ///
  /// - Complexity: O(*n*) in the bytes, many at a time.
  package func encodedLength(of text: borrowing Span<UInt8>) -> Int {
    switch form {
    case .utf8: return text.count
    case .singleByte: return text.count - continuations(in: text)
    case .utf16:
      var fours = 0
      var escapes = 0
      for index in text.indices {
        fours += text[index] >= 0xF0 ? 1 : 0
        escapes += text[index] >= UndecodedByte.leads.lowerBound ? 1 : 0
      }
      // Two bytes for each, but four for characters beyond the basic plane and one for an escape.
      return 2 * (text.count - continuations(in: text)) + 2 * (fours - escapes) - escapes
    }
  }

  /// How many bytes of the original file a piece of its decoded text took.
  package func encodedLength(of text: ArraySlice<UInt8>) -> Int {
    encodedLength(of: text.span)
  }

  /// The bytes that are not the first of a character.
  private func continuations(in text: borrowing Span<UInt8>) -> Int {
    var count = 0
    for index in text.indices { count += text[index] & 0xC0 == 0x80 ? 1 : 0 }
    return count
  }
}
