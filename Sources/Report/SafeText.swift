import Bytes

/// Text from a file, made safe for a terminal.
///
/// Control characters, escape codes and characters that turn or hide text are shown as `<U+202E>`,
/// so that a name cannot move the cursor, change a colour or be misread.
package enum SafeText {
  /// The text with unsafe characters escaped.
  package static func shown(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if isDangerous(scalar) {
        shown += escaped(scalar)
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// Whether a character would be obeyed or hidden rather than shown.
  package static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true  // C0, DEL and C1
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // direction
    case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F: true  // invisible
    case 0x200B, 0x2028, 0x2029, 0x2060...0x2065, 0x206A...0x206F, 0x3164, 0xFEFF, 0xFFA0: true
    case 0xFFF0...0xFFFB, 0xE0000...0xE0FFF: true  // annotations and tags
    default: false
    }
  }

  /// The width of a text on a terminal: two columns for wide characters, none for combining ones.
  ///
  /// Most terminals know only code points: a syllable of Devanagari or Thai, or a composed emoji,
  /// is as wide as all its parts. If a terminal draws it narrower, nothing overflows.
  package static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    // The most frequent case, without a search in Unicode's tables.
    if (0x20...0x7E).contains(scalar.value) { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch scalar.value {
    // The vowel and the final of a Korean syllable have no width of their own.
    case 0x1160...0x11FF: return 0
    // Half a flag.
    case 0x1F1E6...0x1F1FF: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }

  /// A safe text, shortened with a mark to a width.
  ///
  /// Only the shown part of a long text is examined.
  package static func cut(_ text: String, to most: Int, mark: String) -> String {
    // A scalar takes four bytes at most, so that a text this short cannot be too wide.
    if text.utf8.count <= most, !text.unicodeScalars.contains(where: isDangerous) { return text }
    var (shown, width, count) = ("", 0, 0)
    // The place of the mark: the text before it fits together with it.
    var end = shown.endIndex
    for scalar in text.unicodeScalars {
      let piece = isDangerous(scalar) ? escaped(scalar) : String(scalar)
      width += isDangerous(scalar) ? piece.utf8.count : Self.width(scalar)
      count += 1
      // Marks that combine take no column, however many there are.
      guard width <= most, count <= 8 * most else { return shown[..<end] + mark }
      shown += piece
      if width <= most - Self.width(mark) { end = shown.endIndex }
    }
    return shown
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    "<U+" + String(scalar.value, radix: 16, uppercase: true).zeroPadded(to: 4) + ">"
  }

  /// A text padded to a width.
  package static func padded(_ text: String, to width: Int, alignedRight: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - Self.width(text)))
    return alignedRight ? fill + text : text + fill
  }
}
