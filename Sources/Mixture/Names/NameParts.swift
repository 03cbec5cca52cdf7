/// The words of a name that may say something of a gender, by the role they have in it.
///
/// Words are separated by white space and full stops; quotes and brackets around them go, and so do
/// "jr", "sr", "ii", "iii", "iv" and initials. What is first name and what is family name follows
/// from the first of these that applies:
///
/// - a comma: the family's name is before it ("Nguyen, Mai");
/// - capital letters: where some words have nothing else and some do not, those are the family's
///   ("NGUYEN Mai"; one-letter words do not count, so that "ANNA J. SMITH" is read as "Anna J. Smith");
/// - the position: the last of several words is the family's ("Mai Nguyen").
///
/// A list that writes the family's name first without a comma is read the wrong way round, name by
/// name. ``NameModel`` notices, as it learns what each role is worth.
package struct NameParts: Hashable, Sendable {
  /// The first of the given names, folded; nil where there is none.
  package let first: String?

  /// Up to three more given names, folded, each once.
  package let further: [String]

  /// The last word of the family's name, folded; nil where there is none.
  package let last: String?

  /// At most so many given names besides the first are looked at.
  static let largestFurtherCount = 3

  /// Takes a name apart as it stands in a list.
  package init(_ name: String) {
    let (given, family) = Self.arranged(name)
    let names = given.lazy.map(\.folded).filter { !isInitial($0) }
    first = names.first
    var further: [String] = []
    for name in names.dropFirst().prefix(Self.largestFurtherCount) where !further.contains(name) {
      further.append(name)
    }
    self.further = further
    last = family.last { !isInitial($0.folded) }?.folded
  }

  /// The given names and the family's, initials included.
  private static func arranged(_ name: String) -> (
    given: ArraySlice<Word>, family: ArraySlice<Word>
  ) {
    let parts = name.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
    let before = Word.all(in: parts[0])
    let behind = parts.dropFirst().flatMap { Word.all(in: $0) }
    if !behind.isEmpty { return (behind[...], before[...]) }
    // One letter is no capital among others: it is what is left of a name.
    let long = before.filter { $0.letterCount > 1 }
    if long.contains(where: \.isCapitals), long.contains(where: { !$0.isCapitals }) {
      return (before.filter { !$0.isCapitals }[...], before.filter(\.isCapitals)[...])
    }
    return before.count > 1 ? (before.dropLast(), before.suffix(1)) : (before[...], [])
  }
}

/// A word of a name, as it is written and folded.
private struct Word {
  let folded: String
  let letterCount: Int
  /// Whether it has two letters or more, all of them capital.
  let isCapitals: Bool

  init(_ scalars: Substring.UnicodeScalarView) {
    folded = foldedName(Substring(scalars))
    var (letters, capitals) = (0, 0)
    for scalar in scalars where scalar.isLetter {
      letters += 1
      if scalar.isCapital { capitals += 1 }
    }
    letterCount = letters
    isCapitals = letters > 1 && capitals == letters
  }

  /// The words of a part of a name, without additions such as "jr".
  static func all(in part: Substring.UnicodeScalarView) -> [Word] {
    part.split { $0 == "." || $0.isBlank }.compactMap { piece in
      var piece = piece
      while let first = piece.first, isAroundWords(first) { piece.removeFirst() }
      while let last = piece.last, isAroundWords(last) { piece.removeLast() }
      guard !piece.isEmpty else { return nil }
      let word = Word(piece)
      return additions.contains(word.folded) ? nil : word
    }
  }

  private static let additions: Set<String> = ["jr", "sr", "ii", "iii", "iv"]

  /// Quotes, brackets and punctuation that stand around words.
  private static func isAroundWords(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "'", "(", ")", "[", "]", "{", "}", ";", ":", "-", "_": true
    case "“", "”", "„", "‟", "‘", "’", "‚", "«", "»", "‹", "›", "`", "´": true
    default: false
    }
  }
}

/// Whether a folded word has no letter, or is a single one of a script with small and capital
/// letters: "J." says nothing, "伟" does.
private func isInitial(_ word: String) -> Bool {
  var letters = 0
  var isCased = false
  for scalar in word.unicodeScalars where scalar.isLetter {
    letters += 1
    if letters > 1 { return false }
    isCased = scalar.isASCII || scalar.properties.isCased
  }
  return letters == 0 || isCased
}

extension Unicode.Scalar {
  fileprivate var isBlank: Bool {
    isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
  }

  fileprivate var isLetter: Bool {
    if isASCII { return (0x61...0x7A).contains(value | 0x20) }
    return switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  fileprivate var isCapital: Bool {
    isASCII ? (0x41...0x5A).contains(value) : properties.isUppercase
  }
}
