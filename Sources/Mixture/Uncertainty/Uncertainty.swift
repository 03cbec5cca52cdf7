import Glibc

/// How well the numbers of a fit are known: standard errors, and intervals of its confidences.
///
/// All from the observed information at the optimum, that is, for many students and a model that
/// is right: what a wrong model adds is not in it.
package struct Uncertainty: Hashable, Sendable {
  /// The standard error of each gender's share.
  package let weights: [Double]

  /// The standard error of each gender's share among the students whose gender is missing.
  package let weightsAmongMissing: [Double]

  /// The standard error of each gender's mean, in centimetres.
  package let means: [Double]

  /// The standard error of each gender's scale, the square root of ``Component/variance``.
  package let standardDeviations: [Double]

  private(set) var mixture: HeightMixture
  private(set) var space: ParameterSpace
  let information: Cholesky

  /// The uncertainty of a fit of this evidence.
  ///
  /// - Returns: nil where the fit has not converged, or the information is singular, so that the
  ///   evidence leaves some parameter open.
  package init?(_ fit: Fit, given evidence: Evidence) {
    guard fit.outcome.isConverged else { return nil }
    let stated = ParameterSpace(of: fit, given: evidence, holdingUnseen: true)
    guard let statedInformation = Self.information(fit, evidence, in: stated) else { return nil }
    // Standard errors are of all parameters; where the evidence leaves one open, of the others.
    var (space, information) = (stated, statedInformation)
    let all = ParameterSpace(of: fit, given: evidence, holdingUnseen: false)
    if all != stated, let whole = Self.information(fit, evidence, in: all) {
      (space, information) = (all, whole)
    }
    let components = fit.mixture.components
    let genders = components.indices
    let empty = [Double](repeating: 0, count: space.count)

    func error(_ gradient: [Double]) -> Double {
      information.inverseForm(gradient).squareRoot()
    }
    // A share is a function of all log-ratios: d pi_k / d eta_j = pi_k ((k = j) - pi_j).
    func error(of gender: Int, in shares: [Double], at index: (Int) -> Int?) -> Double {
      var gradient = empty
      for j in genders {
        guard let place = index(j) else { continue }
        gradient[place] = shares[gender] * ((j == gender ? 1 : 0) - shares[j])
      }
      return error(gradient)
    }
    func error(at place: Int, times factor: Double) -> Double {
      var gradient = empty
      gradient[place] = factor
      return error(gradient)
    }
    let recorded = components.map(\.weight)
    let missing = components.map(\.weightAmongMissing)
    weights = genders.map { error(of: $0, in: recorded, at: space.share) }
    weightsAmongMissing = genders.map { error(of: $0, in: missing, at: space.shareAmongMissing) }
    means = genders.map { error(at: space.mean($0), times: 1) }
    standardDeviations = genders.map {
      error(at: space.logDeviation($0), times: components[$0].standardDeviation)
    }
    mixture = fit.mixture
    self.space = stated
    self.information = statedInformation
  }

  /// An uncertainty that was stored; see ``ModelCovariance``.
  init(
    weights: [Double],
    weightsAmongMissing: [Double],
    means: [Double],
    standardDeviations: [Double],
    of mixture: HeightMixture,
    in space: ParameterSpace,
    information: Cholesky
  ) {
    self.weights = weights
    self.weightsAmongMissing = weightsAmongMissing
    self.means = means
    self.standardDeviations = standardDeviations
    self.mixture = mixture
    self.space = space
    self.information = information
  }

  private static func information(
    _ fit: Fit,
    _ evidence: Evidence,
    in space: ParameterSpace
  ) -> Cholesky? {
    Cholesky(ObservedInformation(fit, given: evidence, in: space).values, size: space.count)
  }

  /// The interval of the posterior probability of a gender at a height, for a student whose
  /// gender is missing.
  ///
  /// By the delta method on the log-odds: they are nearly normal and know no bounds, so that the
  /// interval stays between zero and one.
  ///
  /// As in ``HeightMixture/posterior(of:)``, a height beyond ``Evidence/largestHeight`` counts as
  /// that height.
  ///
  /// - Parameters:
  ///   - gender: The index of the gender.
  ///   - height: The height in centimetres.
  ///   - deviates: How many standard errors to each side; 1.96 for 95 %.
  /// - Returns: The interval; it contains the posterior probability.
  package func interval(
    of gender: Int,
    at height: Double,
    deviates: Double = standardNormal95
  ) -> ConfidenceInterval {
    guard mixture.components.count > 1 else { return ConfidenceInterval(lower: 1, upper: 1) }
    let height = HeightMixture.bounded(height)
    var terms = PosteriorTerms(mixture)
    terms.evaluate(at: height)
    let odds = logOdds(of: gender, terms, at: height)
    let reach = deviates * odds.error
    return ConfidenceInterval(
      lower: 1 / (1 + exp(-(odds.value - reach))),
      upper: 1 / (1 + exp(-(odds.value + reach)))
    )
  }

  /// The log-odds of a gender against the others, with their standard error.
  ///
  /// The derivative of the log-odds of a gender is its score less the mean score of the others, each
  /// by its share among them.
  ///
  /// - Precondition: The terms have been evaluated at the height, and there are two genders or more.
  func logOdds(
    of gender: Int,
    _ terms: PosteriorTerms,
    at height: Double
  ) -> (value: Double, error: Double) {
    let curves = mixture.components.map { Curve($0, density: mixture.density) }
    let others = mixture.components.indices.filter { $0 != gender }
    let largest = others.map { terms[$0].logTerm }.max() ?? 0
    let ratios = others.map { exp(terms[$0].logTerm - largest) }
    let sum = ratios.reduce(0, +)
    var gradient = space.score(of: gender, at: height, curves: curves, mixture: mixture)
    for (other, ratio) in zip(others, ratios) {
      let score = space.score(of: other, at: height, curves: curves, mixture: mixture)
      for i in gradient.indices { gradient[i] -= ratio / sum * score[i] }
    }
    return (
      terms[gender].logTerm - largest - log(sum),
      information.inverseForm(gradient).squareRoot()
    )
  }

  /// The same for students who are like those whose gender is recorded; see
  /// ``HeightMixture/amongRecorded``.
  package var amongRecorded: Uncertainty {
    var own = self
    own.mixture = mixture.amongRecorded
    own.space = space.amongRecorded
    return own
  }
}

/// The normal deviate that leaves 2.5 % on either side.
package let standardNormal95 = 1.959_963_984_540_054

/// A range in which a number is thought to lie.
package struct ConfidenceInterval: Codable, Hashable, Sendable {
  /// The lower end.
  package let lower: Double

  /// The upper end.
  package let upper: Double

  /// An interval, made here or read back.
  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}
