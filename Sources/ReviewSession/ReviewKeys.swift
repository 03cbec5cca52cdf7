package import Workflows

/// The meaning of a key of the review.
package enum ReviewAction: Equatable, Sendable {
  case decide(ReviewWorkflow.Choice)
  /// Keep the present decision and continue.
  case keep
  case undo
  case comment
  case find
  case list
  case help
  case stop
}

/// The meanings of the keys.
///
/// Every gender has a number; one with a unique first letter has that letter too.
package struct ReviewKeys {
  /// One gender with its keys.
  package struct Value: Equatable, Sendable {
    package let gender: String
    /// The first letter, if unique.
    package let letter: Character?
    /// From 1 to 9; the tenth and further ones have none.
    package let number: Int?
  }

  /// The genders, most frequent first.
  package let values: [Value]

  /// The letters with other meanings.
  private static let taken: Set<Character> = ["a", "n", "s", "l", "u", "c", "b", "q", "k", "o"]

  /// The keys for the genders of a school, most frequent first.
  ///
  /// Female and male are always included, because a class of girls can have a boy whose gender was
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

  /// The meaning of a key; nil if it has none.
  ///
  /// Capital and small letters are the same key.
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

  /// The gender of a key.
  package func gender(for key: Character) -> String? {
    if let digit = key.wholeNumberValue, key.isASCII {
      return values.first { $0.number == digit }?.gender
    }
    return values.first { $0.letter == key }?.gender
  }
}
