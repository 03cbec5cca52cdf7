import RosterReading
import StudentStore

/// What somebody wrote into the column `decision`.
enum SheetAnswer: Equatable {
  case accept
  case later
  case leaveUnknown
  case gender(String)

  /// Reads a cell that is not empty.
  ///
  /// `known`: the genders of the school. Another word may be a slip or a note, and decides nothing:
  /// once somebody was decided to have that gender, by hand, it is known.
  /// `words`: the words as the school's files use them.
  /// Throws `WorkflowError.sheetLine` where it is not a decision.
  init(_ cell: String, known: Set<String>, words: GenderWords) throws(WorkflowError) {
    let word = folded(String(cell.map { $0 == "_" || $0 == "-" ? " " : $0 }))
    switch word {
    case "accept": self = .accept
    case "later": self = .later
    case "leave unknown": self = .leaveUnknown
    default: self = .gender(try Self.gender(cell, known: known, words: words))
    }
  }

  private static func gender(
    _ cell: String,
    known: Set<String>,
    words: GenderWords
  ) throws(WorkflowError) -> String {
    switch words.reading(of: cell) {
    case .gender(let word) where known.contains(word): return word
    case .unknown(let word) where known.contains(word): return word
    case .gender, .unknown:
      let candidates = known.sorted() + ["accept", "later", "leave unknown"]
      throw .sheetLine(.unknownWord(cell, nearest: nearestNames(to: cell, in: candidates).first))
    case .missing: throw .sheetLine(.unclearWord(cell))
    case .declined: throw .sheetLine(.declinedWord(cell))
    case .refusedCode: throw .sheetLine(.genderCode(cell))
    }
  }
}
