import StudentStore
package import Workflows

/// A correction with old and new values, for scripts and for people.
package struct CorrectionRendering {
  package let report: Answer

  package init(_ outcome: CorrectionWorkflow.Outcome, reason: String, isDryRun: Bool) {
    let (before, after) = (outcome.before, outcome.after)
    let who = "\(SafeText.shown(before.name)) (student \(before.id))"
    var text: [String]
    if outcome.changes.isEmpty {
      text = ["\(who): nothing to correct; that is what is recorded."]
    } else {
      text = ["\(who) is corrected: \(SafeText.shown(reason))"]
      let changed = Set(outcome.changes.compactMap { StudentAspect(field: $0.field) })
      for aspect in StudentAspect.allCases where changed.contains(aspect) {
        text.append(
          "  \(SafeText.padded(aspect.rawValue, to: 6))  "
            + "\(Self.words(aspect, before)) -> \(Self.words(aspect, after))"
        )
      }
      if !outcome.voided.isEmpty {
        let names = outcome.voided.map { "s\($0)" }.joined(separator: ", ")
        text.append(
          "  signed  \(names) no longer \(outcome.voided.count == 1 ? "stands" : "stand")"
        )
      }
      if !isDryRun { text.append("Next: studentdb check") }
    }
    if isDryRun { text.append("Nothing was changed.") }
    report = Answer(
      json: .object([
        .init("student", .integer(before.id)),
        .init("changed", .bool(!outcome.changes.isEmpty)),
        .init("changes", .array(outcome.changes.map(Self.json))),
        .init("reason", .text(reason)),
        .init("voided", .array(outcome.voided.map { .text("s\($0)") })),
      ]),
      text: text
    )
  }

  private static func json(_ change: StudentChange) -> JSONValue {
    .object([
      .init("field", .text(change.field)),
      .init("old", .optional(change.old.plainText)),
      .init("new", .optional(change.new.plainText)),
    ])
  }

  /// A student's value of one aspect.
  private static func words(_ aspect: StudentAspect, _ student: Student) -> String {
    switch aspect {
    case .person: student.isNoPerson ? "no person" : "a person"
    case .gender: gender(student.gender)
    case .height: StudentRendering.height(student)
    default: SafeText.shown(student.text(of: aspect) ?? "none")
    }
  }

  private static func gender(_ gender: Student.RecordedGender) -> String {
    switch gender {
    case .recorded(let word): SafeText.shown(word)
    case .missing: "missing"
    case .declined: "declined"
    case .doNotInfer: "not to be inferred"
    case .inDoubt: "in doubt"
    }
  }
}

/// The explained words for genders, and the students corrected by them, for scripts and for people.
package struct WordCorrectionRendering {
  package let report: Answer

  package init(
    _ words: [(meaning: CorrectionWorkflow.WordMeaning, students: Int)],
    reason: String,
    isDryRun: Bool
  ) {
    var text = words.map { word in
      let name = "\"\(SafeText.shown(word.meaning.word))\""
      guard word.students > 0 else {
        return "\(name): no student's gender is in doubt for this word; nothing to correct."
      }
      let students = Numbers.count(word.students, "student")
      return "\(name) -> \(SafeText.shown(Self.words(word.meaning.gender))): \(students) corrected"
    }
    if isDryRun {
      text.append("Nothing was changed.")
    } else if words.contains(where: { $0.students > 0 }) {
      text.append("Next: studentdb check")
    }
    report = Answer(
      json: .object([
        .init(
          "words",
          .array(
            words.map { word in
              .object([
                .init("word", .text(word.meaning.word)),
                .init("reading", .text(Self.words(word.meaning.gender))),
                .init("students", .count(word.students)),
              ])
            }
          )
        ),
        .init("changed", .bool(words.contains { $0.students > 0 })),
        .init("reason", .text(reason)),
      ]),
      text: text,
      status: words.contains { $0.students > 0 } ? .done : .noInput
    )
  }

  private static func words(_ gender: StudentCorrection.Gender) -> String {
    switch gender {
    case .recorded(let word, _): word
    case .missing: "missing"
    case .declined: "declined"
    case .doNotInfer: "do_not_infer"
    case .inferAgain: "infer again"
    }
  }
}
