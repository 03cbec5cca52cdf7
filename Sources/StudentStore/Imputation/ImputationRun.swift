package import Mixture

/// One version of the model as it is stored: how it was asked for, what it estimated, how good it
/// is, and whether it may be used.
package struct ImputationRun: Sendable {
  package let id: Int64
  package var label: String?
  /// `fitted`, `scored` or `imported`.
  package var origin: String
  /// The run whose parameters or settings this one has.
  package var parent: Int64?
  package var settings: Settings
  /// The settings as asked for, `auto` included, as a JSON object.
  package var settingsRequested: String
  package var hasPrior: Bool
  /// How it ended, over all strata.
  package var summary: FitSummary
  package var strata: [Stratum]
  package var trace: [TraceStep]
  package var refusals: [Refusal]
  /// Whether anything may be proposed.
  package var passedGate: Bool
  package var inputDigest: Digest
  package var recordedCount: Int
  package var missingCount: Int
  /// Students to whom the run proposes a gender.
  package var imputed: Int
  /// Students without a proposal, by reason.
  package var notImputed: [String: Int]
  /// The expected number of wrong proposals; nil where nothing is proposed.
  package var expectedWrong: Double?
  /// Of different shares for the missing over the same, with its p; nil where not asked.
  package var likelihoodRatio: (statistic: Double, p: Double)?
  package var missingShares: [MissingShare]
  package var candidates: [CandidateScore]
  package var evaluation: RunEvaluation?
  package var totals: [ExpectedTotal]
  /// What they and ``expectedWrong`` would be under changes that the records cannot tell.
  package var sensitivity: [Sensitivity]
  /// Students whose height was rounded to be counted; nil for a run that is read back, because it is
  /// not stored.
  package var roundedHeights: Int?
  package var actor: String
  package var createdAt: String
  package var programVersion: String

  /// The genders with too few known heights to be in the model: never proposed, and expected by their
  /// share among the others.
  package var smallGenders: [ExpectedTotal] {
    guard let genders = strata.first?.genders.map(\.gender) else { return [] }
    return totals.filter { $0.stratum == nil && !genders.contains($0.gender) }
  }

  /// The settings as the fit used them.
  package struct Settings: Equatable, Sendable {
    /// `recorded` students alone, or `all`.
    package var learntFrom: String
    /// `normal` or `t`.
    package var family: String
    /// `equal`, `similar` or `unequal`.
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
    package var repeats: Int?
    /// The resolution to which heights are taken to be recorded, in centimetres.
    package var resolutionCentimetres: Double
  }

  /// An estimated number with its standard error, where it has one.
  package struct Estimate: Hashable, Sendable {
    package var value: Double
    package var standardError: Double?
  }

  /// What one stratum's model says about one gender.
  package struct GenderModel: Hashable, Sendable {
    package var gender: String
    /// Students of the gender with a recorded height.
    package var recorded: Int
    /// Its share among those whose gender is recorded.
    package var weight: Estimate
    /// Its share among those whose gender is missing.
    package var weightMissing: Estimate
    /// In centimetres.
    package var mean: Estimate
    /// In centimetres, the tails of a t density included.
    package var standardDeviation: Estimate
    /// The variance of a normal density, the squared scale of a t density, in square centimetres.
    package var variance: Double
  }

  /// The model of one stratum.
  package struct Stratum: Sendable {
    /// The class, grade or age; nil for the whole school.
    package var name: String?
    package var recorded: Int
    package var decided: Int
    /// Students whose gender is missing and whose height is known.
    package var missing: Int
    package var status: String
    package var stopReason: String
    package var iterations: Int
    package var logLikelihood: Double
    /// What the best rule by height would still call wrongly.
    package var bayesError: Double
    /// What calling everybody by the commonest gender would.
    package var majorityError: Double
    /// How much of the densities lies under each other.
    package var overlap: Double
    package var mayPropose: Bool
    /// What is not known of the parameters; nil where the fit has none.
    package var covariance: ModelCovariance?
    package var genders: [GenderModel]
    package var starts: [Start]
  }

  /// One of the places that EM started from.
  package struct Start: Hashable, Sendable {
    package var number: Int
    package var status: String
    package var iterations: Int
    package var logLikelihood: Double
    package var isChosen: Bool
  }

  /// One EM step.
  package struct TraceStep: Sendable {
    package var stratum: String?
    package var start: Int
    package var step: Int
    package var kind: String
    package var logLikelihood: Double
    /// What EM maximises: the log-likelihood, and the logarithm of what is believed beforehand.
    package var objective: Double
    package var largestChange: Double?
    package var genders: [TraceGender]
  }

  /// The parameters of one gender after one EM step.
  package struct TraceGender: Hashable, Sendable {
    package var gender: String
    package var weight: Double
    package var weightMissing: Double
    package var mean: Double
    package var variance: Double
  }

  /// Why the run proposes nothing, or one of its strata does not.
  package struct Refusal: Equatable, Sendable {
    package var code: String
    package var stratum: String?
    package var message: String

    package init(code: String, stratum: String?, message: String) {
      self.code = code
      self.stratum = stratum
      self.message = message
    }
  }
}
