/// How far a gender's mean has moved away from that of the students who have it recorded.
package struct Drift: Hashable, Sendable {
  /// The index of the gender.
  package let gender: Int

  /// The mean of the fit, in centimetres.
  package let mean: Double

  /// The mean by the recorded students alone, in centimetres.
  package let recordedMean: Double

  /// The standard error of the latter.
  package let standardError: Double

  /// The distance in standard errors.
  package var deviates: Double { (mean - recordedMean).magnitude / standardError }

  /// The standard deviation of their heights.
  package let standardDeviation: Double

  /// How many standard errors are allowed.
  package let allowed: Double

  /// Whether the component is no longer the gender.
  package var isTooFar: Bool {
    deviates > allowed && (mean - recordedMean).magnitude > Self.leastPart * standardDeviation
  }

  /// The least part of a standard deviation by which a mean is off that matters.
  ///
  /// Less moves a probability by .04 at most, and of ten million students every model is off by
  /// standard errors.
  package static let leastPart = 0.1

  /// Beyond so many standard errors the components are no longer the genders.
  ///
  /// Where the model is right, the fit knows more than the recorded students alone, and its mean
  /// differs from theirs by less than their standard error says (Hausman 1978). Three of them are
  /// a chance of one in 370. Of few recorded students the standard error itself is a guess; then
  /// as many are allowed as Student's t distribution gives the same chance.
  package static let most = 3.0

  static func allowed(degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom >= 1 else { return .infinity }
    return studentQuantile(
      standardNormalDistribution(most),
      degreesOfFreedom: degreesOfFreedom
    )
  }
}

extension StratumFit {
  /// The fit of those with a known gender alone, with the same settings and the same prior; nil where
  /// they do not define every gender.
  var recordedAlone: Fit? {
    try? HeightMixture.fit(evidence.labelled, settings: fit.settings, prior: fit.prior)
  }

  /// The drift of each gender; empty where nothing can drift, or cannot be measured.
  ///
  /// The recorded students are fitted alone, with the same settings and the same prior.
  package var drifts: [Drift] {
    let recorded = evidence.labelled
    guard fit.outcome.isConverged, recorded.count < evidence.count,
      let alone = recordedAlone,
      let uncertainty = Uncertainty(alone, given: recorded)
    else { return [] }
    return fit.mixture.components.indices.map { gender in
      // The pseudo-students of a prior know the spread as well.
      let students =
        fit.settings.variance == .equal
        ? recorded.count - recorded.genderCount : recorded.labelledCounts[gender] - 1
      let known = fit.prior.components.isEmpty ? 0 : fit.prior.components[gender].strength
      return Drift(
        gender: gender,
        mean: fit.mixture.components[gender].mean,
        recordedMean: alone.mixture.components[gender].mean,
        standardError: uncertainty.means[gender],
        standardDeviation: alone.mixture.standardDeviation(of: gender),
        allowed: Drift.allowed(degreesOfFreedom: Double(students) + known)
      )
    }
  }
}
