import Report
import RosterReading
import StudentStore
import Workflows

/// The arguments of `correct --word`: words with their meanings.
struct WordArguments {
  let typed: [String]
  /// Whether a word may mean a gender that no student has yet.
  let allowsNew: Bool

  /// The meanings.
  ///
  /// A word given as its own meaning, `agender=agender`, is a gender.
  ///
  /// - Throws: `CommandFailure` for an invalid pair, and for an unknown meaning.
  func meanings(in database: SchoolDatabase) throws -> [CorrectionWorkflow.WordMeaning] {
    let words = try GenderWords(of: database)
    let genders = try SchoolGenders(database)
    do {
      let pairs = try GenderWordOption.pairs(in: typed)
      var told: [String: GenderWordOption.Pair] = [:]
      for pair in pairs {
        let word = GenderWordOption.compared(pair.word)
        if let other = told.updateValue(pair, forKey: word), other.meaning != pair.meaning {
          throw RosterError.genderWords(.twice(pair.word))
        }
      }
      return try pairs.map { pair in
        CorrectionWorkflow.WordMeaning(
          word: pair.word,
          gender: try gender(pair, words: words, genders: genders)
        )
      }
    } catch RosterError.genderWords(.unknownGender(let word, let nearest)) {
      let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? "."
      throw CommandFailure(
        .usage,
        "--word: no student of this school has the gender \"\(word)\"\(hint) If it is correct, "
          + "say --new-gender as well"
      )
    } catch RosterError.genderWords(let problem) {
      throw CommandFailure(.usage, "--word: \(RosterError.words(of: problem))")
    }
  }

  private func gender(
    _ pair: GenderWordOption.Pair,
    words: GenderWords,
    genders: SchoolGenders
  ) throws -> StudentCorrection.Gender {
    switch words.reading(of: pair.meaning) {
    case .missing: return .missing
    case .declined: return .declined(text: pair.meaning)
    case .gender(let word): return .recorded(genders.named(word) ?? word, text: pair.meaning)
    case .unknown(let word):
      if let known = genders.named(word) { return .recorded(known, text: pair.meaning) }
      guard allowsNew || pair.word == pair.meaning else {
        throw RosterError.genderWords(
          .unknownGender(word, nearest: genders.nearest(to: word))
        )
      }
      return .recorded(word, text: pair.meaning)
    case .refusedCode(let code): throw RosterError.genderWords(.codeForCode(code))
    }
  }
}

/// A gender as typed on the command line.
struct GenderArgument {
  let typed: String
  /// Whether it may be a gender that no student has yet.
  var allowsNew = false

  /// The meaning of a word, if it has one.
  enum Reading {
    case missing
    case declined
    case gender(String)
  }

  /// The meaning: `F` as in the school's files; 1 and 2 are refused.
  ///
  /// - Throws: `CommandFailure` for a gender that no student has, unless new ones are allowed.
  func reading(in database: SchoolDatabase) throws -> Reading {
    switch try GenderWords(of: database).reading(of: typed) {
    case .missing: return .missing
    case .declined: return .declined
    case .gender(let word), .unknown(let word): return .gender(try known(word, in: database))
    case .refusedCode:
      throw CommandFailure(
        .usage,
        "--gender \"\(typed)\" can mean different genders; write the word"
      )
    }
  }

  /// The gender as the school writes it.
  private func known(_ word: String, in database: SchoolDatabase) throws -> String {
    let genders = try SchoolGenders(database)
    if let known = genders.named(word) { return known }
    guard !allowsNew else { return word }
    let hint = genders.nearest(to: word).map { "; did you mean --gender \($0)?" } ?? "."
    throw CommandFailure(
      .usage,
      "no student of this school has the gender \"\(word)\"\(hint) If it is correct, say "
        + "--new-gender as well"
    )
  }
}
