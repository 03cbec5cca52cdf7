import Bytes

extension RosterSurvey {
  /// One question, or several as one error.
  func several(_ questions: [RosterError]) -> RosterError {
    questions.count == 1 ? questions[0] : .several(questions)
  }

  /// The questions about the genders.
  var genderQuestions: [RosterError] {
    let column = GenderQuestions(
      file: file,
      heading: header?.headings[columns.gender ?? 0] ?? "",
      commandLine: options.commandLine,
      source: remembered?.source ?? ""
    )
    return genders?.questions.map(column.error) ?? []
  }
}

/// A question about a gender column, with the commands that answer it.
struct GenderQuestions {
  let file: String
  let heading: String
  /// The command as typed; nil if none was typed.
  let commandLine: String?
  /// The import whose words are remembered.
  let source: String

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
    case .otherWords(let new, let given):
      let plain = GenderWords()
      let unexplained = new.map { ($0, plain.reading(of: $0).typedIfKnown ?? "GENDER") }
      return .otherGenderWords(
        file: file,
        heading: heading,
        source: source,
        words: new,
        answer: answer(given.map { ($0.word, $0.meaning) } + unexplained)
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

  /// The command as typed with what the words mean.
  func answer(_ pairs: [(word: String, meaning: String)]) -> String {
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
  /// The same, for a word that needs no explanation.
  fileprivate var typedIfKnown: String? {
    switch self {
    case .missing, .declined, .gender: typed
    case .unknown, .refusedCode: nil
    }
  }

  /// How `--gender-words` names it.
  var typed: String {
    switch self {
    case .missing: "missing"
    case .declined: "declined"
    case .gender(let gender): gender
    case .unknown(let word), .refusedCode(let word): word
    }
  }
}
