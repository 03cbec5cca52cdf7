/// The form in which headings and words are compared: lower case, no accents, single spaces.
///
/// Case, accents, ligatures and the kind and number of spaces are removed; "Größe" and "GROSSE"
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

/// The text without surrounding white space.
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

/// The small letter without its accents, for the composed letters of Latin scripts, Vietnamese
/// included.
///
/// Letters with a stroke count as accented: `ø` is folded to `o`, as people type it in a search.
package let baseLetters: [Unicode.Scalar: Unicode.Scalar] = {
  let rows: [(Unicode.Scalar, String)] = [
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"), ("b", "ḃḅḇƀ"), ("c", "çćĉċčḉ"), ("d", "ďḋḍḏḑḓđ"),
    ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"), ("f", "ḟ"), ("g", "ĝğġģǧǵḡǥ"), ("h", "ĥȟḣḥḧḩḫẖħ"),
    ("i", "ìíîïĩīĭįǐȉȋḭḯỉịı"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵ"), ("l", "ĺļľḷḹḻḽł"), ("m", "ḿṁṃ"),
    ("n", "ñńņňǹṅṇṉṋ"), ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ"), ("p", "ṕṗ"),
    ("r", "ŕŗřȑȓṙṛṝṟ"), ("s", "śŝşšșṡṣṥṧṩ"), ("t", "ţťțṫṭṯṱẗŧ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"),
    ("y", "ýÿŷȳẏẙỳỵỷỹ"), ("z", "źżžẑẓẕƶ"),
  ]
  return lettersByVariant(rows)
}()

/// A table from each of the variants of a letter to the letter.
package func lettersByVariant(
  _ rows: [(letter: Unicode.Scalar, variants: String)]
) -> [Unicode.Scalar: Unicode.Scalar] {
  var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
  for (letter, variants) in rows {
    for scalar in variants.unicodeScalars { letters[scalar] = letter }
  }
  return letters
}

extension Unicode.Scalar {
  /// The value of a decimal digit of any script (٥, ۵, ５); nil for everything else.
  var decimalDigit: UInt8? {
    if value < 0x80 { return (0x30...0x39).contains(value) ? UInt8(value - 0x30) : nil }
    guard properties.numericType == .decimal, let number = properties.numericValue else {
      return nil
    }
    return UInt8(exactly: number)
  }

  /// The character of ASCII that a wide one of East Asian keyboards is: `１`, `．`, `ｃ`.
  var narrow: Unicode.Scalar? {
    (0xFF01...0xFF5E).contains(value) ? Unicode.Scalar(value - 0xFEE0) : nil
  }

  /// Whether it only directs how text is set: the marks around numbers in Arabic lists,
  /// and the spaces without width.
  var isInvisibleMark: Bool {
    switch value {
    case 0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, 0x2066...0x2069, 0x202A...0x202C: true
    default: false
    }
  }
}
