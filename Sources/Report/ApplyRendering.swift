import RosterReading
import StudentStore
package import Workflows

/// The result of applying a completed review file.
package struct ApplyRendering {
  package let report: Answer

  /// `file`: its name, for places.
  package init(_ outcome: ApplyWorkflow.Outcome, file: String, isDryRun: Bool) {
    let name = SafeText.shown(file)
    var text = outcome.conflicts.map { conflict in
      SafeText.shown(
        "\(file):\(conflict.line): \(conflict.code.rawValue): \(conflict.reason.message)"
      )
    }
    var left: [String] = []
    if outcome.unchanged > 0 { left.append("\(outcome.unchanged) more were already recorded") }
    if outcome.empty > 0 {
      left.append("\(Numbers.count(outcome.empty, "line has", "lines have")) no decision")
    }
    let rest = left.isEmpty ? "" : "; " + left.joined(separator: "; ")
    if let first = outcome.decisions.first, let last = outcome.decisions.last,
      let batch = outcome.batch
    {
      text.append(
        "\(name): \(Numbers.count(outcome.decisions.count, "decision")) applied as batch b\(batch), "
          + "d\(first.id) to d\(last.id)\(rest)."
      )
    } else if outcome.unchanged > 0, outcome.conflicts.isEmpty {
      text.append(
        "\(name): nothing new: \(Numbers.count(outcome.unchanged, "decision in it was", "decisions in it were")) already recorded. "
          + "Nothing was changed."
      )
    } else {
      text.append("\(name): nothing was applied\(rest).")
    }
    if !outcome.conflicts.isEmpty {
      text.append(
        "\(Numbers.count(outcome.conflicts.count, "conflict")), listed above: settle them in the file "
          + "and apply it again, or with studentdb review decide."
      )
    } else if outcome.batch != nil, !isDryRun {
      text.append("\"studentdb review undo\" undoes the whole batch.")
    }
    if isDryRun, outcome.batch != nil { text.append("Nothing was changed.") }
    report = Answer(
      json: .object([
        .init("file", .text(file)),
        .init("rows", .count(outcome.rows)),
        .init("applied", .count(outcome.decisions.count)),
        .init("unchanged", .count(outcome.unchanged)),
        .init("empty", .count(outcome.empty)),
        .init("batch", .optional(outcome.batch)),
        .init("first_decision", .optional(outcome.decisions.first.map { "d\($0.id)" })),
        .init("last_decision", .optional(outcome.decisions.last.map { "d\($0.id)" })),
        .init("conflicts", .array(outcome.conflicts.map(Self.json))),
      ]),
      text: text,
      status: outcome.conflicts.isEmpty ? .done : .workLeft
    )
  }

  private static func json(_ conflict: SheetConflict) -> JSONValue {
    .object([
      .init("line", .count(conflict.line)),
      .init("student", .optional(conflict.student)),
      .init("code", .text(conflict.code.rawValue)),
      .init("message", .text(conflict.reason.message)),
    ])
  }
}
