/// The reasons for which a run may propose nothing.
///
/// The raw values are stable: they are stored with runs and printed in JSON.
package enum GateRefusalCode: String, Sendable, CaseIterable {
  /// A gender has fewer than ``Gate/fewestRecorded`` recorded heights.
  case tooFewRecorded = "too_few_recorded"

  /// The model predicts held-out genders no better than their shares alone. Not produced yet.
  case noSkill = "no_skill"

  /// Even with the true distributions, height would hardly beat a guess. Not produced yet.
  case notInformative = "not_informative"

  /// A mean has moved away from that of the recorded students. Not produced yet.
  case componentsDrifted = "components_drifted"

  /// The posterior turns round inside the observed heights. Not produced yet.
  case notMonotone = "not_monotone"

  /// Stated confidence and held-out accuracy differ beyond chance. Not produced yet.
  case miscalibrated = "miscalibrated"

  /// EM did not reach the optimum.
  case notConverged = "not_converged"

  /// A gender has shrunk to a single height or to nobody.
  case degenerate = "degenerate"
}

/// One reason for which a run may propose nothing, in words.
package struct GateRefusal: Hashable, Sendable {
  /// The reason as a stable word.
  package let code: GateRefusalCode

  /// What is wrong and what to do about it.
  package let message: String

  /// A refusal, made here or read back.
  package init(code: GateRefusalCode, message: String) {
    self.code = code
    self.message = message
  }
}
