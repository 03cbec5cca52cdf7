import StudentStore

/// One decision, for scripts and for people.
enum DecisionRendering {
  /// `replaced`: the decision that counted until then, where there was one.
  static func report(
    _ decision: ReviewDecision,
    name: String,
    replaced: ReviewDecision? = nil,
    isDryRun: Bool
  ) -> Report {
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
    return Report(json: json(decision), text: text)
  }

  static func words(_ verdict: Verdict) -> String {
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
