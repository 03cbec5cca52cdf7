import RosterReading
import StudentStore
import Workflows

/// What `correct --word` was given: words, and what each means.
struct WordArguments {
  let typed: [String]
  /// Whether a word may mean a gender that nobody of the school has yet.
  let allowsNew: Bool

  /// The meanings.
  ///
  /// A word that is named by itself, `agender=agender`, is a gender.
  ///
  /// - Throws: `CommandFailure` for what is no pair, and for a meaning that is not known.
  func meanings(in database: SchoolDatabase) throws -> [CorrectionWorkflow.WordMeaning] {
    let words = try GenderWords(of: database)
    let genders = try SchoolGenders(database)
    do {
      let pairs = try GenderWordOption.pairs(in: typed)
      var told: [String: GenderWordOption.Pair] = [:]
      for pair in pairs {
        let word = GenderWordOption.compared(pair.word)
        if let other = told.updateValue(pair, forKey: word), other.meaning != pair.meaning {
          throw GenderWordsError.twice(pair.word)
        }
      }
      return try pairs.map { pair in
        CorrectionWorkflow.WordMeaning(
          word: pair.word,
          gender: try gender(pair, words: words, genders: genders)
        )
      }
    } catch GenderWordsError.unknownGender(let word, let nearest) {
      let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? "."
      throw CommandFailure(
        .usage,
        "--word: no student of this school has the gender \"\(word)\"\(hint) If it is meant as it "
          + "stands, say --new-gender as well"
      )
    } catch let error as GenderWordsError {
      throw CommandFailure(.usage, "--word: \(error.description)")
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
        throw GenderWordsError.unknownGender(word, nearest: genders.nearest(to: word))
      }
      return .recorded(word, text: pair.meaning)
    case .refusedCode(let code): throw GenderWordsError.codeForCode(code)
    }
  }
}
