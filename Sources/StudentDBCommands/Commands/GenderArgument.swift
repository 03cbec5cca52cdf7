import StudentStore
import Workflows

/// A gender as typed on the command line.
struct GenderArgument {
  let typed: String

  /// What a word says, where it says something.
  enum Reading {
    case missing
    case declined
    case gender(String)
  }

  /// What it says: `F` is female here as it is in the school's file; 1 and 2 are no answer.
  func reading() throws(CommandFailure) -> Reading {
    switch GenderWords().reading(of: typed) {
    case .missing: return .missing
    case .declined: return .declined
    case .gender(let word): return .gender(word)
    case .refusedCode:
      throw CommandFailure(
        .usage,
        "--gender \"\(typed)\" can stand for different genders; write the word"
      )
    }
  }

  /// A gender that nobody has yet, and that is nearly one that somebody has, is likely a slip.
  func checkSpelling(in database: SchoolDatabase) throws {
    guard case .gender(let gender) = try reading() else { return }
    let known = Set(try database.recordedGenders() + ["female", "male"])
    guard !known.contains(gender), let nearest = nearestNames(to: gender, in: known.sorted()).first
    else { return }
    throw CommandFailure(
      .usage,
      "nobody's gender is \"\(gender)\" so far; did you mean --gender \(nearest)? Say --yes if it is "
        + "meant as it stands"
    )
  }
}
