/// A name without everything in which two spellings of it may differ: case, accents, spaces,
/// hyphens and other punctuation, invisible characters, and the alphabet of letters that look
/// alike.
///
/// Computed letter by letter from UTF-8, so that a million names need no strings.
package enum NameSkeleton {
  /// Calls `body` with each letter of the skeleton, and `atJoint` for what is between words: spaces,
  /// hyphens, dots and the like.
  ///
  /// An apostrophe is within its word.
  @inlinable @inline(__always)
  package static func forEachLetter(
    of name: borrowing Span<UInt8>,
    atJoint: () -> Void = {},
    _ body: (UInt32) -> Void
  ) {
    var index = 0
    while index < name.count {
      let byte = name[index]
      if byte < 0x80 {
        index += 1
        if let letter = asciiLetter(byte) {
          body(letter)
        } else if byte != UInt8(ascii: "'"), byte != UInt8(ascii: "`") {
          atJoint()
        }
        continue
      }
      let (scalar, length) = decode(name, at: index)
      index += length
      let letters = letters(for: scalar)
      for letter in letters { body(letter.value) }
      if letters.isEmpty, NameMarks.isJoint(scalar), scalar != "’", scalar != "´" { atJoint() }
    }
  }

  /// The skeleton as a text; empty where a name has no letters.
  package static func of(_ name: String) -> String {
    var skeleton = String.UnicodeScalarView()
    forEachLetter(of: name.utf8.span) { letter in
      if let scalar = Unicode.Scalar(letter) { skeleton.append(scalar) }
    }
    return String(skeleton)
  }

  /// The letters of each word of a name.
  package static func words(of name: borrowing Span<UInt8>) -> [[UInt32]] {
    var words: [[UInt32]] = [[]]
    forEachLetter(
      of: name,
      atJoint: { words.append([]) },
      { letter in words[words.count - 1].append(letter) }
    )
    return words.filter { !$0.isEmpty }
  }

  /// A small letter or a digit; nil for anything else.
  @inlinable @inline(__always)
  package static func asciiLetter(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      UInt32(byte)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte | 0x20)
    // Brackets, signs and the like may distinguish two students; separators do not.
    case 0..<0x21, UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: ","),
      UInt8(ascii: "_"), UInt8(ascii: "`"), 0x7F:
      nil
    default: UInt32(byte)
    }
  }

  /// The letters that stand for one beyond ASCII: mostly one; none for marks and spaces.
  package static func letters(for scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if let letter = LookAlikeLetters.small[scalar] { return [letter] }
    switch scalar {
    case "ß", "ẞ": return ["s", "s"]
    case "æ", "Æ": return ["a", "e"]
    case "œ", "Œ": return ["o", "e"]
    default: break
    }
    if NameMarks.isLeftOut(scalar) { return [] }
    let small = scalar.properties.lowercaseMapping.unicodeScalars
    // One step further for a capital letter whose small one is in the table.
    return small.compactMap { letter in
      NameMarks.isLeftOut(letter) ? nil : LookAlikeLetters.small[letter] ?? letter
    }
  }

  /// The scalar at a place and its length in bytes; the replacement character if there is none.
  package static func decode(
    _ bytes: borrowing Span<UInt8>,
    at index: Int
  ) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[index]
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard first >= 0xC0, index + length <= bytes.count else { return ("\u{FFFD}", 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for place in 1..<length { value = value << 6 | UInt32(bytes[index + place] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }
}

/// Maps letters that look alike to one letter: accents are removed, and Cyrillic, Greek and
/// fullwidth letters that look like a Latin letter become that letter.
///
/// A small letter whose capital looks Latin is included (`в` for `В`), because case is ignored.
/// Within one alphabet, no two letters become the same except by their accents. The pairs are those
/// of Unicode Technical Standard 39 that a name can be mistyped or faked with.
package enum LookAlikeLetters {
  /// The Latin letter for each non-ASCII letter, in both cases.
  package static let small: [Unicode.Scalar: Unicode.Scalar] = {
    var letters = baseLetters
    let others = lettersByVariant(accents + shapes)
    letters.merge(others) { _, other in other }
    for (place, code) in (0xFF41...0xFF5A).enumerated() {
      if let wide = Unicode.Scalar(code) { letters[wide] = Unicode.Scalar(UInt8(0x61 + place)) }
    }
    for (place, code) in (0xFF10...0xFF19).enumerated() {
      if let wide = Unicode.Scalar(code) { letters[wide] = Unicode.Scalar(UInt8(0x30 + place)) }
    }
    for (letter, base) in letters {
      let capital = letter.properties.uppercaseMapping.unicodeScalars
      if capital.count == 1, let capital = capital.first, !capital.isASCII {
        letters[capital] = base
      }
    }
    // An accented letter may look like one of another alphabet without its accent: ά, α, a.
    for (letter, base) in letters { letters[letter] = letters[base] ?? base }
    return letters
  }()

  /// Whether a letter is of another alphabet than the one it looks like.
  package static func isOfAnotherAlphabet(_ scalar: Unicode.Scalar) -> Bool {
    guard let letter = small[scalar], letter.isASCII else { return false }
    return !scalar.isASCII && scalar.value >= 0x370 && !(0x1E00...0x1EFF).contains(scalar.value)
  }

  /// Accented letters of Greek and Cyrillic.
  private static let accents: [(Unicode.Scalar, String)] = [
    ("α", "άἀἁἂἃἄἅἆἇὰᾰᾱᾳᾶ"), ("ε", "έἐἑἒἓἔἕὲ"), ("η", "ήἠἡἢἣἤἥἦἧὴῃῆ"), ("ι", "ΐίϊἰἱἲἳἴἵἶἷὶῐῑῒῖῗ"),
    ("ο", "όὀὁὂὃὄὅὸ"), ("ρ", "ῤῥ"), ("υ", "ΰϋύὐὑὒὓὔὕὖὗὺῠῡῢῦῧ"), ("ω", "ώὠὡὢὣὤὥὦὧὼῳῶῷ"),
    ("σ", "ς"), ("а", "ӑӓ"), ("г", "ѓґ"), ("е", "ѐёӗ"), ("ж", "ӂӝ"), ("з", "ӟ"), ("и", "ѝйӣӥ"),
    ("к", "ќ"), ("о", "ӧ"), ("у", "ўӯӱӳ"), ("ч", "ӵ"), ("ы", "ӹ"), ("э", "ӭ"), ("і", "ї"),
  ]

  /// Latin letters with the Cyrillic and Greek letters that look like them in either case.
  private static let shapes: [(Unicode.Scalar, String)] = [
    ("a", "аα"), ("b", "вβ"), ("c", "сϲ"), ("d", "ԁ"), ("e", "еε"), ("h", "нһη"), ("i", "іι"),
    ("j", "јϳ"), ("k", "кκ"), ("l", "ӏ"), ("m", "мμ"), ("n", "ν"), ("o", "оο"), ("p", "рρ"),
    ("q", "ԛ"), ("s", "ѕ"), ("t", "тτ"), ("v", "ѵ"), ("w", "ԝ"), ("x", "хχ"), ("y", "уυү"),
    ("z", "ζ"),
  ]
}
