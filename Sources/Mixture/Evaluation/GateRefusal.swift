/// The reasons for which a run may propose nothing.
///
/// The raw values are stable: they are stored with runs and printed in JSON.
package enum GateRefusalCode: String, Codable, Sendable, CaseIterable {
  /// A gender has fewer than ``Gate/fewestRecorded`` recorded heights, and no prior.
  case tooFewRecorded = "too_few_recorded"

  /// The model predicts held-out genders no better than their shares alone.
  case noSkill = "no_skill"

  /// Even with the true distributions, height would hardly beat a guess.
  case notInformative = "not_informative"

  /// A mean has moved away from that of the recorded students.
  case componentsDrifted = "components_drifted"

  /// Those asked about have other heights than the model expects of them.
  case askedDiffer = "asked_differ"

  /// Some students are so tall, or so short, that the posterior has turned back: they alone are
  /// not proposed to.
  case beyondTheTurn = "beyond_the_turn"

  /// Stated confidence and held-out accuracy differ beyond chance.
  case miscalibrated

  /// EM did not reach the optimum.
  case notConverged = "not_converged"

  /// A gender has shrunk to a single height or to nobody.
  case degenerate
}

/// One reason for which a run, or one stratum of it, may propose nothing, in words.
package struct GateRefusal: Codable, Hashable, Sendable {
  /// The reason as a stable word.
  package let code: GateRefusalCode

  /// The stratum that may propose nothing; nil for the whole run.
  package let stratum: String?

  /// What is wrong and what to do about it.
  package let message: String

  /// A refusal, made here or read back.
  package init(code: GateRefusalCode, stratum: String? = nil, message: String) {
    self.code = code
    self.stratum = stratum
    self.message = message
  }
}
