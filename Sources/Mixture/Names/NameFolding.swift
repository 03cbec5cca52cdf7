/// A word of a name as names are compared: small letters, Latin ones without accents.
///
/// "JOSÉ", "José" and "Jose" with an accent behind it fold to "jose". Letters of other scripts stay,
/// but for accents that are often left out in Greek and Russian; they may be composed or not, which
/// makes no difference to the equality of strings. Typographic apostrophes and hyphens become plain
/// ones.
package func foldedName(_ word: some StringProtocol) -> String {
  let small = word.lowercased()
  if small.utf8.allSatisfy({ $0 < 0x80 }) { return small }
  var folded = String.UnicodeScalarView()
  for character in small {
    if let plain = plainForms[character] {
      folded.append(contentsOf: plain.unicodeScalars)
      continue
    }
    var isLatin = false
    for scalar in character.unicodeScalars {
      if isLatin, scalar.properties.generalCategory == .nonspacingMark { continue }
      if isIgnored(scalar) { continue }
      if scalar.isASCII {
        isLatin = true
        folded.append(scalar)
      } else if let letters = latinLetters(of: scalar) {
        isLatin = true
        folded.append(contentsOf: letters)
      } else {
        folded.append(narrow(scalar))
      }
    }
  }
  return String(folded)
}

/// The plain letters of a small Latin letter: "e" of "ế", "o" of "ø", "ae" of "ǽ".
///
/// Unicode says in the name of a letter what it is: LATIN SMALL LETTER O WITH STROKE. Base letters
/// that have a name of their own (ENG, SCHWA) stay as they are.
private func latinLetters(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
  let prefix = "LATIN SMALL LETTER "
  guard let name = scalar.properties.name, name.hasPrefix(prefix) else { return nil }
  let letters = name.unicodeScalars.dropFirst(prefix.unicodeScalars.count).prefix { $0 != " " }
  let rest = name.unicodeScalars.dropFirst(prefix.unicodeScalars.count + letters.count)
  guard letters.count <= 2, rest.isEmpty || String(rest).hasPrefix(" WITH ") else { return nil }
  // Small letters are 32 above capital ones.
  return letters.compactMap { Unicode.Scalar($0.value + 0x20) }
}

/// Letters and marks with a plain form that their name does not tell.
private let plainForms: [Character: String] = [
  "ß": "ss", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ſ": "s", "ẛ": "s",
  "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'",
  "‐": "-", "‑": "-", "–": "-", "－": "-",
  "ё": "е", "ς": "σ", "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω",
  "ϊ": "ι", "ϋ": "υ", "ΐ": "ι", "ΰ": "υ",
]

/// Whether a mark only directs how text is set: soft hyphens, spaces without width, directions.
private func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0xAD, 0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, 0x2066...0x2069, 0x202A...0x202C: true
  default: false
  }
}

/// The character of ASCII that a wide one of East Asian keyboards is.
private func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
  return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
}
