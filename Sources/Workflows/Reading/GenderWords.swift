/// Reads the cells of a column of genders.
///
/// Words are compared without regard to case, accents and spaces around them. What is in no list
/// is a gender of its own and stays as it is written. Numbers are never guessed: 1 is male in some
/// public files and female in others.
package struct GenderWords: Sendable {
  /// The readings of single ASCII characters, by their code; nil where there is no word of one.
  private var letters: [GenderReading?]
  /// What the user said, by the folded word.
  private var overrides: [String: GenderReading]

  /// Takes the word lists and puts the user's words above them.
  ///
  /// - Parameter overrides: Readings by word; the words are folded here.
  package init(overrides: [String: GenderReading] = [:]) {
    self.overrides = [:]
    for (word, reading) in overrides { self.overrides[folded(word)] = reading }
    letters = []
    for code in UInt8(0)..<0x80 {
      let letter = String(Unicode.Scalar(code))
      letters.append(self.overrides[folded(letter)] ?? Self.listed(folded(letter)))
    }
  }

  /// Reads what `--gender-words` was given: `1=male,2=female,9=missing`.
  ///
  /// The words behind the sign are read with the lists, so that `1=m` is male; `missing` and
  /// `declined` (and the words for them) are no genders here either.
  ///
  /// - Throws: `GenderWordsError` naming the part that is not `word=gender`.
  package init(parsing list: String) throws(GenderWordsError) {
    var overrides: [String: GenderReading] = [:]
    let plain = GenderWords()
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else { throw .notAPair(String(part)) }
      let word = folded(String(sides[0]))
      let reading = plain.reading(of: String(sides[1]))
      if case .refusedCode(let code) = reading { throw .codeForCode(code) }
      if folded(String(sides[1])).isEmpty { throw .notAPair(String(part)) }
      guard overrides.updateValue(reading, forKey: word) == nil else { throw .twice(word) }
    }
    self.init(overrides: overrides)
  }

  /// Whether `m` alone is refused, because it may be mujer.
  package var refusesMale: Bool { reading(of: "m") == .refusedCode("m") }

  /// Reads one cell, given as UTF-8.
  ///
  /// - Complexity: Single letters, `female` and `male` in small letters take no string.
  package func reading(of cell: borrowing Span<UInt8>) -> GenderReading {
    var start = 0
    var end = cell.count
    while start < end, cell[start] == 0x20 { start += 1 }
    while start < end, cell[end - 1] == 0x20 { end -= 1 }
    if end - start == 1, cell[start] < 0x80, let reading = letters[Int(cell[start])] {
      return reading
    }
    if overrides.isEmpty {
      let word = cell.extracting(start..<end)
      if matches(word, Self.femaleBytes) { return Self.female }
      if matches(word, Self.maleBytes) { return Self.male }
    }
    return reading(trimmed: trimmed(String(copying: cell.extracting(start..<end))))
  }

  /// Reads one cell.
  package func reading(of cell: String) -> GenderReading { reading(of: cell.utf8.span) }

  /// The words with a letter refused as a code, unless the user said what it means.
  func refusing(_ letter: Unicode.Scalar) -> GenderWords {
    var words = self
    for form in [letter, letter.properties.uppercaseMapping.unicodeScalars.first ?? letter]
    where overrides[folded(String(form))] == nil {
      words.letters[Int(form.value)] = .refusedCode(String(form))
    }
    return words
  }

  private func reading(trimmed text: String) -> GenderReading {
    let word = folded(text)
    if let reading = overrides[word] { return reading }
    if let reading = Self.listed(word) { return reading }
    // Ed-Fi: the value is the fragment of its descriptor, uri://ed-fi.org/SexDescriptor#Female.
    if word.hasPrefix("uri://"), let sign = text.lastIndex(of: "#") {
      return reading(trimmed: trimmed(String(text[text.index(after: sign)...])))
    }
    return .gender(text)
  }

  private static func listed(_ word: String) -> GenderReading? {
    if MissingWords.all.contains(word) { return .missing }
    if GenderWordLists.female.contains(word) { return female }
    if GenderWordLists.male.contains(word) { return male }
    if GenderWordLists.declined.contains(word) { return .declined }
    return isCode(word) ? .refusedCode(word) : nil
  }

  /// True for whole numbers, also in the form that a column with gaps gets: `1.0`.
  private static func isCode(_ word: String) -> Bool {
    let parts = word.utf8.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty,
      whole.allSatisfy({ (0x30...0x39).contains($0) })
    else { return false }
    return parts.count == 1 || parts[1].allSatisfy { $0 == 0x30 }
  }

  private func matches(_ cell: borrowing Span<UInt8>, _ word: [UInt8]) -> Bool {
    guard cell.count == word.count else { return false }
    for index in word.indices where cell[index] | 0x20 != word[index] { return false }
    return true
  }

  private static let female = GenderReading.gender("female")
  private static let male = GenderReading.gender("male")
  private static let femaleBytes = Array("female".utf8)
  private static let maleBytes = Array("male".utf8)
}

/// Why the words that the user gave for genders cannot be used.
package enum GenderWordsError: Error, Sendable, Equatable {
  /// The part is not a word, the sign `=` and a gender.
  case notAPair(String)
  /// The gender that a code is said to mean is a code again.
  case codeForCode(String)
  /// The word is given two meanings.
  case twice(String)
}
