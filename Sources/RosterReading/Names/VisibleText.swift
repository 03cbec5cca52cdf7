import Bytes

/// The form in which ids, names and groups are compared: without invisible characters.
///
/// White space is removed at both ends and becomes one space between words. Invisible characters
/// (U+200B, U+FEFF, direction marks, controls) are removed everywhere. The stored text stays as in
/// the file.
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

  /// Whether a text cannot contain invisible characters, so that it can be compared unchanged.
  ///
  /// Decided from the first bytes of characters, to be fast for a million ids; false for some texts
  /// that have none.
  package static func isPlain(_ text: borrowing Span<UInt8>) -> Bool {
    var previous: UInt8 = 0x20
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case 0x20: if previous == 0x20 { return false }
      case 0..<0x20, 0x7F: return false
      // The first bytes of invisible characters and of non-ASCII spaces.
      case 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF3: return false
      default: break
      }
      previous = byte
    }
    return text.isEmpty || previous != 0x20
  }

  /// The hash of a text as it is compared, for tables of hashes: the same for two texts that
  /// `of` makes equal, composed accents or not.
  package static func hash(_ text: borrowing Span<UInt8>) -> UInt64 {
    var hasher = Hasher()
    if isHashedAsBytes, isComposed(text) {
      hasher.combine(asText: text)
    } else {
      hasher.combine(of(String(copying: text)))
    }
    return hasher.finish()
  }

  /// Whether Swift hashes texts like their bytes, as it does today; otherwise all are hashed as texts,
  /// which takes longer.
  private static let isHashedAsBytes = [
    ("", ""), ("Ada Kim 7", "Ada Kim 7"), ("Ame\u{301}lie", "Am\u{E9}lie"),
  ].allSatisfy { text, composed in
    var (asText, asBytes) = (Hasher(), Hasher())
    asText.combine(text)
    asBytes.combine(asText: composed.utf8.span)
    return asText.finalize() == asBytes.finalize()
  }

  /// Whether a text is compared unchanged, and its accents are composed.
  ///
  /// Decided from the first bytes of characters: ASCII, and the Latin and Cyrillic letters up to U+017F
  /// and from U+0400 to U+047F, none of which is a combining accent or composed otherwise. False for
  /// some other texts.
  private static func isComposed(_ text: borrowing Span<UInt8>) -> Bool {
    var previous: UInt8 = 0x20
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case 0x20: if previous == 0x20 { return false }
      case 0x21...0x7E, 0x80...0xBF, 0xC3...0xC5, 0xD0, 0xD1: break
      default: return false
      }
      previous = byte
    }
    return text.isEmpty || previous != 0x20
  }
}

/// A cell for a message, shortened if long.
package func excerpt(of text: String) -> String {
  text.count > 40 ? text.prefix(40) + "…" : text
}

/// The characters of a name that are not letters: separators, combining marks and invisible
/// characters.
package enum NameMarks {
  /// Whether a character is ignored when spellings are compared.
  package static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
    isJoint(scalar) || isInvisible(scalar) || isAccent(scalar)
  }

  /// Spaces, hyphens, apostrophes, dots and commas of any kind.
  package static func isJoint(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2D, 0x27, 0x2E, 0x2C, 0x5F, 0x60, 0xB4, 0xB7: true
    case 0x2010...0x2015, 0x2018...0x201B, 0x2032, 0x2035, 0x2212, 0x02B9...0x02BC, 0x02C8: true
    case 0x3001, 0x3002, 0x30FB, 0xFE58, 0xFE63, 0xFF07, 0xFF0C, 0xFF0D, 0xFF0E: true
    default: scalar.properties.isWhitespace
    }
  }

  /// Characters that are not shown: direction marks, joiners, soft hyphens, variation selectors,
  /// tags and controls.
  package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3164, 0x115F, 0x1160, 0xFFA0: true  // fillers, which count as letters
    default:
      switch scalar.properties.generalCategory {
      case .control, .format: true
      default: scalar.properties.isDefaultIgnorableCodePoint
      }
    }
  }

  /// Combining accents, and the points of Hebrew and Arabic.
  ///
  /// Not every mark is included: the vowel signs of Indian scripts and of Thai distinguish names.
  package static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0300...0x036F, 0x0483...0x0487, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20F0,
      0xFE20...0xFE2F:
      true
    case 0x0591...0x05BD, 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7: true
    case 0x0610...0x061A, 0x064B...0x065F, 0x0670: true
    default: false
    }
  }
}
