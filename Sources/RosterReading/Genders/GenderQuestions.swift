import Bytes

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
