import StudentStore
import Workflows

/// A correction with old and new values, for scripts and for people.
struct CorrectionRendering {
  let report: Report

  init(_ outcome: CorrectionWorkflow.Outcome, reason: String, isDryRun: Bool) {
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
    report = Report(
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

  /// What a student has of one aspect.
  private static func words(_ aspect: StudentAspect, _ student: Student) -> String {
    switch aspect {
    case .id: SafeText.shown(student.schoolID ?? "none")
    case .name: SafeText.shown(student.name)
    case .person: student.isNoPerson ? "no person" : "a person"
    case .gender: gender(student.gender)
    case .height: StudentRendering.height(student)
    case .group: SafeText.shown(student.group ?? "none")
    case .age: SafeText.shown(student.ageText ?? "none")
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
