/// The words and marks of heights, whatever keyboard and language they were typed with.
enum HeightText {
  /// The text of a height in plain ASCII.
  struct Plain {
    var bytes: [UInt8] = []
    /// Whether the decimal sign is unambiguous: ٫ never separates thousands.
    var hasCertainSign = false
  }

  /// The text in plain ASCII, or nil if it contains a character that no height has.
  ///
  /// Letters become lower case without accents, typographic quotes and primes become ASCII quotes,
  /// ½ becomes ` 1/2`, digits of other scripts and wide characters become ASCII, and all white
  /// space becomes spaces.
  static func plain(_ text: borrowing Span<UInt8>) -> Plain? {
    var plain = Plain()
    plain.bytes.reserveCapacity(text.count)
    var isASCII = true
    for index in text.indices {
      if text[index] >= 0x80 {
        isASCII = false
        break
      }
      guard append(text[index], to: &plain.bytes) else { return nil }
    }
    if isASCII { return plain }
    plain.bytes = []
    for scalar in String(copying: text).unicodeScalars {
      if scalar.isASCII {
        guard append(UInt8(scalar.value), to: &plain.bytes) else { return nil }
      } else if let replacement = replacements[scalar] {
        // An accent belongs to a letter.
        if replacement.isEmpty, !(0x61...0x7A).contains(plain.bytes.last ?? 0) { return nil }
        plain.bytes += replacement.utf8
      } else if let digit = scalar.decimalDigit {
        plain.bytes.append(0x30 + digit)
      } else if let narrow = scalar.narrow {
        guard append(UInt8(narrow.value), to: &plain.bytes) else { return nil }
      } else if scalar == "\u{66B}" {
        plain.bytes.append(UInt8(ascii: "."))
        plain.hasCertainSign = true
      } else if !scalar.isInvisibleMark {
        return nil
      }
    }
    return plain
  }

  /// Appends a character of ASCII; false for one that no height has.
  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
    case 0x09: bytes.append(0x20)
    case 0x60: bytes.append(UInt8(ascii: "'"))
    case 0x20...0x7E: bytes.append(byte)
    default: return false
    }
    return true
  }

  private static let replacements: [Unicode.Scalar: String] = [
    "\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "\u{3000}": " ",
    "\u{2018}": "'", "\u{2019}": "'", "\u{2032}": "'", "\u{B4}": "'", "\u{2BC}": "'",
    "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"", "\u{2033}": "\"", "\u{BA}": "\"",
    "\u{2010}": "-", "\u{2011}": "-", "\u{2012}": "-", "\u{2013}": "-",
    "\u{BD}": " 1/2", "\u{BC}": " 1/4", "\u{BE}": " 3/4", "\u{2044}": "/",
    "\u{E8}": "e", "\u{C8}": "e", "\u{E9}": "e", "\u{C9}": "e", "\u{ED}": "i", "\u{CD}": "i",
    "\u{300}": "", "\u{301}": "",
  ]

  /// The unit that each word stands for.
  static let units: [String: HeightUnit] = {
    var units: [String: HeightUnit] = [:]
    for (unit, list) in words {
      for word in list.split(separator: " ") { units[String(word)] = unit }
    }
    return units
  }()

  /// The words for the units in the languages that headings are understood in.
  static let words: [HeightUnit: String] = [
    .centimetres: """
    cm cms centimetre centimetres centimeter centimeters zentimeter centimetro centimetros \
    centimetri centymetr centymetry centymetrow
    """,
    .metres: "m mtr mtrs metre metres meter meters metro metros metri metr metry metrow",
    .millimetres: """
    mm millimetre millimetres millimeter millimeters milimetro milimetros millimetro millimetri \
    milimetr milimetry milimetrow
    """,
    .inches: "in ins inch inches zoll pouce pouces pulgada pulgadas pollice pollici duim cal cale",
    .feetAndInches: "ft feet foot fuss pied pieds pie pies piede piedi pe pes voet fot",
  ]
}
