package import Mixture

/// What the words of a name rest on, in sentences for a person.
package struct NameWords {
  private let explanation: NameExplanation
  /// The genders, in the order of the counts.
  private let genders: [String]

  package init(_ explanation: NameExplanation, genders: [String]) {
    self.explanation = explanation
    self.genders = genders
  }

  /// One sentence a word: the counts behind it.
  package var sentences: [String] {
    let sentences = explanation.words.map { word in
      var parts: [String] = []
      let known = word.students.reduce(0, +)
      let called = "\(Self.role(word.role)) \(SafeText.shown(word.text))"
      parts.append(
        known > 0
          ? "known students with the \(called): \(counts(word.students))"
          : "no known student has the \(called)"
      )
      if let ending = word.ending {
        parts.append(
          "of those whose name ends in -\(SafeText.shown(Self.letters(ending.text))): "
            + counts(ending.students)
        )
      }
      if let reference = word.reference { parts.append("reference: \(counts(reference))") }
      return parts.joined(separator: "; ") + "."
    }
    return sentences.isEmpty ? ["no word of the name counts."] : sentences
  }

  private func counts(_ counts: [Int]) -> String {
    let known = zip(genders, counts).filter { $0.1 > 0 }
    return known.isEmpty
      ? "none" : known.map { "\($0.1) \(SafeText.shown($0.0))" }.joined(separator: ", ")
  }

  private static func role(_ role: NameRole) -> String {
    switch role {
    case .first: "first name"
    case .further: "further name"
    case .last: "family name"
    }
  }

  /// The ending without the mark that says that it is the whole word.
  private static func letters(_ ending: String) -> String {
    ending.hasPrefix("^") ? String(ending.dropFirst()) : ending
  }

  /// The same for scripts.
  package var json: JSONValue {
    .array(
      explanation.words.map { word in
        .object([
          .init("role", .text(word.role.word)), .init("word", .text(word.text)),
          .init("weight", .number(word.weight)), .init("students", object(word.students)),
          .init("ending", .optional(word.ending.map { Self.letters($0.text) })),
          .init("ending_students", word.ending.map { object($0.students) } ?? .null),
          .init("reference", word.reference.map { object($0) } ?? .null),
        ])
      }
    )
  }

  private func object(_ counts: [Int]) -> JSONValue {
    .object(zip(genders, counts).map { .init($0, .count($1)) })
  }
}
