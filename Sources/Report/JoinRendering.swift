import StudentStore
package import Workflows

/// Two rows joined as one child, for scripts and for people.
package struct JoinRendering {
  package let report: Answer

  package init(_ joined: JoinWorkflow.Joined, isDryRun: Bool) {
    let (before, after, join) = (joined.before, joined.after, joined.join)
    var text = [
      "Student \(join.other) is the same child as student \(join.student), "
        + "\(SafeText.shown(before.name)) (j\(join.id)): \(SafeText.shown(join.reason))"
    ]
    text += joined.filled.map { aspect in
      "  \(SafeText.padded(Self.word(aspect), to: 9))  \(Self.value(aspect, before)) -> "
        + "\(Self.value(aspect, after))"
    }
    if let decision = joined.decision {
      text.append(
        "  decided    \(DecisionRendering.words(decision.verdict)), as about student \(join.other) "
          + "(d\(decision.id))"
      )
    }
    let kept = StudentAspect.allCases.filter {
      Self.isCompared($0) && Self.differs($0, after, joined.other)
    }
    text += kept.map { aspect in
      "  \(SafeText.padded(Self.word(aspect), to: 9))  \(Self.value(aspect, after)) stands; student "
        + "\(join.other) has \(Self.value(aspect, joined.other))"
    }
    if !joined.voided.isEmpty {
      let names = joined.voided.map { "s\($0)" }.joined(separator: ", ")
      text.append(
        "  signed     \(names) no longer \(joined.voided.count == 1 ? "stands" : "stand")"
      )
    }
    text.append(
      isDryRun
        ? "Nothing was changed."
        : "If they are two children after all: studentdb revert j\(join.id) -m WHY"
    )
    report = Answer(
      json: .object([
        .init("join", .text("j\(join.id)")),
        .init("student", .integer(join.student)),
        .init("other", .integer(join.other)),
        .init("filled", .array(joined.filled.map { .text($0.rawValue) })),
        .init("kept", .array(kept.map { .text($0.rawValue) })),
        .init("decision", .optional(joined.decision.map { "d\($0.id)" })),
        .init("voided", .array(joined.voided.map { .text("s\($0)") })),
        .init("reason", .text(join.reason)),
      ]),
      text: text
    )
  }

  /// Two rows that are two children again.
  package init(_ parted: JoinWorkflow.Parted, isDryRun: Bool) {
    let join = parted.join
    var text: [String]
    if let earlier = parted.earlier {
      text = [
        "j\(join.id) was reverted before, on \(earlier.revertedAt.prefix(10)) by "
          + "\(SafeText.shown(earlier.actor)); nothing was changed."
      ]
    } else {
      text = [
        "j\(join.id) is reverted: student \(join.student) and student \(join.other) are two children "
          + "again."
      ]
      if !parted.restored.isEmpty {
        text.append(
          "  of student \(join.student) "
            + parted.restored.map(Self.word).joined(separator: ", ")
            + " \(parted.restored.count == 1 ? "is" : "are") again as before"
        )
      }
      if parted.isDecisionUndone {
        text.append(
          "  the decision about student \(join.other) no longer counts for student \(join.student)"
        )
      }
    }
    if isDryRun { text.append("Nothing was changed.") }
    report = Answer(
      json: .object([
        .init("reverted", .text("j\(join.id)")),
        .init("already_reverted", .bool(parted.earlier != nil)),
        .init("student", .integer(join.student)),
        .init("other", .integer(join.other)),
        .init("restored", .array(parted.restored.map { .text($0.rawValue) })),
        .init("decision_undone", .bool(parted.isDecisionUndone)),
      ]),
      text: text
    )
  }

  private static func isCompared(_ aspect: StudentAspect) -> Bool {
    aspect != .left && aspect != .same && aspect != .person
  }

  /// Whether the second row has a value that does not stand.
  private static func differs(
    _ aspect: StudentAspect,
    _ student: Student,
    _ other: Student
  ) -> Bool {
    other.shown(aspect).map { $0 != student.shown(aspect) } ?? false
  }

  private static func word(_ aspect: StudentAspect) -> String {
    switch aspect {
    case .left: "in school"
    case .birthdate: "born"
    default: aspect.rawValue
    }
  }

  private static func value(_ aspect: StudentAspect, _ student: Student) -> String {
    switch aspect {
    case .left: student.hasLeft ? "no" : "yes"
    default: SafeText.shown(student.shown(aspect) ?? "nothing")
    }
  }
}
