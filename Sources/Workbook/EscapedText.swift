/// Undoes the escapes of a text in a workbook: `_x000D_` is a carriage return.
///
/// XML cannot hold most control characters, so a workbook writes a UTF-16 unit as four hexadecimal
/// digits between `_x` and `_` (ECMA-376-1, 22.9.2.19, ST_Xstring); a text that looks like such an
/// escape has its first underscore escaped, `_x005F_`. Two halves of a character in a row are
/// put together; half a one alone stays as it is written.
///
/// Only the bytes from `start` on are looked at.
func undoEscapes(in text: inout [UInt8], from start: Int) {
  guard var index = nextEscape(in: text, from: start) else { return }
  var result = Array(text[start..<index])
  while index < text.count {
    guard let unit = escapedUnit(in: text, at: index) else {
      result.append(text[index])
      index += 1
      continue
    }
    var length = escapeLength
    var scalar = Unicode.Scalar(unit)
    if unit & 0xFC00 == 0xD800, let second = escapedUnit(in: text, at: index + escapeLength),
      second & 0xFC00 == 0xDC00
    {
      scalar = Unicode.Scalar(0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(second & 0x3FF)))
      length += escapeLength
    }
    if let scalar, let encoded = UTF8.encode(scalar) {
      result.append(contentsOf: encoded)
    } else {
      result += text[index..<index + length]
    }
    index += length
  }
  text.replaceSubrange(start..., with: result)
}

private let escapeLength = 7

private func nextEscape(in text: [UInt8], from start: Int) -> Int? {
  var index = start
  while let found = text[index...].firstIndex(of: UInt8(ascii: "_")) {
    if escapedUnit(in: text, at: found) != nil { return found }
    index = found + 1
  }
  return nil
}

private func escapedUnit(in text: [UInt8], at index: Int) -> UInt16? {
  guard index + escapeLength <= text.count, text[index] == UInt8(ascii: "_"),
    text[index + 1] == UInt8(ascii: "x"), text[index + 6] == UInt8(ascii: "_")
  else { return nil }
  var unit: UInt16 = 0
  for byte in text[index + 2..<index + 6] {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(byte & 0x0F)
    case UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"):
      unit = unit << 4 | UInt16(byte & 0x0F + 9)
    default: return nil
    }
  }
  return unit
}
