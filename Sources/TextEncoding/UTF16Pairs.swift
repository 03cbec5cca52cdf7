/// Puts the bytes of UTF-16 together to characters, across the ends of the pieces they come in.
struct UTF16Pairs: Sendable {
  /// Bytes for which memory is made ready at a time.
  private static let blockLength = 1 << 14

  /// The bytes of a character that is not complete: one, two or three.
  private var held: [UInt8] = []

  mutating func decode(
    _ bytes: borrowing Span<UInt8>,
    _ order: CharacterEncoding.ByteOrder,
    into output: inout [UInt8]
  ) {
    var index = 0
    while !held.isEmpty && index < bytes.count {
      take(bytes[index], order, into: &output)
      index += 1
    }
    index = decodeWhole(bytes, from: index, order, into: &output)
    while index < bytes.count {
      take(bytes[index], order, into: &output)
      index += 1
    }
  }

  mutating func finish(into output: inout [UInt8]) {
    for byte in held { UndecodedByte.append(byte, to: &output) }
    held.removeAll(keepingCapacity: true)
  }

  /// Decodes the characters that lie in the piece as a whole, and returns where the last one ends.
  private func decodeWhole(
    _ bytes: borrowing Span<UInt8>,
    from start: Int,
    _ order: CharacterEncoding.ByteOrder,
    into output: inout [UInt8]
  ) -> Int {
    let low = order == .littleEndian ? 0 : 1
    let high = 1 - low
    var index = start
    var isCut = false
    while index + 1 < bytes.count && !isCut {
      let end = min(index + Self.blockLength, bytes.count - 1)
      // Two bytes become four at most, those of the last pair may lie behind the block.
      output.append(addingCapacity: 2 * (end - index) + 4) { text in
        while index < end {
          let unit = UInt32(bytes[index + high]) << 8 | UInt32(bytes[index + low])
          if unit < 0x80 {
            text.append(UInt8(truncatingIfNeeded: unit))
            index += 2
            continue
          }
          guard isSurrogate(unit) else {
            append(unit, to: &text)
            index += 2
            continue
          }
          if isHighSurrogate(unit) {
            guard index + 3 < bytes.count else {
              isCut = true
              return
            }
            let next = UInt32(bytes[index + 2 + high]) << 8 | UInt32(bytes[index + 2 + low])
            if isLowSurrogate(next) {
              append(scalar(unit, next), to: &text)
              index += 4
              continue
            }
          }
          append(undecoded: bytes[index], to: &text)
          append(undecoded: bytes[index + 1], to: &text)
          index += 2
        }
      }
    }
    return index
  }

  /// Adds a byte to those that wait, and decodes what has become complete.
  private mutating func take(
    _ byte: UInt8,
    _ order: CharacterEncoding.ByteOrder,
    into output: inout [UInt8]
  ) {
    held.append(byte)
    guard held.count.isMultiple(of: 2) else { return }
    let last = unit(at: held.count - 2, order)
    if held.count == 4 {
      if isLowSurrogate(last) {
        let scalar = scalar(unit(at: 0, order), last)
        output.append(addingCapacity: 4) { text in append(scalar, to: &text) }
        held.removeAll(keepingCapacity: true)
        return
      }
      UndecodedByte.append(held[0], to: &output)
      UndecodedByte.append(held[1], to: &output)
      held.removeFirst(2)
    }
    if isHighSurrogate(last) { return }
    if isLowSurrogate(last) {
      finish(into: &output)
    } else {
      output.append(addingCapacity: 3) { text in append(last, to: &text) }
      held.removeAll(keepingCapacity: true)
    }
  }

  private func unit(at index: Int, _ order: CharacterEncoding.ByteOrder) -> UInt32 {
    let first = UInt32(held[index])
    let second = UInt32(held[index + 1])
    return order == .littleEndian ? second << 8 | first : first << 8 | second
  }
}

private func isSurrogate(_ unit: UInt32) -> Bool { unit & 0xF800 == 0xD800 }
private func isHighSurrogate(_ unit: UInt32) -> Bool { unit & 0xFC00 == 0xD800 }
private func isLowSurrogate(_ unit: UInt32) -> Bool { unit & 0xFC00 == 0xDC00 }

/// The character of a pair; the Unicode standard's table 3-5.
private func scalar(_ high: UInt32, _ low: UInt32) -> UInt32 {
  0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF)
}

/// Appends the UTF-8 of a character that is not a surrogate.
@inline(__always)
private func append(_ scalar: UInt32, to text: inout OutputSpan<UInt8>) {
  if scalar < 0x80 {
    text.append(UInt8(truncatingIfNeeded: scalar))
    return
  }
  if scalar < 0x800 {
    text.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
  } else if scalar < 0x10000 {
    text.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
    text.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
  } else {
    text.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
    text.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
    text.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
  }
  text.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
}

@inline(__always)
private func append(undecoded byte: UInt8, to text: inout OutputSpan<UInt8>) {
  text.append(UndecodedByte.lead(of: byte))
  text.append(UndecodedByte.trail(of: byte))
}
