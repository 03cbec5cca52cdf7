/// The text as headings and words are compared: small letters without accents, single spaces.
///
/// Capital letters, accents, ligatures and the kind and number of spaces go; "Größe" and "GROSSE"
/// fold to the same text, with composed and decomposed accents alike. Digits of other scripts and
/// wide characters become those of ASCII. Other letters stay as they are, in small form.
package func folded(_ text: String) -> String {
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
    default: result.append(scalar.isASCII ? scalar : plain(scalar))
    }
  }
  return String(result)
}

private func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  if let letter = baseLetters[scalar] { return letter }
  if let digit = scalar.decimalDigit { return Unicode.Scalar(0x30 + digit) }
  return scalar.narrow ?? scalar
}

/// The text without the spaces around it, of whatever kind.
package func trimmed(_ text: String) -> String {
  var scalars = Substring(text).unicodeScalars
  while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
  while let last = scalars.last, isSpace(last) { scalars.removeLast() }
  return String(scalars)
}

/// White space, and the marks without width that spreadsheets and Arabic lists leave behind.
private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isWhitespace || scalar.isInvisibleMark
}
