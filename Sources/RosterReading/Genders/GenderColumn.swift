import Bytes

/// Surveys all cells of a gender column before they are read.
///
/// Letters depend on the whole column, and a column with very many words is probably not a gender
/// column.
package struct GenderColumn: Sendable {
  /// A question about the column that only the user can answer.
  enum Question: Equatable, Sendable {
    /// Unexplained numbers.
    case codes([String])
    /// Letters with several readings, or with no known one.
    case letters([UInt8], [GenderLetters.Meaning])
    /// More distinct words than a gender column can have: the first of them.
    case manyWords([String])
    /// Words that an earlier file with the same headings did not have, where words were explained for
    /// that file: the new words as written, and the explained ones with their meanings as typed.
    case otherWords([String], given: [(word: String, meaning: String)])

    static func == (left: Question, right: Question) -> Bool {
      switch (left, right) {
      case (.codes(let left), .codes(let right)), (.manyWords(let left), .manyWords(let right)):
        left == right
      case (.letters(let left, let meanings), .letters(let right, let others)):
        left == right && meanings == others
      case (.otherWords(let left, let given), .otherWords(let right, let others)):
        left == right && given.elementsEqual(others, by: ==)
      default: false
      }
    }
  }

  /// A school's list has a handful of words for genders; a column with more has names, ids or remarks.
  static let maximumWords = 50

  let words: GenderWords
  private let languages: Set<Language>
  /// The words of an earlier file with the same headings.
  let remembered: RememberedWords?
  private(set) var seen = DistinctCells()
  private var letters: Set<UInt8> = []
  /// Letters that the file itself explains, with their meanings; nil for a letter with two.
  private var explained: [UInt8: GenderReading?] = [:]
  private var codes: Set<String> = []
  /// Folded, and only those that the user did not explain.
  private var different: Set<String> = []
  private var examples: [String] = []

  /// Starts a column.
  ///
  /// - Parameters:
  ///   - words: The word lists with the user's words.
  ///   - headings: The headings of the file, from which the languages follow.
  ///   - remembered: The words of an earlier file with the same headings; they are used only while all
  ///     words of this file are among them.
  package init(words: GenderWords, headings: [String], remembered: RememberedWords? = nil) {
    self.words = words
    self.remembered = remembered
    languages = HeadingLanguages.spoken(by: headings)
  }

  /// Whether there are more distinct words than a gender column can have; no more are examined
  /// then.
  var hasManyWords: Bool { different.count > Self.maximumWords }

  /// Adds one cell, given as UTF-8; a repeated cell changes nothing.
  package mutating func survey(_ cell: borrowing Span<UInt8>) {
    guard !hasManyWords, seen.index(of: cell) == nil else { return }
    seen.append(cell)
    let text = trimmed(String(copying: cell))
    let word = folded(text)
    guard !word.isEmpty else { return }
    if let letter = GenderWords.letter(of: word) {
      if letter != UInt8(ascii: "x") { letters.insert(letter) }
    } else if case .refusedCode(let code) = words.reading(of: cell) {
      codes.insert(code)
    }
    guard !words.explains(word) else { return }
    if different.insert(word).inserted, examples.count < 5 { examples.append(text) }
  }

  /// Adds a cell whose line states its meaning, as in an export of studentdb.
  mutating func survey(
    _ cell: borrowing Span<UInt8>,
    meaning gender: borrowing Span<UInt8>
  ) {
    guard cell.count == 1 else { return }
    let letter = cell[0] | 0x20
    guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter), letter != UInt8(ascii: "x")
    else {
      return
    }
    if case .some(nil) = explained[letter] { return }
    let meaning = GenderReading.gender(String(copying: gender))
    if let known = explained[letter] {
      if known != meaning { explained[letter] = .some(nil) }
    } else {
      explained[letter] = meaning
    }
  }

  /// Adds one cell.
  package mutating func survey(_ cell: String) { survey(cell.utf8.span) }

  /// The meanings of letters given by the user, or else by the file.
  private var explanations: [UInt8: GenderReading] {
    explained.compactMapValues { $0 }.merging(words.givenLetters) { _, user in user }
  }

  /// The reading of the letters.
  ///
  /// They are first read as a set, so that a cell changed in an export of studentdb is read with
  /// its present content. The file's own explanation is used only if the set is ambiguous.
  private var outcome: GenderLetters.Outcome {
    let all = letters.union(explained.keys)
    let outcome = GenderLetters.read(all, spoken: languages, given: words.givenLetters)
    guard case .open = outcome, !explained.isEmpty else { return outcome }
    let explanations = explanations
    return switch GenderLetters.read(all, spoken: languages, given: explanations) {
    case .understood(let readings):
      .understood(readings.merging(explanations) { read, _ in read })
    case .open(let meanings): .open(meanings)
    }
  }

  /// The words to read the cells with, without what is remembered.
  var ownDecision: GenderWords {
    switch outcome {
    case .understood(let readings): words.reading(letters: readings)
    case .open: words.reading(letters: explanations)
    }
  }

  /// The words to read the cells with.
  package var decision: GenderWords { memory?.words ?? ownDecision }

  /// The question to answer before the column can be read.
  var questions: [Question] {
    if hasManyWords { return [.manyWords(examples)] }
    if memory != nil { return [] }
    if let question = otherWords { return [question] }
    var questions: [Question] = codes.isEmpty ? [] : [.codes(codes.sorted())]
    let explanations = explanations
    let open = letters.filter { explanations[$0] == nil }
    if case .open(let meanings) = outcome, !open.isEmpty {
      questions.append(.letters(open.sorted(), meanings))
    }
    return questions
  }
}
