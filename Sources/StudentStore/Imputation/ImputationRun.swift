package import Mixture

/// One version of the model as it is stored: how it was asked for, what it estimated, how good it
/// is, and whether it may be used.
///
/// Its columns are listed in `RunTables`.
package struct ImputationRun: Sendable {
  package internal(set) var id: Int64 = 0
  package var label: String?
  /// `fitted`, `counted`, `scored` or `imported`.
  package var origin = "fitted"
  /// The run whose parameters or settings this one has.
  package var parent: Int64?
  package var settings = Settings()
  /// The settings as asked for, `auto` included, as a JSON object.
  package var settingsRequested = "{}"
  /// What was known of heights by age beforehand; empty without it.
  package var reference: [ReferenceHeight] = []
  /// How it ended, over all strata.
  package var summary = FitSummary()
  package var strata: [Stratum] = []
  package var trace: [TraceStep] = []
  package var refusals: [GateRefusal] = []
  /// Whether anything may be proposed.
  package var passedGate = false
  package var inputDigest = Digest.zero
  package var recordedCount = 0
  package var missingCount = 0
  /// Students to whom the run proposes a gender.
  package var imputed = 0
  /// Students without a proposal, by reason.
  package var notImputed: [String: Int] = [:]
  /// The expected number of wrong proposals; nil where nothing is proposed.
  package var expectedWrong: Double?
  /// Of different shares for the missing over the same; nil where not asked.
  package var likelihoodRatio: Double?
  package var likelihoodRatioP: Double?
  package var missingShares: [MissingShare] = []
  package var candidates: [CandidateScore] = []
  package var evaluation: RunEvaluation?
  package var totals: [ExpectedTotal] = []
  /// What they and ``expectedWrong`` would be under changes that the records cannot tell.
  package var sensitivity: [Sensitivity] = []
  /// Students whose height was rounded to be counted; nil for a run that is read back, because it is
  /// not stored.
  package var roundedHeights: Int?
  /// What was made of names; nil where they were not asked for.
  package var names: NameUsage?
  /// The file of cells that it was fitted to; nil for a run that was fitted to students of this file.
  package var countedFrom: CountedFrom?
  /// What names would bring that were not asked for; never stored.
  package var nameHint: NameUsage?
  package internal(set) var actor = ""
  package internal(set) var createdAt = ""
  package internal(set) var programVersion = ""

  package init() {}

  package var hasPrior: Bool { !reference.isEmpty }

  /// Whether it was estimated here, and not taken from another run or a file.
  package var isEstimated: Bool { origin == "fitted" || origin == "counted" }

  /// Whether there is a model of heights; without one, names alone say something, or nothing does.
  package var usesHeights: Bool { !strata.isEmpty }

  /// The genders that may be proposed, in the order of the model; empty where nothing was learnt.
  package var genders: [String] {
    strata.first?.genders.map(\.gender) ?? names?.learnt?.genders ?? []
  }

  /// The genders with too few known heights to be in the model: never proposed, and expected by their
  /// share among the others.
  package var smallGenders: [ExpectedTotal] {
    totals.filter { $0.stratum == nil && !genders.contains($0.gender) }
  }

  /// The settings as the fit used them.
  package struct Settings: Equatable, Sendable {
    /// `recorded` students alone, or `all`.
    package var learntFrom = "all"
    /// `normal` or `t`; `none` for names alone.
    package var family = "normal"
    /// `equal`, `similar` or `unequal`; `none` for names alone.
    package var variance = "equal"
    /// `same` or `different` shares for students whose gender is missing.
    package var missingness = "same"
    /// `none`, `group` or `age`.
    package var stratifiedBy = "none"
    package var seed: Int64 = 0
    package var starts = 1
    package var maximumIterations = 1
    package var tolerance = 1.0
    package var folds: Int?
    package var repeats: Int?
    /// The resolution to which heights are taken to be recorded, in centimetres.
    package var resolutionCentimetres = 1.0
  }

  /// An estimated number with its standard error, where it has one.
  package struct Estimate: Hashable, Sendable {
    package var value = 0.0
    package var standardError: Double?
  }

  /// What one stratum's model says about one gender.
  ///
  /// As JSON it is what a model file says of it.
  package struct GenderModel: Codable, Hashable, Sendable {
    package var gender = ""
    /// Students of the gender with a recorded height.
    package var recorded = 0
    /// Its share among those whose gender is recorded.
    package var weight = Estimate()
    /// Its share among those whose gender is missing.
    package var weightMissing = Estimate()
    /// In centimetres.
    package var mean = Estimate()
    /// In centimetres, the tails of a t density included.
    package var standardDeviation = Estimate()
    /// The variance of a normal density, the squared scale of a t density, in square centimetres.
    package var variance = 0.0

    private enum CodingKeys: String, CodingKey {
      case gender, recorded, weight
      case weightMissing = "weight_missing"
      case mean = "mean_cm"
      case variance = "variance_cm2"
    }
  }

  /// The model of one stratum; as JSON it is what a model file says of it.
  package struct Stratum: Codable, Sendable {
    /// The class, grade or age; nil for the whole school.
    package var name: String?
    package var recorded = 0
    package var decided = 0
    /// Students whose gender is missing and whose height is known.
    package var missing = 0
    package var status = "converged"
    package var iterations = 0
    package var logLikelihood = 0.0
    /// What the best rule by height would still call wrongly.
    package var bayesError = 0.0
    /// What calling everybody by the commonest gender would.
    package var majorityError = 0.0
    /// How much of the densities lies under each other.
    package var overlap = 0.0
    package var mayPropose = false
    /// What is not known of the parameters; nil where the fit has none.
    package var covariance: ModelCovariance?
    package var genders: [GenderModel] = []
    package var starts: [Start] = []

    private enum CodingKeys: String, CodingKey {
      case genders, covariance
      case name = "stratum"
    }
  }

  /// One of the places that EM started from.
  package struct Start: Codable, Hashable, Sendable {
    package let number: Int
    package let status: String
    package let iterations: Int
    package let logLikelihood: Double
    package let isChosen: Bool

    private enum CodingKeys: String, CodingKey {
      case status, iterations
      case number = "start"
      case logLikelihood = "log_likelihood"
      case isChosen = "chosen"
    }
  }

  /// One EM step.
  package struct TraceStep: Sendable {
    package var stratum: String?
    package var start = 1
    package var step = 0
    package var kind = "start"
    package var logLikelihood = 0.0
    /// What EM maximises: the log-likelihood, and the logarithm of what is believed beforehand.
    package var objective = 0.0
    package var largestChange: Double?
    package var genders = [TraceGender()]
  }

  /// The parameters of one gender after one EM step.
  package struct TraceGender: Hashable, Sendable {
    package var gender = ""
    package var weight = 0.0
    package var weightMissing = 0.0
    package var mean = 0.0
    package var variance = 0.0
  }
}

extension ImputationRun {
  /// The mixture of a stratum, from the stored parameters.
  ///
  /// - Throws: `StoreError.malformed` where they are none, as in a doctored file.
  package func mixture(of stratum: Stratum) throws(StoreError) -> HeightMixture {
    do throws(FitRefusal) {
      return try fittedMixture(of: stratum)
    } catch {
      throw .malformed(
        table: "model_parameter",
        detail: "run r\(id), stratum \"\(stratum.name ?? "")\": the parameters are none of a model"
      )
    }
  }

  func fittedMixture(of stratum: Stratum) throws(FitRefusal) -> HeightMixture {
    try HeightMixture(
      components: stratum.genders.map { gender in
        Component(
          weight: gender.weight.value,
          weightAmongMissing: gender.weightMissing.value,
          mean: gender.mean.value,
          variance: gender.variance
        )
      },
      density: summary.degreesOfFreedom.map { .t(degreesOfFreedom: $0) } ?? .normal
    )
  }

  /// The model as a candidate, for fits and for its name.
  ///
  /// - Returns: nil where the stored words are none of the model's, as in a doctored file.
  package var candidate: Candidate? {
    guard let family = DensityFamily(rawValue: settings.family),
      let variance = VarianceStructure(rawValue: settings.variance),
      let missingness = Missingness(rawValue: settings.missingness),
      let stratification = Stratification(rawValue: settings.stratifiedBy)
    else { return nil }
    return Candidate(
      settings.learntFrom == "all" ? .expectationMaximisation : .recorded,
      family: family,
      variance: variance,
      missingness: missingness,
      by: stratification
    )
  }
}

/// How a run ended, over all its strata.
package struct FitSummary: Hashable, Sendable {
  package var status = "converged"
  package var iterations = 0
  package var logLikelihood = 0.0
  /// 2l - df ln n: larger is better; nil where strata were drawn together, so that how many numbers
  /// were estimated is no whole number.
  package var bic: Double?
  /// The BIC less what the uncertainty of the posteriors costs.
  package var icl: Double?
  /// Nil where densities are normal, those of a t family with infinitely many included.
  package var degreesOfFreedom: Double?

  package init() {}
}

extension ImputationRun.Estimate: Codable {
  package init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(Double.self)
  }

  /// The number alone.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
