import Mixture
import StudentStore

/// A run as scripts read it.
struct RunJSON {
  private let run: ImputationRun

  init(_ run: ImputationRun) {
    self.run = run
  }

  /// The members that `impute` prints.
  var members: [JSONValue.Member] {
    let summary = run.summary
    return [
      .init("run", .text("r\(run.id)")),
      .init("origin", .text(run.origin)),
      .init("parent", .optional(run.parent.map { "r\($0)" })),
      .init("status", .text(summary.status)),
      .init("iterations", .count(summary.iterations)),
      .init("log_likelihood", run.usesHeights ? .number(summary.logLikelihood) : .null),
      .init("bic", .optional(summary.bic)),
      .init("icl", .optional(summary.icl)),
      .init("seed", .integer(run.settings.seed)),
      .init("settings", settings),
      .init("input_digest", .text(run.inputDigest.hexadecimal)),
      .init("strata", .array(run.strata.map(stratum))),
      .init("imputed", .count(run.imputed)),
      .init("not_imputed", .counts(run.notImputed)),
      .init("heights_rounded", .optional(run.roundedHeights.map { Int64($0) })),
      .init("expected_wrong", .optional(run.expectedWrong)),
      .init("totals", .array(run.totals.map(Self.total))),
      .init("sensitivity", SensitivityText(run.sensitivity).json),
      .init(
        "small_genders",
        .array(
          run.smallGenders.map { total in
            .object([
              .init("gender", .text(total.gender)), .init("known", .count(total.known)),
              .init("expected", .number(total.expected)),
            ])
          }
        )
      ),
      .init("missingness", missingness),
      .init("missing_shares", .array(run.missingShares.map(Self.share))),
      .init("candidates", EvaluationJSON.candidates(run.candidates)),
      .init("evaluation", run.evaluation.map { EvaluationJSON.value($0) } ?? .null),
      .init("gate", EvaluationJSON.gate(passed: run.passedGate, run.refusals)),
      .init("counted_from", run.countedFrom.map(CountedFromText.init)?.json ?? .null),
      .init("names", run.names.map { NameText($0, besideHeights: run.usesHeights).json } ?? .null),
      .init(
        "name_hint",
        run.nameHint.map { NameText($0, besideHeights: run.usesHeights).json } ?? .null
      ),
    ]
  }

  /// The members that `show rN` adds.
  var details: [JSONValue.Member] {
    [
      .init("stop_reason", .text(run.ending)),
      .init("label", .optional(run.label)),
      .init("requested", .text(run.settingsRequested)),
      .init("made_by", .text(run.actor)),
      .init("made_at", .text(run.createdAt)),
      .init("program_version", .text(run.programVersion)),
      .init("trace", .array(run.trace.map(Self.step))),
    ]
  }

  private var settings: JSONValue {
    let settings = run.settings
    return .object([
      .init("family", run.usesHeights ? .text(settings.family) : .null),
      .init("degrees_of_freedom", .optional(run.summary.degreesOfFreedom)),
      .init("variance", run.usesHeights ? .text(settings.variance) : .null),
      .init("missingness", .text(settings.missingness)),
      .init("by", .text(settings.stratifiedBy)),
      .init("learn_from", .text(settings.learntFrom)),
      .init("prior", .bool(run.hasPrior)),
      .init("starts", .count(settings.starts)),
      .init("max_iterations", .count(settings.maximumIterations)),
      .init("tolerance", .number(settings.tolerance)),
      .init("folds", settings.folds.map { .count($0) } ?? .null),
      .init("repeats", settings.repeats.map { .count($0) } ?? .null),
      .init(
        "resolution_cm",
        run.usesHeights ? .number(settings.resolutionCentimetres) : .null
      ),
    ])
  }

  private var missingness: JSONValue {
    guard let statistic = run.likelihoodRatio, let p = run.likelihoodRatioP else { return .null }
    return .object([.init("likelihood_ratio", .number(statistic)), .init("p", .number(p))])
  }

  private func stratum(_ stratum: ImputationRun.Stratum) -> JSONValue {
    .object([
      .init("stratum", .optional(stratum.name)),
      .init("recorded", .object(stratum.genders.map { .init($0.gender, .count($0.recorded)) })),
      .init("decided", .count(stratum.decided)),
      .init("missing", .count(stratum.missing)),
      .init("status", .text(stratum.status)),
      .init("iterations", .count(stratum.iterations)),
      .init("informative", .bool(!isUninformative(stratum))),
      .init("bayes_error", .number(stratum.bayesError)),
      .init("majority_error", .number(stratum.majorityError)),
      .init("overlap", .number(stratum.overlap)),
      .init("may_propose", .bool(stratum.mayPropose)),
      .init("genders", .array(stratum.genders.map(Self.gender))),
      .init("starts", .array(stratum.starts.map(Self.start))),
    ])
  }

  private func isUninformative(_ stratum: ImputationRun.Stratum) -> Bool {
    run.refusals.contains { $0.code == .notInformative && $0.stratum == stratum.name }
  }

  private static func gender(_ gender: ImputationRun.GenderModel) -> JSONValue {
    .object([
      .init("gender", .text(gender.gender)),
      .init("weight", .number(gender.weight.value)),
      .init("weight_missing", .number(gender.weightMissing.value)),
      .init("mean_cm", .number(gender.mean.value)),
      .init("sd_cm", .number(gender.standardDeviation.value)),
      .init(
        "standard_error",
        .object([
          .init("weight", .optional(gender.weight.standardError)),
          .init("weight_missing", .optional(gender.weightMissing.standardError)),
          .init("mean_cm", .optional(gender.mean.standardError)),
          .init("sd_cm", .optional(gender.standardDeviation.standardError)),
        ])
      ),
    ])
  }

  private static func start(_ start: ImputationRun.Start) -> JSONValue {
    .object([
      .init("start", .count(start.number)), .init("status", .text(start.status)),
      .init("iterations", .count(start.iterations)),
      .init("log_likelihood", .number(start.logLikelihood)),
      .init("chosen", .bool(start.isChosen)),
    ])
  }

  private static func total(_ total: ExpectedTotal) -> JSONValue {
    .object([
      .init("stratum", .optional(total.stratum)),
      .init("gender", .text(total.gender)),
      .init("known", .count(total.known)),
      .init("expected", .number(total.expected)),
      .init(
        "interval",
        total.interval.map { .array([.number($0.lower), .number($0.upper)]) } ?? .null
      ),
      .init("by_likeliest", .count(total.byLikeliest)),
    ])
  }

  private static func share(_ share: MissingShare) -> JSONValue {
    .object([
      .init("by", .text(share.by.rawValue)), .init("name", .text(share.name)),
      .init("students", .count(share.students)), .init("missing", .count(share.missing)),
    ])
  }

  private static func step(_ step: ImputationRun.TraceStep) -> JSONValue {
    .object([
      .init("stratum", .optional(step.stratum)),
      .init("start", .count(step.start)),
      .init("step", .count(step.step)),
      .init("kind", .text(step.kind)),
      .init("log_likelihood", .number(step.logLikelihood)),
      .init("objective", .number(step.objective)),
      .init("largest_change", .optional(step.largestChange)),
      .init(
        "genders",
        .array(
          step.genders.map {
            .object([
              .init("gender", .text($0.gender)), .init("weight", .number($0.weight)),
              .init("weight_missing", .number($0.weightMissing)),
              .init("mean_cm", .number($0.mean)),
              .init("sd_cm", .number($0.variance.squareRoot())),
            ])
          }
        )
      ),
    ])
  }
}
