/// The first byte that is not part of well-formed UTF-8, or nil where all of it is.
///
/// The Unicode standard's table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF, no
/// sequence cut short. The byte returned is the first one of the sequence at fault.
///
/// - Complexity: O(*n*) in the bytes.
func offsetOfInvalidUTF8(in bytes: borrowing Span<UInt8>) -> Int? {
  var index = 0
  while index < bytes.count {
    let lead = bytes[index]
    // What the second byte may be is where the forms that look valid and are not differ.
    let length: Int
    let second: ClosedRange<UInt8>
    switch lead {
    case 0x00...0x7F:
      index += 1
      continue
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return index
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return index }
    for offset in 2..<max(2, length) where !(0x80...0xBF).contains(bytes[index + offset]) {
      return index
    }
    index += length
  }
  return nil
}
