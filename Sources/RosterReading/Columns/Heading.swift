/// The parsed heading of a column: its words and the unit it names.
package struct Heading: Sendable, Equatable {
  /// The words, folded, without units and punctuation: "grosse" of "Größe (cm)".
  let words: String
  /// The unit of heights that the heading names: "Größe (cm)", "height_in", "Height [inches]".
  package let unit: HeightUnit?
  /// The field that the words denote; nil if they are unknown.
  package let field: StudentField?

  /// Parses a heading.
  package init(_ text: String) {
    var words: [String] = []
    var bracketed: [String] = []
    for piece in Self.pieces(of: text) {
      if piece.isBracketed {
        bracketed += piece.words
      } else {
        words += piece.words
      }
    }
    var unit = Self.unit(named: bracketed)
    if HeadingSynonyms.fields[words.joined(separator: " ")] == nil {
      // "height_cm", "Größe in cm"; but "in" by itself is a preposition rather than inches.
      let trailing = words.reversed().prefix { HeightText.units[$0] != nil }
      if trailing.count < words.count {
        unit = unit ?? Self.unit(named: trailing.reversed())
        words.removeLast(trailing.count)
        if words.count > 1, Self.prepositions.contains(words[words.count - 1]) {
          words.removeLast()
        }
      }
    } else {
      unit = unit ?? Self.unit(named: words)
    }
    self.words = words.joined(separator: " ")
    let field = HeadingSynonyms.fields[self.words]
    // Ages are in years; a column of months is not an age that studentdb understands.
    let isInMonths = (bracketed + words).contains { HeadingSynonyms.months.contains($0) }
    self.field = field == .age && isInMonths ? nil : field
    self.unit = self.field == .height ? unit : nil
  }

  /// A run of words outside or inside brackets.
  private struct Piece {
    var words: [String]
    let isBracketed: Bool
  }

  private static func pieces(of text: String) -> [Piece] {
    var pieces = [Piece(words: [], isBracketed: false)]
    var word = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    func endWord() {
      if !word.isEmpty { pieces[pieces.count - 1].words.append(folded(String(word))) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "(", "[", "{":
        endWord()
        pieces.append(Piece(words: [], isBracketed: true))
      case ")", "]", "}":
        endWord()
        pieces.append(Piece(words: [], isBracketed: false))
      case "'", "’", "\u{300}"..."\u{36F}":
        word.append(scalar)
      default:
        // "childHeight" and "StudentID" are two words each.
        if previous.properties.isLowercase && scalar.properties.isUppercase { endWord() }
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
          word.append(scalar)
        } else {
          endWord()
        }
      }
      previous = scalar
    }
    endWord()
    return pieces
  }

  private static let prepositions: Set<String> = ["in", "en", "em", "w", "i"]

  /// The unit that the words name: "cm", "in cm", "ft/in", "feet and inches".
  private static func unit(named words: [String]) -> HeightUnit? {
    var units = words.filter { HeightText.units[$0] != nil }
    if units.count > 1, units[0] == "in" { units.removeFirst() }
    let named = Set(units.compactMap { HeightText.units[$0] })
    if named == [.feetAndInches, .inches] { return .feetAndInches }
    return named.count == 1 ? named.first : nil
  }
}

/// The headings that studentdb understands, in nine languages, folded and without punctuation.
///
/// Running numbers ("Nr.", "No") are not ids: they number the lines of one file, and the same
/// number is a different student in the next file.
enum HeadingSynonyms {
  /// The field that each heading denotes.
  static let fields: [String: StudentField] = {
    var fields: [String: StudentField] = [:]
    for (field, list) in lists {
      for heading in headings(in: list) { fields[heading] = field }
    }
    return fields
  }()

  /// The headings of a list, folded.
  static func headings(in list: String) -> [String] {
    list.split(separator: "\n").flatMap { $0.split(separator: ",") }.map { folded(String($0)) }
  }

  /// The words that say an age is in months.
  static let months: Set<String> = [
    "month", "months", "mos", "monate", "monaten", "mois", "meses", "mesi", "maanden", "miesiace",
    "miesiacach", "manader",
  ]
}
