import StudentStore

/// Decisions that were taken by one act, for scripts and for people.
enum BatchRendering {
  /// Decisions that people are shown; scripts get all.
  private static let shownDecisions = 50

  static func report(_ batch: ReviewBatch, decisions: [ReviewDecision]) -> Report {
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
    return Report(
      json: .object([
        .init("batch", .text("b\(batch.id)")),
        .init("kind", .text(batch.kind.rawValue)),
        .init("decisions", .array(decisions.map(DecisionRendering.json))),
      ]),
      text: text
    )
  }
}
