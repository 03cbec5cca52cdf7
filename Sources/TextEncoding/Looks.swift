/// How much some texts look like the names that people have: the less, the better.
struct Looks: Comparable {
  /// Characters that stand out: no letters, or of the wrong case.
  private(set) var oddities = 0
  /// Letters that none of the nine languages has.
  private(set) var foreignLetters = 0

  /// The letters beyond ASCII of German, French, Spanish, Italian, Portuguese, Dutch, Polish and
  /// Swedish, in lower case; English borrows from them.
  private static let letters = Set("àáâãäåæçèéêëìíîïñòóôõöùúûüÿßœąćęłńóśźżªº".unicodeScalars)

  /// How texts look that cannot be read.
  static let worst = {
    var looks = Looks(of: [])
    looks.oddities = .max
    return looks
  }()

  init(of texts: [String]) {
    for text in texts { count(Array(text.unicodeScalars)) }
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.oddities, left.foreignLetters) < (right.oddities, right.foreignLetters)
  }

  private mutating func count(_ text: [Unicode.Scalar]) {
    for (index, scalar) in text.enumerated() {
      let previous = index > 0 ? text[index - 1] : nil
      let next = index + 1 < text.count ? text[index + 1] : nil
      if scalar.isLetter {
        if isOutOfCase(text, at: index) { oddities += 1 }
        guard !scalar.isASCII else { continue }
        if !Self.letters.contains(scalar.lowercased) { foreignLetters += 1 }
        // What was a dash or a quote in its own encoding stands by itself as a letter.
        let isAlone = previous.isSpaceOrEnd && next.isSpaceOrEnd
        if isAlone, !Self.words.contains(scalar.lowercased) { oddities += 1 }
      } else if !scalar.isASCII, !scalar.isInPlace(after: previous, before: next) {
        oddities += 1
      }
    }
  }

  /// The letters beyond ASCII that are a word by themselves.
  private static let words = Set("àáèéìòóùå".unicodeScalars)

  /// Whether a letter's case is one that no name has in that place: a capital behind a small
  /// letter, or a small letter behind two capitals.
  ///
  /// Where all of them are ASCII they are the same in every encoding, and the name is a McDonald.
  private func isOutOfCase(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    guard index > 0 else { return false }
    if text[index].isCapital {
      return text[index - 1].isSmall && !(text[index].isASCII && text[index - 1].isASCII)
    }
    guard index > 1, text[index].isSmall, text[index - 1].isCapital, text[index - 2].isCapital
    else { return false }
    return !text[index - 2...index].allSatisfy(\.isASCII)
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter: true
    default: false
    }
  }

  fileprivate var isCapital: Bool { properties.generalCategory == .uppercaseLetter }

  /// The sharp s is written in capitals as well: "STRAßE".
  fileprivate var isSmall: Bool { properties.generalCategory == .lowercaseLetter && self != "ß" }

  /// Whether a mark that is no letter stands where it can: between letters of a name those that
  /// join them, at the ends of a word the quotes that belong there, and else beside no letter.
  fileprivate func isInPlace(after previous: Unicode.Scalar?, before next: Unicode.Scalar?) -> Bool
  {
    switch (previous?.isLetter == true, next?.isLetter == true) {
    case (false, false): true
    // "Anna–Lena", but not "Mu–oz".
    case (true, true):
      self == "\u{2019}" || Self.dashes.contains(self) && next?.isCapital == true
    case (true, false): Self.closing.contains(self) || Self.dashes.contains(self)
    case (false, true): Self.opening.contains(self) || Self.dashes.contains(self)
    }
  }

  private static let dashes: Set<Unicode.Scalar> = ["\u{2010}", "\u{2011}", "\u{2013}"]
  private static let opening: Set<Unicode.Scalar> = ["“", "„", "‘", "‚", "«", "‹", "’"]
  private static let closing: Set<Unicode.Scalar> = ["”", "“", "’", "»", "›", "…"]

  fileprivate var lowercased: Unicode.Scalar {
    properties.lowercaseMapping.unicodeScalars.first ?? self
  }
}

extension Unicode.Scalar? {
  /// Whether a word ends here.
  fileprivate var isSpaceOrEnd: Bool { self.map { $0.properties.isWhitespace } ?? true }
}
