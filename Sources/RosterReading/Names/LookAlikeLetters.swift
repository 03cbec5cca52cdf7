/// Letters that are drawn alike, brought to one: accents go, and Cyrillic, Greek and fullwidth letters
/// that look like a Latin one become that.
///
/// A small letter whose capital looks Latin counts too (`в` for `В`), because case is no difference.
/// Within one alphabet no two letters become the same, but for their accents. The pairs are those of
/// Unicode Technical Standard 39 that a name can be mistyped or faked with.
package enum LookAlikeLetters {
  /// The letter for each that is not drawn in ASCII, in both cases.
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
    // A letter with an accent may look like one of another alphabet in the end: ά is α is a.
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

  /// Latin letters with the Cyrillic and Greek ones that are drawn like them in either case.
  private static let shapes: [(Unicode.Scalar, String)] = [
    ("a", "аα"), ("b", "вβ"), ("c", "сϲ"), ("d", "ԁ"), ("e", "еε"), ("h", "нһη"), ("i", "іι"),
    ("j", "јϳ"), ("k", "кκ"), ("l", "ӏ"), ("m", "мμ"), ("n", "ν"), ("o", "оο"), ("p", "рρ"),
    ("q", "ԛ"), ("s", "ѕ"), ("t", "тτ"), ("v", "ѵ"), ("w", "ԝ"), ("x", "хχ"), ("y", "уυү"),
    ("z", "ζ"),
  ]
}
