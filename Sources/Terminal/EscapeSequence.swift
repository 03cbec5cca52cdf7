/// The byte sequences that begin with ESC and that xterm-like terminals send for keys.
enum EscapeSequence {
  static let escape: UInt8 = 0x1B
  /// The mark before a paste, which is not a key.
  static let pasteBegins = Key.paste("")
  /// The bytes after a paste.
  static let pasteEnd: [UInt8] = [escape] + Array("[201~".utf8)

  /// The maximum length of a key's sequence; longer ones are discarded.
  private static let longest = 32

  /// The key at the beginning of some bytes with its length.
  ///
  /// - Returns: nil if the bytes do not begin with ESC, or with an incomplete sequence.
  static func key(at bytes: ArraySlice<UInt8>) -> (Key?, Int)? {
    guard bytes.first == escape, let second = bytes.dropFirst().first else { return nil }
    switch second {
    case UInt8(ascii: "["): return controlSequence(bytes)
    case UInt8(ascii: "O"):
      guard let third = bytes.dropFirst(2).first else { return nil }
      return (letters[third] ?? .other, 3)
    // Two presses of the escape key, of which the second may begin a sequence.
    case escape: return (.escape, 1)
    // A letter with the Alt key.
    default: return (.other, 2)
    }
  }

  /// `ESC [`, numbers between, and a last byte that says which key.
  private static func controlSequence(_ bytes: ArraySlice<UInt8>) -> (Key?, Int)? {
    let body = bytes.dropFirst(2)
    guard let end = body.firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return body.count > longest ? (.other, bytes.count) : nil
    }
    let length = end - bytes.startIndex + 1
    let parameters = body[..<end]
    if bytes[end] == UInt8(ascii: "~") {
      return (key(numbered: parameters), length)
    }
    // With Shift or Ctrl, the sequence has numbers; an arrow is still an arrow.
    return (letters[bytes[end]] ?? .other, length)
  }

  private static func key(numbered parameters: ArraySlice<UInt8>) -> Key {
    switch String(decoding: parameters.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self) {
    case "1", "7": .home
    case "3": .delete
    case "4", "8": .end
    case "5": .pageUp
    case "6": .pageDown
    case "200": pasteBegins
    default: .other
    }
  }

  private static let letters: [UInt8: Key] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
    UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
    UInt8(ascii: "M"): .enter,
  ]
}

/// The sequences sent to a terminal; every terminal since the VT100 knows or ignores them.
enum ControlSequence {
  static let hideCursor = "\u{1B}[?25l"
  static let showCursor = "\u{1B}[?25h"
  static let eraseRestOfLine = "\u{1B}[K"

  /// The alternate screen, without line wrapping and with bracketed paste.
  static let enter = "\u{1B}[?1049h\u{1B}[?7l\u{1B}[?2004h\u{1B}[2J\u{1B}[H"
  /// The normal screen, with its cursor.
  static let leave = "\u{1B}[?2004l\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

  /// Moves the cursor; counted from zero.
  static func place(row: Int, column: Int) -> String { "\u{1B}[\(row + 1);\(column + 1)H" }
}
