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
  /// Throws `NoAnswer`, saying what to write.
  init(_ cell: String, known: Set<String>, words: GenderWords) throws(NoAnswer) {
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
  ) throws(NoAnswer) -> String {
    let shown = "\"\(excerpt(of: cell))\""
    switch words.reading(of: cell) {
    case .gender(let word) where known.contains(word): return word
    case .unknown(let word) where known.contains(word): return word
    case .gender, .unknown:
      let candidates = known.sorted() + ["accept", "later", "leave unknown"]
      let hint =
        nearestNames(to: cell, in: candidates).first.map { "did you mean \"\($0)\"? " } ?? ""
      throw NoAnswer(
        "\(shown) is no decision, and no gender of this school; \(hint)write accept, later, leave "
          + "unknown or a gender; one that nobody has yet is decided with \"studentdb review decide\""
      )
    case .missing:
      throw NoAnswer(
        "\(shown) may mean that nobody knows, or that somebody has to ask; write \"leave unknown\" or "
          + "\"later\""
      )
    case .declined:
      throw NoAnswer(
        "\(shown) is no decision but a correction: \"studentdb correct STUDENT --gender declined -m "
          + "WHY\""
      )
    case .refusedCode:
      throw NoAnswer("\(shown) can stand for different genders; write the word")
    }
  }
}

/// A cell that decides nothing, with what to write instead.
struct NoAnswer: Error, Equatable {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
