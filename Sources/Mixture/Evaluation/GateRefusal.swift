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

  /// Not one student has a height; names answer alone.
  case noHeights = "no_heights"

  /// No model can be fitted to the heights that there are; names answer alone.
  case heightsNotFitted = "heights_not_fitted"
}

/// One reason for which a run, or one stratum of it, may propose nothing.
package struct GateRefusal: Codable, Hashable, Sendable {
  /// The reason with its numbers.
  package let reason: GateReason

  /// The stratum that may propose nothing; nil for the whole run.
  package let stratum: String?

  /// The reason as a stable word.
  package var code: GateRefusalCode { reason.code }

  /// A refusal, made here or read back.
  package init(_ reason: GateReason, stratum: String? = nil) {
    self.reason = reason
    self.stratum = stratum
  }
}

/// What is wrong, in numbers; heights are in centimetres, parts between zero and one.
package enum GateReason: Codable, Hashable, Sendable {
  /// A gender has too few known heights.
  case fewRecorded(gender: String, known: Int)
  /// A model from elsewhere cannot be tested on a gender here.
  case fewToTest(gender: String, recorded: Int)
  /// A model from elsewhere cannot be tested here at all.
  case nobodyToTest
  /// Genders of which few are known may be much of those asked about.
  case leftOpen(genders: [SmallGenders.Member], least: Double, most: Double)
  /// The standard error is nil where one student is all there is to tell it by.
  case noSkill(skill: Double, standardError: Double?, part: Int?, needed: Int?)
  case notInformative(skill: Double)
  case drifted(gender: String, mean: Double, recordedMean: Double, deviates: Double)
  /// All of so many students without a gender are taller.
  case shifted(students: Int, by: Double)
  /// Those of one gender are, which would make confidences too high.
  case shiftedGender(students: Int, gender: String, by: Double, off: Double)
  /// More of them, or fewer, are shorter than a height.
  case shaped(students: Int, height: Double, observed: Double, expected: Double)
  case beyondTheTurn(students: Int, heights: ClosedRange<Double>, shorter: String, taller: String)
  case miscalibrated(error: Double, byChance: Double)
  case notConverged(FitOutcome)
  case degenerate(gender: String)
  /// No model of heights can be fitted; the words for the genders that are known.
  case notFitted(FitRefusal, genders: [String])

  /// The reason as a stable word.
  package var code: GateRefusalCode {
    switch self {
    case .fewRecorded, .fewToTest, .nobodyToTest, .leftOpen: .tooFewRecorded
    case .noSkill: .noSkill
    case .notInformative: .notInformative
    case .drifted: .componentsDrifted
    case .shifted, .shiftedGender, .shaped: .askedDiffer
    case .beyondTheTurn: .beyondTheTurn
    case .miscalibrated: .miscalibrated
    case .notConverged: .notConverged
    case .degenerate: .degenerate
    case .notFitted(.noHeights, _): .noHeights
    case .notFitted: .heightsNotFitted
    }
  }
}
