import Mixture
import SQLite

/// The tables of a run, each with its columns in the order in which they are declared.
enum RunTables {
  static let run = RunTable(
    "imputation_run",
    key: "id",
    salt: .own,
    blank: ImputationRun(),
    [
      .init("label", \.label, .optionalText, private: true),
      .init("origin", \.origin, .text),
      .init("parent_run", \.parent, .optionalInteger),
      .init("learnt_from", \.settings.learntFrom, .text),
      .init("family", \.settings.family, .text),
      .init("degrees_of_freedom", \.summary.degreesOfFreedom, .optionalNumber),
      .init("variance", \.settings.variance, .text),
      .init("missingness", \.settings.missingness, .text),
      .init("stratified_by", \.settings.stratifiedBy, .text),
      .init("seed", \.settings.seed, .integer),
      .init("start_count", \.settings.starts, .count(in: 1...1_000_000)),
      .init("maximum_iterations", \.settings.maximumIterations, .count(in: 1...Row.largestCount)),
      .init("tolerance", \.settings.tolerance, .number),
      .init("fold_count", \.settings.folds, .optionalCount(in: 2...mostFolds)),
      .init("fold_repeats", \.settings.repeats, .optionalCount(in: 1...mostFolds)),
      .init("resolution_cm", \.settings.resolutionCentimetres, .number),
      .init("settings_requested", \.settingsRequested, .text, private: true),
      .init("reference", \.reference, .json, private: true),
      .init("status", \.summary.status, .text),
      .init("iterations", \.summary.iterations, .count),
      .init("log_likelihood", \.summary.logLikelihood, .number),
      .init("bic", \.summary.bic, .optionalNumber),
      .init("icl", \.summary.icl, .optionalNumber),
      .init("likelihood_ratio", \.likelihoodRatio, .optionalNumber),
      .init("likelihood_ratio_p", \.likelihoodRatioP, .optionalProbability),
      .init("recorded_count", \.recordedCount, .count),
      .init("missing_count", \.missingCount, .count),
      .init("imputed", \.imputed, .count),
      .init("not_imputed", \.notImputed, .json),
      .init("expected_wrong", \.expectedWrong, .optionalNumber),
      .init("input_digest", \.inputDigest, .digest, private: true),
      .init("missing_shares", \.missingShares, .json, private: true),
      .init("candidates", \.candidates, .json, private: true),
      .init("evaluation", \.evaluation, .optionalJSON(), private: true),
      .init("totals", \.totals, .json, private: true),
      .init("sensitivity", \.sensitivity, .json, private: true),
      .init("refusals", \.refusals, .json, private: true),
      .init("names", \.names, .optionalJSON(), private: true),
      .init("counted_from", \.countedFrom, .optionalJSON(), private: true),
      .init("gate", \.passedGate, .gate),
      .init("actor", \.actor, .text),
      .init("created_at", \.createdAt, .text),
      .init("program_version", \.programVersion, .text),
    ]
  )

  /// More parts, or repeats, than a cross-validation of students has.
  private static let mostFolds: Int64 = 1_000

  static let countedEvidence = RunTable(
    "counted_evidence",
    number: "ordinal",
    salt: .own,
    blank: CountedStudents(),
    [
      .init("stratum", \.stratum, .stratum),
      .init("height_cm", \.height, .optionalCentimetres),
      .init("gender", \.gender, .optionalText),
      .init("basis", \.basis, .text),
      .init("student_count", \.count, .count),
      .init("held_back", \.heldBack, .optionalCounts),
    ]
  )

  static let fittedStratum = RunTable(
    "fitted_stratum",
    number: "ordinal",
    order: ["stratum"],
    blank: ImputationRun.Stratum(),
    [
      .init("stratum", \.name, .stratum),
      .init("recorded_count", \.recorded, .count),
      .init("decided_count", \.decided, .count),
      .init("missing_count", \.missing, .count),
      .init("status", \.status, .text),
      .init("iterations", \.iterations, .count),
      .init("log_likelihood", \.logLikelihood, .number),
      .init("bayes_error", \.bayesError, .probability),
      .init("majority_error", \.majorityError, .probability),
      .init("overlap", \.overlap, .probability),
      .init("may_propose", \.mayPropose, .flag),
      .init("covariance", \.covariance, .optionalJSON()),
      .init("starts", \.starts, .json),
    ]
  )

  static let modelParameter = RunTable(
    "model_parameter",
    order: ["stratum", "gender"],
    blank: Owned(owner: String?.none, value: ImputationRun.GenderModel()),
    [
      .init("stratum", \.owner, .stratum),
      .init("gender", \.value.gender, .text),
      .init("recorded_count", \.value.recorded, .count),
      .init("weight", \.value.weight.value, .number),
      .init("weight_se", \.value.weight.standardError, .optionalNumber),
      .init("weight_missing", \.value.weightMissing.value, .number),
      .init("weight_missing_se", \.value.weightMissing.standardError, .optionalNumber),
      .init("mean_cm", \.value.mean.value, .number),
      .init("mean_se", \.value.mean.standardError, .optionalNumber),
      .init("sd_cm", \.value.standardDeviation.value, .number),
      .init("sd_se", \.value.standardDeviation.standardError, .optionalNumber),
      .init("variance_cm2", \.value.variance, .number),
    ]
  )

  /// A row is a step with one of its genders.
  static let iterationTrace = RunTable(
    "iteration_trace",
    order: ["stratum", "start", "step", "gender"],
    blank: ImputationRun.TraceStep(),
    [
      .init("stratum", \.stratum, .stratum),
      .init("start", \.start, .count),
      .init("step", \.step, .count),
      .init("kind", \.kind, .text),
      .init("log_likelihood", \.logLikelihood, .number),
      .init("objective", \.objective, .number),
      .init("largest_change", \.largestChange, .optionalNumber),
      .init("gender", \.genders[0].gender, .text),
      .init("weight", \.genders[0].weight, .number),
      .init("weight_missing", \.genders[0].weightMissing, .number),
      .init("mean_cm", \.genders[0].mean, .number),
      .init("variance_cm2", \.genders[0].variance, .number),
    ]
  )

  static let nameWord = RunTable(
    "name_word",
    number: "word",
    salt: .own,
    blank: LearntNames.Word(role: .first, text: "", students: [], reference: nil),
    [
      .init("role", \.role, .nameRole),
      .init("text", \.text, .text),
      .init("students", \.students, .json),
      .init("reference", \.reference, .optionalJSON()),
    ]
  )

  static let evidenceCell = RunTable(
    "evidence_cell",
    number: "cell",
    salt: .own,
    blank: EvidenceCell(),
    [
      .init("stratum", \.stratum, .stratum),
      .init("height_cm", \.height, .optionalCentimetres),
      .init("words", \.words, .optionalCounts),
      .init("student_count", \.students, .count),
      .init("gender", \.gender, .text),
      .init("confidence", \.confidence, .probability),
      .init("confidence_lower", \.lower, .optionalProbability),
      .init("confidence_upper", \.upper, .optionalProbability),
      .init("is_proposed", \.isProposed, .flag),
    ]
  )

  static let cellProbability = RunTable(
    "cell_probability",
    salt: .ofCell,
    order: ["cell", "gender"],
    blank: Owned(owner: Int64(0), value: GenderProbability()),
    [
      .init("cell", \.owner, .integer),
      .init("gender", \.value.gender, .text),
      .init("probability", \.value.stated, .probability),
      .init("evidence_probability", \.value.evidence, .probability),
    ]
  )

  /// Those of which a run has many rows, but its imputations, as the trail covers them.
  static let ofManyRows = [
    countedEvidence.covered, fittedStratum.covered, modelParameter.covered, iterationTrace.covered,
    nameWord.covered, evidenceCell.covered, cellProbability.covered,
  ]
}

/// A value with what it belongs to, such as the numbers of a gender with the name of the stratum.
struct Owned<Owner: Sendable, Value: Sendable>: Sendable {
  var owner: Owner
  var value: Value
}
