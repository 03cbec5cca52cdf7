/// Keeps a spreadsheet from computing the text of a cell, and reverses that.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab, a line end, or one of these signs in full width is
/// computed by some programs when the file is opened (OWASP, "CSV Injection"). An apostrophe before it
/// makes it text; reading removes it. A text that already has apostrophes before such a sign gets one
/// more, so that every text is read back unchanged.
package enum FormulaGuard {
  static let apostrophe = UInt8(ascii: "'")

  /// The text, with an apostrophe before it if needed.
  package static func guarded(_ text: String) -> String {
    isNeeded(text.utf8.span) ? "'" + text : text
  }

  /// The original text.
  package static func plain(_ text: String) -> String {
    isThere(text.utf8.span) ? String(text.dropFirst()) : text
  }

  /// Whether a text needs an apostrophe before it.
  static func isNeeded(_ text: borrowing Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count, text[index] == apostrophe { index += 1 }
    guard index < text.count else { return false }
    switch text[index] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A,
      0x0D:
      return true
    case 0xEF:
      // ＝ U+FF1D, ＋ U+FF0B, － U+FF0D, ＠ U+FF20
      guard index + 2 < text.count, text[index + 1] == 0xBC else { return false }
      return [0x9D, 0x8B, 0x8D, 0xA0].contains(text[index + 2])
    default: return false
    }
  }

  /// Whether a text has an apostrophe that was put before it.
  static func isThere(_ text: borrowing Span<UInt8>) -> Bool {
    text.count > 1 && text[0] == apostrophe && isNeeded(text.extracting(1...))
  }
}
