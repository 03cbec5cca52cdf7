import RosterReading
import StudentStore
import Workflows

/// A gender as typed on the command line.
struct GenderArgument {
  let typed: String
  /// Whether it may be a gender that nobody of the school has yet.
  var allowsNew = false

  /// What a word says, where it says something.
  enum Reading {
    case missing
    case declined
    case gender(String)
  }

  /// What it says: `F` is what it is in the school's files; 1 and 2 are no answer.
  ///
  /// - Throws: `CommandFailure` for a gender that nobody of the school has, unless new ones are
  ///   allowed.
  func reading(in database: SchoolDatabase) throws -> Reading {
    switch try GenderWords(of: database).reading(of: typed) {
    case .missing: return .missing
    case .declined: return .declined
    case .gender(let word), .unknown(let word): return .gender(try known(word, in: database))
    case .refusedCode:
      throw CommandFailure(
        .usage,
        "--gender \"\(typed)\" can stand for different genders; write the word"
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
      "no student of this school has the gender \"\(word)\"\(hint) If it is meant as it stands, say "
        + "--new-gender as well"
    )
  }
}
