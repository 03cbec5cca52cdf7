package import Mixture

/// A run before it is stored: what was fitted to what, and what came of it.
package struct RunDraft: Sendable {
  /// Where the parameters come from.
  package enum Origin: Hashable, Sendable {
    /// They were estimated from the students of this file.
    case fitted
    /// They are those of another run.
    case scored(parent: Int64)
    /// They are those of a model from a file.
    case imported
    /// They were estimated anew, with the settings of another run.
    case rerun(of: Int64)

    var word: String {
      switch self {
      case .fitted, .rerun: "fitted"
      case .scored: "scored"
      case .imported: "imported"
      }
    }

    var parent: Int64? {
      switch self {
      case .fitted, .imported: nil
      case .scored(let parent), .rerun(let parent): parent
      }
    }
  }

  /// What is said of the students of one stratum and height who have no gender.
  package struct Posterior: Sendable {
    /// The index of the stratum in the division.
    package let stratum: Int
    /// In centimetres.
    package let height: Double
    /// What is stated of each gender, in order: the posterior, averaged over what is not known of
    /// the parameters.
    ///
    /// What they leave to one is the share of genders that are not in the model.
    package let probabilities: [Double]
    /// The same at the stored parameters, as other programs give it.
    package let evidence: [Double]
    /// The place of the likeliest gender of the model, the first of equals.
    package let likeliest: Int
    /// The interval of the likeliest gender's probability, where it is known.
    package let interval: ConfidenceInterval?
    /// Whether the gate lets it through.
    package let isProposed: Bool

    /// How sure the likeliest gender is.
    package var confidence: Double { probabilities[likeliest] }

    package init(
      stratum: Int,
      height: Double,
      probabilities: [Double],
      evidence: [Double],
      likeliest: Int,
      interval: ConfidenceInterval?,
      isProposed: Bool
    ) {
      self.stratum = stratum
      self.height = height
      self.probabilities = probabilities
      self.evidence = evidence
      self.likeliest = likeliest
      self.interval = interval
      self.isProposed = isProposed
    }
  }

  /// One stratum with its fit.
  package struct Stratum: Sendable {
    package let fit: StratumFit
    /// The standard errors; nil where the fit has none.
    package let uncertainty: Uncertainty?
    package let mayPropose: Bool

    package init(_ fit: StratumFit, uncertainty: Uncertainty?, mayPropose: Bool) {
      self.fit = fit
      self.uncertainty = uncertainty
      self.mayPropose = mayPropose
    }
  }

  package var label: String?
  package var origin = Origin.fitted
  /// The settings as asked for, `auto` included, as a JSON object.
  package var requested: String
  /// The model that was chosen.
  package var candidate: Candidate
  package var settings: FitSettings
  /// The words for the genders of the model, in order.
  package var genders: [String]
  /// The students that were fitted to, with the genders of the model as labels.
  package var division: Division
  /// What the reference of heights by age says; empty without one.
  package var reference: [ReferenceHeight] = []
  package var strata: [Stratum]
  package var summary: FitSummary
  package var gate: Gate
  package var missingness: MissingnessTest?
  package var posteriors: [Posterior]
  package var totals: [ExpectedTotal] = []
  package var sensitivity: [Sensitivity] = []
  package var candidates: [CandidateScore] = []
  package var evaluation: RunEvaluation?
  package var missingShares: [MissingShare] = []
  /// What was made of names; nil where they were not asked for.
  package var names: NameUsage?
  /// What names would bring that were not asked for; never stored.
  package var nameHint: NameUsage?

  package init(
    requested: String,
    candidate: Candidate,
    settings: FitSettings,
    genders: [String],
    division: Division,
    strata: [Stratum],
    summary: FitSummary,
    gate: Gate,
    posteriors: [Posterior]
  ) {
    self.requested = requested
    self.candidate = candidate
    self.settings = settings
    self.genders = genders
    self.division = division
    self.strata = strata
    self.summary = summary
    self.gate = gate
    self.posteriors = posteriors
  }
}

/// How a run ended, over all its strata.
package struct FitSummary: Hashable, Sendable {
  package let status: String
  package let stopReason: String
  package let iterations: Int
  package let logLikelihood: Double
  /// 2l - df ln n: larger is better.
  package let bic: Double
  /// The BIC less what the uncertainty of the posteriors costs.
  package let icl: Double
  /// Nil where densities are normal, those of a t family with infinitely many included.
  package let degreesOfFreedom: Double?

  package init(
    status: String,
    stopReason: String,
    iterations: Int,
    logLikelihood: Double,
    bic: Double,
    icl: Double,
    degreesOfFreedom: Double?
  ) {
    self.status = status
    self.stopReason = stopReason
    self.iterations = iterations
    self.logLikelihood = logLikelihood
    self.bic = bic
    self.icl = icl
    self.degreesOfFreedom = degreesOfFreedom
  }
}

/// One line of a reference of heights by age.
package struct ReferenceHeight: Hashable, Sendable {
  /// In years.
  package let age: Double
  package let gender: String
  /// In centimetres.
  package let mean: Double
  /// In centimetres.
  package let standardDeviation: Double

  package init(age: Double, gender: String, mean: Double, standardDeviation: Double) {
    self.age = age
    self.gender = gender
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}

/// How many students of a gender are to be expected.
package struct ExpectedTotal: Hashable, Sendable {
  /// Nil for the whole school.
  package let stratum: String?
  package let gender: String
  /// Recorded or decided.
  package let known: Int
  /// Known, and the sum of the probabilities of the others.
  package let expected: Double
  /// Known, and those whose likeliest gender it is.
  package let byLikeliest: Int
  /// The 95 % interval of what is expected; nil where it cannot be told.
  package let interval: ConfidenceInterval?

  package init(
    stratum: String?,
    gender: String,
    known: Int,
    expected: Double,
    byLikeliest: Int,
    interval: ConfidenceInterval?
  ) {
    self.stratum = stratum
    self.gender = gender
    self.known = known
    self.expected = expected
    self.byLikeliest = byLikeliest
    self.interval = interval
  }
}
