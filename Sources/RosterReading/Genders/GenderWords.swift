/// The meaning of one gender cell.
package enum GenderReading: Sendable, Equatable {
  /// Nothing, or one of the words for it.
  case missing
  /// The person declined to say; nothing is inferred.
  case declined
  /// A gender: `female` or `male` in any language, or a further one as written.
  case gender(String)
  /// An unknown word, as written: a typing error, a note, or a gender that must be named.
  case unknown(String)
  /// A number or a letter that means different genders in different files; the user must explain
  /// it.
  ///
  /// The value is the trimmed cell.
  case refusedCode(String)
}

/// Reads the cells of a column of genders.
///
/// Words are compared ignoring case, accents and surrounding spaces. A word that is in no list is
/// unknown, not a gender. Numbers are never guessed: 1 is male in some public files and female in
/// others. Single letters depend on the column, see `GenderLetters`; outside a column, only `f` and
/// `m` are words.
package struct GenderWords: Sendable, Equatable {
  /// The readings of single ASCII characters, by their code; nil if it is not a word.
  private var letters: [GenderReading?]
  /// The user's meanings, by folded word.
  private let overrides: [String: GenderReading]

  /// Combines the word lists with the user's words, which have priority.
  ///
  /// - Parameter overrides: Readings by word; the words are folded here.
  package init(overrides: [String: GenderReading] = [:]) {
    var folds: [String: GenderReading] = [:]
    for (word, reading) in overrides { folds[folded(word)] = reading }
    self.overrides = folds
    letters = (UInt8(0)..<0x80).map { code in
      let character = String(Unicode.Scalar(code))
      return folds[folded(character)] ?? Self.listed(folded(character))
    }
    set([UInt8(ascii: "f"): Self.female, UInt8(ascii: "m"): Self.male])
  }

  /// The same with further readings by folded word; the user's words have priority.
  func adding(_ readings: [String: GenderReading]) -> GenderWords {
    GenderWords(overrides: readings.merging(overrides) { _, user in user })
  }

  /// Whether the user explained a folded word.
  package func explains(_ word: String) -> Bool { overrides[word] != nil }

  /// The user's meanings of letters.
  package var givenLetters: [UInt8: GenderReading] {
    var given: [UInt8: GenderReading] = [:]
    for (word, reading) in overrides {
      if let letter = Self.letter(of: word) { given[letter] = reading }
    }
    return given
  }

  /// The same words with the letters of a column; all other letters are unexplained codes.
  package func reading(letters readings: [UInt8: GenderReading]) -> GenderWords {
    var words = self
    words.set(readings)
    return words
  }

  private mutating func set(_ readings: [UInt8: GenderReading]) {
    for small in UInt8(ascii: "a")...UInt8(ascii: "z") {
      for code in [small, small & 0xDF] {
        let written = String(Unicode.Scalar(code))
        letters[Int(code)] =
          overrides[String(Unicode.Scalar(small))] ?? readings[small]
          ?? (small == UInt8(ascii: "x") ? .gender(written) : .refusedCode(written))
      }
    }
  }

  /// The letter of a one-letter word, with or without a point after it; nil for any other word.
  package static func letter(of word: String) -> UInt8? {
    let bytes = word.utf8
    guard let first = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
      return nil
    }
    return bytes.count == 1 || bytes.count == 2 && bytes.last == UInt8(ascii: ".") ? first : nil
  }

  /// Reads one cell, given as UTF-8.
  ///
  /// - Complexity: Single letters and lower-case `female` and `male` need no string.
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

  private func reading(trimmed text: String) -> GenderReading {
    let word = folded(text)
    if let reading = overrides[word] ?? Self.listed(word) { return reading }
    if let letter = Self.letter(of: word), let reading = letters[Int(letter)] {
      if case .refusedCode = reading { return .refusedCode(text) }
      return reading
    }
    // Ed-Fi: the value is the fragment of its descriptor, uri://ed-fi.org/SexDescriptor#Female.
    if word.hasPrefix("uri://"), let sign = text.lastIndex(of: "#") {
      return reading(trimmed: trimmed(String(text[text.index(after: sign)...])))
    }
    return GenderWordLists.isFurther(word) ? .gender(text) : .unknown(text)
  }

  private static func listed(_ word: String) -> GenderReading? {
    if GenderWordLists.isMissing(word) { return .missing }
    if GenderWordLists.female.contains(word) { return female }
    if GenderWordLists.male.contains(word) { return male }
    if GenderWordLists.declined.contains(word) { return .declined }
    return isCode(word) ? .refusedCode(word) : nil
  }

  /// Whether it is a whole number, also in the form of a column with gaps: `1.0`.
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
