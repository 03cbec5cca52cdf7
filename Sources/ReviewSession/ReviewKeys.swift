package import Workflows

/// What a key or a button of the review means.
package enum ReviewAction: Equatable, Sendable {
  case decide(ReviewWorkflow.Choice)
  /// Keep what is decided, and go on.
  case keep
  case undo
  case comment
  case find
  case list
  case help
  case stop
}

/// Which key stands for what.
///
/// Every gender has a number; one whose first letter is its own, and no other key's, has that
/// letter as well.
package struct ReviewKeys {
  /// One gender with its keys.
  package struct Value: Equatable, Sendable {
    package let gender: String
    /// The first letter, where it is unique.
    package let letter: Character?
    /// From 1 to 9; the tenth and further ones have none.
    package let number: Int?
  }

  /// The genders, most frequent first.
  package let values: [Value]

  /// The letters that do something else.
  private static let taken: Set<Character> = ["a", "n", "s", "l", "u", "c", "b", "q", "k", "o"]

  /// The keys for the genders of a school, most frequent first.
  ///
  /// Female and male are always among them, for a class of girls can have a boy whose gender was
  /// forgotten.
  package init(recorded: [String]) {
    let genders = recorded + ["female", "male"].filter { !recorded.contains($0) }
    let letters = genders.map { $0.lowercased().first }
    values = genders.enumerated().map { index, gender in
      var letter = letters[index].flatMap { $0.isLetter && !Self.taken.contains($0) ? $0 : nil }
      if letters.count(where: { $0 == letter }) > 1 { letter = nil }
      return Value(gender: gender, letter: letter, number: index < 9 ? index + 1 : nil)
    }
  }

  /// What a key means; nil for one that means nothing.
  ///
  /// A capital letter is the same key as the small one.
  package func action(for key: Character) -> ReviewAction? {
    let small = key.lowercased()
    switch small {
    case "a": return .decide(.accept)
    case "n": return .decide(.leaveUnknown)
    case " ": return .decide(.later)
    case "k": return .keep
    case "u": return .undo
    case "c": return .comment
    case "/": return .find
    case "b": return .list
    case "?": return .help
    case "q": return .stop
    default: return small.first.flatMap(gender).map { .decide(.gender($0)) }
    }
  }

  /// The gender that a key stands for.
  package func gender(for key: Character) -> String? {
    if let digit = key.wholeNumberValue, key.isASCII {
      return values.first { $0.number == digit }?.gender
    }
    return values.first { $0.letter == key }?.gender
  }
}
