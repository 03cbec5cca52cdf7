/// Which key stands for which gender.
///
/// Every gender has a number; one whose first letter is its own, and no other key's, has that
/// letter as well.
struct ValueKeys {
  /// One gender with its keys.
  struct Value: Equatable {
    let gender: String
    /// The first letter, where it is unique.
    let letter: Character?
    /// From 1 to 9; the tenth and further ones have none.
    let number: Int?
  }

  /// The genders, most frequent first.
  let values: [Value]

  /// The letters that do something else.
  private static let taken: Set<Character> = ["a", "n", "s", "l", "u", "c", "b", "q", "k", "o"]

  /// The keys for the genders of a school, most frequent first.
  ///
  /// Female and male are always among them, for a class of girls can have a boy whose gender was
  /// forgotten.
  init(recorded: [String]) {
    let genders = recorded + ["female", "male"].filter { !recorded.contains($0) }
    let letters = genders.map { $0.lowercased().first }
    values = genders.enumerated().map { index, gender in
      var letter = letters[index].flatMap { $0.isLetter && !Self.taken.contains($0) ? $0 : nil }
      if letters.count(where: { $0 == letter }) > 1 { letter = nil }
      return Value(gender: gender, letter: letter, number: index < 9 ? index + 1 : nil)
    }
  }

  /// The gender that a key stands for.
  func gender(for key: Character) -> String? {
    if let digit = key.wholeNumberValue, key.isASCII {
      return values.first { $0.number == digit }?.gender
    }
    return values.first { $0.letter == key }?.gender
  }

  /// Each gender behind its key: `f female`, `3 non-binary`.
  var labels: [String] {
    values.compactMap { value in
      let key = value.letter.map(String.init) ?? value.number.map(String.init)
      return key.map { "\($0) \(SafeText.shown(value.gender))" }
    }
  }

  /// Each gender with all of its keys: `f or 1 female`.
  var explanations: [String] {
    values.compactMap { value in
      let keys = [value.letter.map(String.init), value.number.map(String.init)].compactMap(\.self)
      guard !keys.isEmpty else { return nil }
      return "\(keys.joined(separator: " or ")) \(SafeText.shown(value.gender))"
    }
  }
}
