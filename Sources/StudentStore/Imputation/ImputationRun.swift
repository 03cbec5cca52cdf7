/// One version of the model: how it was asked for, what it estimated, and whether it may be used.
package struct ImputationRun: Sendable {
  /// The settings as the fit used them.
  package struct Settings: Equatable, Sendable {
    /// `normal` or `t`.
    package var family: String
    /// `equal` or `unequal`.
    package var variance: String
    /// `same` or `different` shares for students whose gender is missing.
    package var missingness: String
    /// `none`, `group` or `age`.
    package var stratifiedBy: String
    package var seed: Int64
    package var starts: Int
    package var maximumIterations: Int
    package var tolerance: Double
    package var folds: Int?
    /// The resolution to which heights are taken to be recorded, in centimetres.
    package var resolutionCentimetres: Double

    package init(
      family: String,
      variance: String,
      missingness: String,
      stratifiedBy: String,
      seed: Int64,
      starts: Int,
      maximumIterations: Int,
      tolerance: Double,
      folds: Int?,
      resolutionCentimetres: Double
    ) {
      self.family = family
      self.variance = variance
      self.missingness = missingness
      self.stratifiedBy = stratifiedBy
      self.seed = seed
      self.starts = starts
      self.maximumIterations = maximumIterations
      self.tolerance = tolerance
      self.folds = folds
      self.resolutionCentimetres = resolutionCentimetres
    }
  }

  /// What one stratum's model says about one gender.
  package struct GenderModel: Equatable, Sendable {
    package let gender: String
    /// Students of the gender with a recorded height.
    package let recorded: Int
    package let weight: Double
    package let meanCentimetres: Double
    /// In square centimetres.
    package let variance: Double

    package init(
      gender: String,
      recorded: Int,
      weight: Double,
      meanCentimetres: Double,
      variance: Double
    ) {
      self.gender = gender
      self.recorded = recorded
      self.weight = weight
      self.meanCentimetres = meanCentimetres
      self.variance = variance
    }
  }

  /// The model of one stratum.
  package struct Stratum: Equatable, Sendable {
    /// The class, grade or age; nil for the whole school.
    package let name: String?
    /// Students whose gender is missing and whose height is known.
    package let missing: Int
    package let genders: [GenderModel]

    package init(name: String?, missing: Int, genders: [GenderModel]) {
      self.name = name
      self.missing = missing
      self.genders = genders
    }
  }

  /// One EM step.
  package struct TraceStep: Equatable, Sendable {
    package let stratum: String?
    package let start: Int
    package let step: Int
    package let logLikelihood: Double
    package let largestChange: Double?
    package let genders: [GenderModel]

    package init(
      stratum: String?,
      start: Int,
      step: Int,
      logLikelihood: Double,
      largestChange: Double?,
      genders: [GenderModel]
    ) {
      self.stratum = stratum
      self.start = start
      self.step = step
      self.logLikelihood = logLikelihood
      self.largestChange = largestChange
      self.genders = genders
    }
  }

  /// Why the run proposes nothing.
  package struct Refusal: Equatable, Sendable {
    package let code: String
    package let message: String

    package init(code: String, message: String) {
      self.code = code
      self.message = message
    }
  }

  /// Nil until it is stored.
  package var id: Int64?
  package var label: String?
  package var settings: Settings
  /// The settings as asked for, `auto` included, as a JSON object.
  package var settingsRequested: String
  /// `converged`, `max_iterations`, `stalled`, `degenerate` or `non_monotone`.
  package var status: String
  package var stopReason: String
  package var iterations: Int
  package var logLikelihood: Double
  /// 2l - df ln n: larger is better.
  package var bic: Double
  package var strata: [Stratum]
  package var trace: [TraceStep]
  package var refusals: [Refusal]
  package var inputDigest: Digest
  package var recordedCount: Int
  package var missingCount: Int
  /// Students to whom the run proposes a gender.
  package var imputed: Int
  /// Students without a proposal, by reason.
  package var notImputed: [String: Int]
  /// The expected number of wrong proposals; nil where nothing is proposed.
  package var expectedWrong: Double?
  package var actor: String = ""
  package var createdAt: String = ""
  package var programVersion: String = ""

  /// Whether the run may be used.
  package var passedGate: Bool { refusals.isEmpty }

  package init(
    label: String?,
    settings: Settings,
    settingsRequested: String,
    status: String,
    stopReason: String,
    iterations: Int,
    logLikelihood: Double,
    bic: Double,
    strata: [Stratum],
    trace: [TraceStep],
    refusals: [Refusal],
    inputDigest: Digest,
    recordedCount: Int,
    missingCount: Int,
    imputed: Int,
    notImputed: [String: Int],
    expectedWrong: Double?
  ) {
    self.label = label
    self.settings = settings
    self.settingsRequested = settingsRequested
    self.status = status
    self.stopReason = stopReason
    self.iterations = iterations
    self.logLikelihood = logLikelihood
    self.bic = bic
    self.strata = strata
    self.trace = trace
    self.refusals = refusals
    self.inputDigest = inputDigest
    self.recordedCount = recordedCount
    self.missingCount = missingCount
    self.imputed = imputed
    self.notImputed = notImputed
    self.expectedWrong = expectedWrong
  }
}

/// One distinct piece of evidence among students whose gender is missing, with its posterior.
package struct EvidenceCell: Equatable, Sendable {
  /// Nil for the whole school.
  package let stratum: String?
  /// In centimetres.
  package let height: Double
  /// Each gender with its probability; they sum to one.
  package let probabilities: [(gender: String, probability: Double)]

  package init(
    stratum: String?,
    height: Double,
    probabilities: [(gender: String, probability: Double)]
  ) {
    precondition(!probabilities.isEmpty, "a posterior has at least one gender")
    self.stratum = stratum
    self.height = height
    self.probabilities = probabilities
  }

  /// The likeliest gender, the first of equals, with its probability.
  package var suggestion: (gender: String, confidence: Double) {
    var best = probabilities[0]
    for candidate in probabilities.dropFirst() where candidate.probability > best.probability {
      best = candidate
    }
    return (best.gender, best.probability)
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.stratum == right.stratum && left.height == right.height
      && left.probabilities.elementsEqual(right.probabilities) {
        $0.gender == $1.gender && $0.probability == $1.probability
      }
  }
}
