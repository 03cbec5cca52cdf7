import Mixture
import StudentStore

/// The answer of `evaluate`.
struct EvaluationRendering {
  private let draft: RunDraft

  init(_ draft: RunDraft) {
    self.draft = draft
  }

  /// `isVerbose`: with every candidate and measure.
  func report(isVerbose: Bool) -> Report {
    let refusals = draft.gate.refusals.map {
      ImputationRun.Refusal(code: $0.code.rawValue, stratum: $0.stratum, message: $0.message)
    }
    let passed = draft.mayPropose
    var text = [
      "The model: \(draft.candidate.name)."
    ]
    let evaluation = EvaluationText(draft.evaluation, candidates: draft.candidates)
    text += isVerbose ? evaluation.tables : evaluation.expectations
    text.append(
      passed ? "A run with this model may propose." : "A run with this model would propose nothing:"
    )
    text += refusals.map { "  \($0.code): \(SafeText.shown($0.message))" }
    return Report(
      json: .object([
        .init("model", .text(draft.candidate.name)),
        .init("candidates", EvaluationJSON.candidates(draft.candidates)),
        .init("evaluation", draft.evaluation.map { EvaluationJSON.value($0) } ?? .null),
        .init("gate", EvaluationJSON.gate(passed: passed, refusals)),
      ]),
      text: text,
      status: passed ? .done : .notFit
    )
  }
}
