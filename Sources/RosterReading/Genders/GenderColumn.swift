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
  }

  /// A school's list has a handful of words for genders; a column with more has names, ids or remarks.
  static let maximumWords = 50

  private let words: GenderWords
  private let languages: Set<Language>
  private var seen = DistinctCells()
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
  package init(words: GenderWords, headings: [String]) {
    self.words = words
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

  /// The words to read the cells with.
  package var decision: GenderWords {
    switch outcome {
    case .understood(let readings): words.reading(letters: readings)
    case .open: words.reading(letters: explanations)
    }
  }

  /// The question to answer before the column can be read.
  var questions: [Question] {
    if hasManyWords { return [.manyWords(examples)] }
    var questions: [Question] = codes.isEmpty ? [] : [.codes(codes.sorted())]
    let explanations = explanations
    let open = letters.filter { explanations[$0] == nil }
    if case .open(let meanings) = outcome, !open.isEmpty {
      questions.append(.letters(open.sorted(), meanings))
    }
    return questions
  }
}

/// A question about a gender column, with the commands that answer it.
struct GenderQuestions {
  let file: String
  let heading: String
  /// The command as typed; nil if none was typed.
  let commandLine: String?

  /// The question as the error that stops an import.
  func error(_ question: GenderColumn.Question) -> RosterError {
    switch question {
    case .codes(let codes):
      // The example does not suggest a meaning for 1 either.
      return .genderCodes(
        file: file,
        heading: heading,
        codes: codes,
        answer: answer(codes.map { ($0, "GENDER") })
      )
    case .letters(let letters, let meanings):
      return .genderLetters(
        file: file,
        heading: heading,
        letters: letters.map(Self.shown),
        answers: answers(letters, meanings)
      )
    case .manyWords(let examples):
      return .manyGenders(
        file: file,
        heading: heading,
        most: GenderColumn.maximumWords,
        examples: examples
      )
    }
  }

  private func answers(
    _ letters: [UInt8],
    _ meanings: [GenderLetters.Meaning]
  ) -> [RosterError.Answer] {
    guard !meanings.isEmpty else {
      let genders = ["female", "male"] + letters.dropFirst(2).map { _ in "missing" }
      return [
        RosterError.Answer(
          meaning: "an example: no known language uses these letters together",
          command: answer(zip(letters, genders).map { (Self.shown($0), $1) })
        )
      ]
    }
    return meanings.map { meaning in
      let ordered = letters.sorted {
        Self.order(meaning.readings[$0]) < Self.order(meaning.readings[$1])
      }
      return RosterError.Answer(
        meaning: meaning.sources.prefix(3).joined(separator: "; "),
        command: answer(ordered.map { (Self.shown($0), meaning.readings[$0]?.typed ?? "missing") })
      )
    }
  }

  private func answer(_ pairs: [(word: String, meaning: String)]) -> String {
    let command = commandLine ?? "studentdb import \(ShellWord.quoted(file))"
    return "\(command) --gender-words \(ShellWord.quoted(GenderWordOption.argument(pairs)))"
  }

  private static func shown(_ letter: UInt8) -> String {
    String(Unicode.Scalar(letter)).uppercased()
  }

  /// Female first, then male, as the words of a pair are named.
  private static func order(_ reading: GenderReading?) -> Int {
    reading == .gender("female") ? 0 : reading == .gender("male") ? 1 : 2
  }
}

extension GenderReading {
  /// How `--gender-words` names it.
  fileprivate var typed: String {
    switch self {
    case .missing: "missing"
    case .declined: "declined"
    case .gender(let gender): gender
    case .unknown(let word), .refusedCode(let word): word
    }
  }
}
