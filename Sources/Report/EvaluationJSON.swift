import Mixture
import StudentStore

/// How good a model is, as scripts read it.
enum EvaluationJSON {
  static func candidates(_ candidates: [CandidateScore]) -> JSONValue {
    .array(
      candidates.map {
        .object([
          .init("name", .text($0.name)), .init("log_loss", .number($0.logLoss)),
          .init("chosen", .bool($0.isChosen)),
        ])
      }
    )
  }

  static func gate(passed: Bool, _ refusals: [GateRefusal]) -> JSONValue {
    .object([.init("passed", .bool(passed)), .init("refusals", Self.refusals(refusals))])
  }

  static func refusals(_ refusals: [GateRefusal]) -> JSONValue {
    .array(
      refusals.map {
        .object([
          .init("code", .text($0.code.rawValue)), .init("stratum", .optional($0.stratum)),
          .init("message", .text($0.sentence)),
        ])
      }
    )
  }

  static func value(_ evaluation: RunEvaluation) -> JSONValue {
    .object([
      .init("students", .number(evaluation.count)),
      .init("accuracy", .number(evaluation.accuracy)),
      .init("accuracy_interval", interval(evaluation.accuracyLower, evaluation.accuracyUpper)),
      .init("log_loss", .number(evaluation.logLoss)),
      .init("log_loss_of_shares", .number(evaluation.logLossOfShares)),
      .init("brier", .number(evaluation.brier)),
      .init("ece", .number(evaluation.calibrationError)),
      .init("ece_by_chance", .number(evaluation.calibrationErrorByChance)),
      .init("skill", .number(evaluation.skill)),
      .init("skill_standard_error", .number(evaluation.skillStandardError)),
      .init("folds", evaluation.folds.map { .count($0) } ?? .null),
      .init("repeats", evaluation.repeats.map { .count($0) } ?? .null),
      .init("genders", .array(evaluation.genders.map(gender))),
      .init("reliability", .array(evaluation.reliability.map(bin))),
      .init("thresholds", .array(evaluation.thresholds.map(threshold))),
    ])
  }

  private static func interval(_ lower: Double?, _ upper: Double?) -> JSONValue {
    guard let lower, let upper else { return .null }
    return .array([.number(lower), .number(upper)])
  }

  private static func gender(_ gender: RunEvaluation.Gender) -> JSONValue {
    .object([
      .init("gender", .text(gender.gender)), .init("students", .number(gender.recorded)),
      .init("wrong", .number(gender.wrong)), .init("called", .number(gender.called)),
      .init("error", .optional(gender.error)), .init("bias", .optional(gender.bias)),
    ])
  }

  private static func bin(_ bin: RunEvaluation.Bin) -> JSONValue {
    .object([
      .init("from", .number(bin.lower)), .init("to", .number(bin.upper)),
      .init("students", .number(bin.count)), .init("confidence", .number(bin.confidence)),
      .init("accuracy", .number(bin.accuracy)),
      .init("accuracy_interval", interval(bin.accuracyLower, bin.accuracyUpper)),
    ])
  }

  private static func threshold(_ row: RunEvaluation.Threshold) -> JSONValue {
    .object([
      .init("threshold", .number(row.threshold)), .init("proposals", .count(row.proposals)),
      .init("expected_wrong", .number(row.expectedWrong)),
      .init("held_back", .number(row.heldBack)), .init("precision", .optional(row.precision)),
      .init("precision_interval", interval(row.precisionLower, row.precisionUpper)),
    ])
  }
}
