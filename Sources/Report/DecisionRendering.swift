package import StudentStore
package import Workflows

/// One decision, for scripts and for people.
package enum DecisionRendering {
  /// `replaced`: the previously active decision, if any.
  package static func report(
    _ decision: ReviewDecision,
    name: String,
    replaced: ReviewDecision? = nil,
    isDryRun: Bool
  ) -> Answer {
    var text = [
      "\(SafeText.shown(name)) (student \(decision.student)): \(words(decision.verdict)); "
        + "decision d\(decision.id)."
    ]
    if let replaced, replaced.verdict != .reopen {
      text.append(
        "  before: \(words(replaced.verdict)), by \(SafeText.shown(replaced.reviewer)) "
          + "(d\(replaced.id)); it stays in the history."
      )
    }
    if isDryRun { text.append("Nothing was changed.") }
    return Answer(json: json(decision), text: text)
  }

  package static func words(_ verdict: Verdict) -> String {
    switch verdict {
    case .accept(let gender): "\(SafeText.shown(gender)), as suggested"
    case .correct(let gender): "\(SafeText.shown(gender)), decided by hand"
    case .leaveUnknown: "left unknown"
    case .later: "put off until later"
    case .reopen: "open again"
    }
  }

  static func json(_ decision: ReviewDecision) -> JSONValue {
    .object([
      .init("decision", .text("d\(decision.id)")),
      .init("student", .integer(decision.student)),
      .init("run", .optional(decision.run.map { "r\($0)" })),
      .init("verdict", .text(decision.verdict.word)),
      .init("gender", .optional(decision.verdict.gender)),
      .init("decided_by", .text(decision.reviewer)),
      .init("decided_at", .text(decision.decidedAt)),
      .init("reason", .optional(decision.reason)),
      .init("blind", .bool(decision.blind)),
      .init("batch", .optional(decision.batch)),
      .init("supersedes", .optional(decision.supersedes.map { "d\($0)" })),
      .init("undoes", .optional(decision.undoes.map { "d\($0)" })),
      .init("restores", .optional(decision.restores.map { "d\($0)" })),
    ])
  }
}

/// The decisions of one act, for scripts and for people.
package enum BatchRendering {
  /// The decisions shown to people; scripts get all.
  private static let shownDecisions = 50

  package static func report(_ batch: ReviewBatch, decisions: [ReviewDecision]) -> Answer {
    let first = decisions.first
    var text = [
      "Batch b\(batch.id): \(batch.kind.rawValue), \(Numbers.count(batch.count, "decision"))"
    ]
    if let first {
      text.append("  by          \(SafeText.shown(first.reviewer)), \(first.decidedAt)")
    }
    for decision in decisions.prefix(shownDecisions) {
      text.append(
        "  d\(decision.id)  student \(decision.student): \(DecisionRendering.words(decision.verdict))"
      )
    }
    if decisions.count > shownDecisions {
      text.append("  and \(decisions.count - shownDecisions) more")
    }
    return Answer(
      json: .object([
        .init("batch", .text("b\(batch.id)")),
        .init("kind", .text(batch.kind.rawValue)),
        .init("decisions", .array(decisions.map(DecisionRendering.json))),
      ]),
      text: text
    )
  }
}

/// The result of an undo or a redo.
package struct RestorationRendering {
  package let report: Answer

  /// `key`: the JSON key of the entries that are no longer active, `undone` or `redone`.
  package init(_ outcome: UndoWorkflow.Outcome, key: String, isDryRun: Bool) {
    let redoes = key == "redone"
    var text: [String] = []
    if outcome.restored.count == 1, let now = outcome.restored.first, let old = outcome.undone.first
    {
      let what =
        redoes ? "d\(now.restores ?? old.id) is redone" : "d\(old.id) is taken back"
      text.append(
        "\(what): student \(now.student) is now \(DecisionRendering.words(now.verdict)) "
          + "(d\(now.id))."
      )
    } else {
      let batch = outcome.restored.first?.batch.map { " b\($0)" } ?? ""
      text.append(
        "\(Numbers.count(outcome.undone.count, redoes ? "undo" : "decision")) taken back, as one "
          + "batch\(batch)."
      )
    }
    if isDryRun { text.append("Nothing was changed.") }
    report = Answer(
      json: .object([
        .init(key, .array(outcome.undone.map { .text("d\($0.id)") })),
        .init("decisions", .array(outcome.restored.map(DecisionRendering.json))),
      ]),
      text: text
    )
  }
}
