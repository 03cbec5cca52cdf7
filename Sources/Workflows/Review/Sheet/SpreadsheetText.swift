/// Text that a spreadsheet must not take for a formula, and back.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is computed by some
/// programs when the file is opened. An apostrophe before it makes it text; reading takes that away
/// again. A text that already has apostrophes before such a sign gets one more, so that every text
/// comes back as it was.
enum SpreadsheetText {
  /// The text with an apostrophe before it where it needs one.
  static func guarded(_ text: String) -> String {
    isDangerous(text) ? "'" + text : text
  }

  /// The text that was guarded.
  static func plain(_ text: String) -> String {
    text.utf8.first == apostrophe && isDangerous(String(text.dropFirst()))
      ? String(text.dropFirst()) : text
  }

  private static let apostrophe = UInt8(ascii: "'")

  private static func isDangerous(_ text: String) -> Bool {
    switch text.utf8.first(where: { $0 != apostrophe }) {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
      true
    default: false
    }
  }
}
