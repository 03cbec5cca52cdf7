import StudentStore
import Workflows

/// What an undo or a redo came to.
struct RestorationRendering {
  let report: Report

  /// `key`: what the entries that no longer count are called in JSON, `undone` or `redone`.
  init(_ outcome: UndoWorkflow.Outcome, key: String, isDryRun: Bool) {
    let redoes = key == "redone"
    var text: [String] = []
    if outcome.restored.count == 1, let now = outcome.restored.first, let old = outcome.undone.first
    {
      let what =
        redoes ? "d\(now.restores ?? old.id) is brought back" : "d\(old.id) is taken back"
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
    report = Report(
      json: .object([
        .init(key, .array(outcome.undone.map { .text("d\($0.id)") })),
        .init("decisions", .array(outcome.restored.map(DecisionRendering.json))),
      ]),
      text: text
    )
  }
}
