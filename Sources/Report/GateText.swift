import Mixture
import StudentStore

/// Who is proposed a gender by a run, and who is not and why.
struct GateText {
  private let run: ImputationRun

  init(_ run: ImputationRun) {
    self.run = run
  }

  /// Refusals beyond this many of one code are counted.
  private static let shownRefusals = 3
  /// Codes beyond this many are counted in a short answer.
  private static let shownCodes = 7

  /// Who is proposed, and who is not and why; `isShort`: one line for each reason of the gate.
  func lines(isShort: Bool) -> [StyledLine] {
    var lines: [StyledLine] = []
    if run.passedGate {
      lines.append(
        StyledLine(
          "It proposes a gender for \(Numbers.count(run.imputed, "student"))\(heldBack).",
          .good
        )
      )
      if let wrong = run.expectedWrong, run.imputed > 0 {
        lines.append(
          StyledLine(
            "If all were taken as they are, about \(Numbers.fixed(wrong, 1)) of \(run.imputed) would be wrong."
          )
        )
        lines += SensitivityText(run.sensitivity).ofWrong.map { [StyledLine($0)] } ?? []
      }
    } else {
      lines.append(StyledLine("The gate refused: this run proposes nothing.", .warning))
    }
    if run.passedGate, !run.refusals.isEmpty {
      let names = run.names.map { $0.used != "off" && $0.namesAreProven } ?? false
      let heading =
        !run.usesHeights
        ? "Names answer alone; heights are not used:"
        : names
          ? "By height it proposes nothing where the gate refused; there a name answers alone, if it says something:"
          : "It proposes nothing where the gate refused:"
      lines.append(StyledLine(heading, .warning))
    }
    let groups = grouped(run.refusals)
    for (code, refusals) in groups.prefix(isShort ? Self.shownCodes : groups.count) {
      let shown = isShort ? 1 : Self.shownRefusals
      let more = refusals.count - shown
      let rest = isShort && more > 0 ? " (and \(more) more)" : ""
      lines += refusals.prefix(shown).map {
        StyledLine("  \(code.rawValue)", .warning) + StyledLine(": \($0.sentence)\(rest)")
      }
      if !isShort, more > 0 {
        lines.append(StyledLine("  \(code.rawValue): and \(more) more: --json"))
      }
    }
    if isShort, groups.count > Self.shownCodes {
      lines.append(StyledLine("  and \(groups.count - Self.shownCodes) more reasons"))
    }
    return lines + notProposed
  }

  /// Who was left out before the model was asked: `2 students: 1 declined, 1 no height`.
  private var notProposed: [StyledLine] {
    let reasons = run.notImputed.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    guard !reasons.isEmpty else { return [] }
    let all = Numbers.count(reasons.reduce(0) { $0 + $1.value }, "student")
    let words = reasons.map { "\($0.value) \($0.key.split(separator: "_").joined(separator: " "))" }
    return [StyledLine("Not inferred: \(all) (\(words.joined(separator: ", "))).")]
  }

  /// Those for whom the gate held it back, in the words of the status and the queue.
  private var heldBack: String {
    let heldBack = run.notImputed["gate_refused"] ?? 0
    guard heldBack > 0 else { return "" }
    return " (\(ToDecide.words(run.imputed + heldBack, heldBack: heldBack)))"
  }

  private func grouped(
    _ refusals: [GateRefusal]
  ) -> [(code: GateRefusalCode, refusals: [GateRefusal])] {
    var groups: [(code: GateRefusalCode, refusals: [GateRefusal])] = []
    for refusal in refusals {
      if let index = groups.firstIndex(where: { $0.code == refusal.code }) {
        groups[index].refusals.append(refusal)
      } else {
        groups.append((refusal.code, [refusal]))
      }
    }
    return groups
  }
}
