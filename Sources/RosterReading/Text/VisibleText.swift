/// Texts as ids, names and groups are compared: without what cannot be seen.
///
/// Spaces of whatever kind go from both ends and become one between words. What has no shape (U+200B,
/// U+FEFF, marks of direction, controls) goes everywhere. What is stored stays as the file has it.
package enum VisibleText {
  /// The text as it is compared.
  package static func of(_ text: String) -> String {
    if isPlain(text.utf8.span) { return text }
    var result = String.UnicodeScalarView()
    var hasSpace = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        hasSpace = true
      } else if !NameMarks.isInvisible(scalar) {
        if hasSpace, !result.isEmpty { result.append(" ") }
        hasSpace = false
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether nothing of a text can be invisible, so that it is compared as it stands.
  ///
  /// Told by the first bytes of characters, for a million ids: some texts that are compared as they
  /// stand are not plain.
  package static func isPlain(_ text: borrowing Span<UInt8>) -> Bool {
    var previous: UInt8 = 0x20
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case 0x20: if previous == 0x20 { return false }
      case 0..<0x20, 0x7F: return false
      // The characters without a shape, and the spaces beyond ASCII, begin with these.
      case 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF3: return false
      default: break
      }
      previous = byte
    }
    return text.isEmpty || previous != 0x20
  }
}

/// A cell for a message, cut where it is long.
package func excerpt(of text: String) -> String {
  text.count > 40 ? text.prefix(40) + "…" : text
}
