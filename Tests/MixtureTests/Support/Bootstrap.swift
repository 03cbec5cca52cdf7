@testable import Mixture

/// Standard errors by resampling, as the check of those from the information: Efron (1979).
///
/// As many students as there are, drawn from them with replacement and fitted anew, many times over:
/// how far the fits vary is how well the numbers are known. It needs no formula and does not
/// take the model for granted, and costs as many fits as resamples.
struct Bootstrap: Hashable, Sendable {
  /// How many resamples could be fitted; the errors are those of these.
  let fitted: Int

  /// How many could not, such as those without a recorded girl, or did not converge.
  let failed: Int

  /// The standard error of each gender's share.
  let weights: [Double]

  /// The standard error of each gender's share among the students whose gender is missing.
  let weightsAmongMissing: [Double]

  /// The standard error of each gender's mean, in centimetres.
  let means: [Double]

  /// The standard error of each gender's scale, the square root of ``Component/variance``.
  let standardDeviations: [Double]

  /// Resamples the evidence of a fit.
  ///
  /// Recorded students and those whose gender is missing are drawn together, as the school is one
  /// sample of both. The refits have the settings and the prior of the fit and its degrees of
  /// freedom, and start from the recorded students of the resample. It is nil where fewer than two
  /// resamples could be fitted.
  ///
  /// - Parameters:
  ///   - fit: The fit whose parameters are in question.
  ///   - evidence: What it was fitted to.
  ///   - resamples: How many times the students are drawn; the relative error of a standard error
  ///     is about 1 / sqrt(2 resamples).
  ///   - seed: What they are drawn from.
  /// - Complexity: for each resample O(*n*) for *n* cells, however many students they stand for,
  ///   and a fit.
  init?(_ fit: Fit, given evidence: Evidence, resamples: Int = 200, seed: UInt64 = 1) {
    var settings = fit.settings
    settings.starts = 1
    if settings.family == .t {
      settings.degreesOfFreedom = fit.mixture.density.degreesOfFreedom
    }
    var spread = [Spread](repeating: Spread(), count: 4 * evidence.genderCount)
    var fitted = 0
    for number in 0..<max(0, resamples) {
      var stream = SeededStream(seed: seed, stream: number)
      guard
        let refit = try? HeightMixture.fit(
          evidence.resampled(by: &stream),
          settings: settings,
          prior: fit.prior
        ), refit.outcome.isConverged
      else { continue }
      fitted += 1
      for (k, component) in refit.mixture.components.enumerated() {
        spread[4 * k].add(component.weight)
        spread[4 * k + 1].add(component.weightAmongMissing)
        spread[4 * k + 2].add(component.mean)
        spread[4 * k + 3].add(component.standardDeviation)
      }
    }
    guard fitted >= 2 else { return nil }
    let errors = spread.map(\.deviation)
    func column(_ number: Int) -> [Double] {
      (0..<evidence.genderCount).map { errors[4 * $0 + number] }
    }
    self.fitted = fitted
    failed = max(0, resamples) - fitted
    weights = column(0)
    weightsAmongMissing = column(1)
    means = column(2)
    standardDeviations = column(3)
  }

  /// The standard deviation of numbers that come one by one: Welford (1962).
  private struct Spread {
    private var count = 0.0
    private var mean = 0.0
    private var squares = 0.0

    mutating func add(_ value: Double) {
      count += 1
      let deviation = value - mean
      mean += deviation / count
      squares += deviation * (value - mean)
    }

    var deviation: Double { (squares / (count - 1)).squareRoot() }
  }
}
