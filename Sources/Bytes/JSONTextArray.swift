/// A JSON array of texts, the form in which a row's cells are stored: any SQLite shell can read it
/// with its JSON functions.
///
/// The writer works on bytes and the reader supports only this form, because both run once for
/// every student of a file; other bytes are refused.
package enum JSONTextArray {
  /// Appends one text to an array under construction; the first call opens it.
  ///
  /// Escapes what JSON requires (quote, backslash, control characters) and nothing else.
  package static func append(_ text: borrowing Span<UInt8>, to array: inout [UInt8]) {
    array.append(array.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
    array.append(UInt8(ascii: "\""))
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        array.append(UInt8(ascii: "\\"))
        array.append(byte)
      case 0..<0x20:
        array.append(contentsOf: Array("\\u00".utf8))
        array.append(hexDigits[Int(byte >> 4)])
        array.append(hexDigits[Int(byte & 15)])
      default:
        array.append(byte)
      }
    }
    array.append(UInt8(ascii: "\""))
  }

  /// Ends an array under construction, which may still be empty.
  package static func close(_ array: inout [UInt8]) {
    if array.isEmpty { array.append(UInt8(ascii: "[")) }
    array.append(UInt8(ascii: "]"))
  }

  /// The array of some texts.
  package static func text(of texts: [String]) -> String {
    var array: [UInt8] = []
    for text in texts {
      append(Array(text.utf8).span, to: &array)
    }
    close(&array)
    return String(decoding: array, as: UTF8.self)
  }

  /// The texts of an array; nil for anything that is not an array of texts.
  package static func texts(in array: String) -> [[UInt8]]? {
    var reader = Reader(bytes: Array(array.utf8))
    return reader.texts()
  }

  /// The places of an array's texts in its bytes, if no text has an escape.
  ///
  /// For a million arrays, most of which have none. `places`: overwritten. Returns false for an array
  /// with escapes, and for anything that is not an array of texts; then ``texts(in:)`` tells.
  package static func places(
    inPlain array: borrowing Span<UInt8>,
    into places: inout [Range<Int>]
  ) -> Bool {
    places.removeAll(keepingCapacity: true)
    let end = array.count - 1
    guard end > 0, array[0] == UInt8(ascii: "["), array[end] == UInt8(ascii: "]") else {
      return false
    }
    if end == 1 { return true }
    var position = 1
    while position < end, array[position] == UInt8(ascii: "\"") {
      let start = position + 1
      position = start
      while position < end, array[position] != UInt8(ascii: "\"") {
        if array[position] == UInt8(ascii: "\\") || array[position] < 0x20 { return false }
        position += 1
      }
      guard position < end else { return false }
      places.append(start..<position)
      position += 1
      if position == end { return true }
      guard array[position] == UInt8(ascii: ",") else { return false }
      position += 1
    }
    return false
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)
}

/// Reads `["…","…"]`.
private struct Reader {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func texts() -> [[UInt8]]? {
    guard take(UInt8(ascii: "[")) else { return nil }
    var texts: [[UInt8]] = []
    if take(UInt8(ascii: "]")) { return position == bytes.count ? texts : nil }
    repeat {
      guard let text = text() else { return nil }
      texts.append(text)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) && position == bytes.count ? texts : nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func text() -> [UInt8]? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return text
      case UInt8(ascii: "\\"):
        guard let escaped = escape() else { return nil }
        text.append(escaped)
      // An unescaped control character is not JSON.
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  /// What follows a backslash; only what the writer produces.
  private mutating func escape() -> UInt8? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
    case UInt8(ascii: "u"):
      guard position + 4 <= bytes.count,
        bytes[position] == UInt8(ascii: "0"), bytes[position + 1] == UInt8(ascii: "0")
      else { return nil }
      let digits = bytes[position + 2..<position + 4]
      position += 4
      guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), code < 0x20
      else { return nil }
      return code
    default: return nil
    }
  }
}
