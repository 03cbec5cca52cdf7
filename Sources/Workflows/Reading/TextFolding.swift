/// The text as headings and words are compared: small letters without accents, single spaces.
///
/// Capital letters, accents, ligatures and the kind and number of spaces go; "Größe" and "GROSSE"
/// fold to the same text, with composed and decomposed accents alike. Other scripts stay as they
/// are, in small letters.
func folded(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  var hasSpace = false
  for scalar in text.lowercased().unicodeScalars {
    if isSpace(scalar) {
      hasSpace = true
      continue
    }
    if hasSpace && !result.isEmpty { result.append(" ") }
    hasSpace = false
    switch scalar {
    case "\u{300}"..."\u{36F}": break
    case "ß": result.append(contentsOf: "ss".unicodeScalars)
    case "æ": result.append(contentsOf: "ae".unicodeScalars)
    case "œ": result.append(contentsOf: "oe".unicodeScalars)
    case "’", "‘", "´", "`": result.append("'")
    default: result.append(baseLetters[scalar] ?? scalar)
    }
  }
  return String(result)
}

/// The text without the spaces around it, of whatever kind.
func trimmed(_ text: String) -> String {
  var scalars = Substring(text).unicodeScalars
  while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
  while let last = scalars.last, isSpace(last) { scalars.removeLast() }
  return String(scalars)
}

/// White space, and the two marks without width that spreadsheets leave behind.
private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
}

/// The letter without its accent, for the composed letters of European Latin scripts.
private let baseLetters: [Unicode.Scalar: Unicode.Scalar] = {
  let rows: [(Unicode.Scalar, String)] = [
    ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđ"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"),
    ("i", "ìíîïĩīĭįı"), ("l", "ĺļľł"), ("n", "ñńņň"), ("o", "òóôõöøōŏő"), ("r", "ŕŗř"),
    ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűų"), ("y", "ýÿŷ"), ("z", "źżž"),
  ]
  var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
  for (base, accented) in rows {
    for scalar in accented.unicodeScalars { letters[scalar] = base }
  }
  return letters
}()
