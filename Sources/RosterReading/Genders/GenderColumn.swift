import Bytes

/// Looks over all cells of a column of genders before they are read.
///
/// Letters are a matter of the column as a whole, and a column of very many words is likely another.
package struct GenderColumn: Sendable {
  /// Something that only a person can say about the column.
  enum Question: Equatable, Sendable {
    /// Numbers that nobody explained.
    case codes([String])
    /// Letters that can be read in more than one way, or in none that is known.
    case letters([UInt8], [GenderLetters.Meaning])
    /// More different words than a column of genders has, the first of them.
    case manyWords([String])
  }

  /// A school's list has a handful of words for genders; so many are names, ids or remarks.
  static let mostWords = 50

  private let words: GenderWords
  private let languages: Set<Language>
  private var seen = DistinctCells()
  private var letters: Set<UInt8> = []
  /// Letters that the file itself explains: they make up the set, and nobody is asked about them.
  private var explained: Set<UInt8> = []
  private var codes: Set<String> = []
  /// Folded, and only those that the user did not explain.
  private var different: Set<String> = []
  private var examples: [String] = []

  /// Begins with a column.
  ///
  /// - Parameters:
  ///   - words: The lists, with what the user said above them.
  ///   - headings: The headings of the file, for the language that they speak.
  package init(words: GenderWords, headings: [String]) {
    self.words = words
    languages = HeadingLanguages.spoken(by: headings)
  }

  /// Whether there are more different words than a column of genders has: then no more are looked at.
  var hasManyWords: Bool { different.count > Self.mostWords }

  /// Takes account of one cell, given as UTF-8; the same cell again tells nothing new.
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

  /// Takes account of a cell that need not be understood, because its line says what it means.
  mutating func survey(explained cell: borrowing Span<UInt8>) {
    guard cell.count == 1 else { return }
    let letter = cell[0] | 0x20
    if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter), letter != UInt8(ascii: "x") {
      explained.insert(letter)
    }
  }

  /// Takes account of one cell.
  package mutating func survey(_ cell: String) { survey(cell.utf8.span) }

  private var outcome: GenderLetters.Outcome {
    GenderLetters.read(letters.union(explained), spoken: languages, told: words.toldLetters)
  }

  /// The words to read the cells with.
  package var decision: GenderWords {
    if case .understood(let readings) = outcome { return words.reading(letters: readings) }
    return words.reading(letters: [:])
  }

  /// What has to be asked before the column can be read.
  var questions: [Question] {
    if hasManyWords { return [.manyWords(examples)] }
    var questions: [Question] = codes.isEmpty ? [] : [.codes(codes.sorted())]
    if case .open(let meanings) = outcome, !letters.isEmpty {
      let told = words.toldLetters
      let open = letters.union(explained).filter { told[$0] == nil }
      questions.append(.letters(open.sorted(), meanings))
    }
    return questions
  }
}

/// What has to be asked about a column of genders, with the commands that answer it.
struct GenderQuestions {
  let file: String
  let heading: String
  /// The command as it was typed; nil where nobody typed one.
  let commandLine: String?

  /// The question as it stops an import.
  func error(_ question: GenderColumn.Question) -> ImportError {
    switch question {
    case .codes(let codes):
      // What 1 means is not guessed in an example either.
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
        most: GenderColumn.mostWords,
        examples: examples
      )
    }
  }

  private func answers(
    _ letters: [UInt8],
    _ meanings: [GenderLetters.Meaning]
  ) -> [ImportError.Answer] {
    guard !meanings.isEmpty else {
      let genders = ["female", "male"] + letters.dropFirst(2).map { _ in "missing" }
      return [
        ImportError.Answer(
          meaning: "for example; no language that is known has these letters together",
          command: answer(zip(letters, genders).map { (Self.shown($0), $1) })
        )
      ]
    }
    return meanings.map { meaning in
      let ordered = letters.sorted {
        Self.order(meaning.readings[$0]) < Self.order(meaning.readings[$1])
      }
      return ImportError.Answer(
        meaning: meaning.sources.prefix(3).joined(separator: "; "),
        command: answer(ordered.map { (Self.shown($0), meaning.readings[$0]?.typed ?? "missing") })
      )
    }
  }

  private func answer(_ pairs: [(word: String, meaning: String)]) -> String {
    let command = commandLine ?? "studentdb import \(ShellWord.quoted(file))"
    return "\(command) --gender-words \(ShellWord.quoted(ToldGenderWords.argument(pairs)))"
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
