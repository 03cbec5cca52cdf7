import Glibc

extension Uncertainty {
  /// The probability of each gender at a height, averaged over what is not known of the parameters.
  ///
  /// The posterior at the estimates takes them for the truth. They are estimated from few students,
  /// and the students called with the highest confidences are those for whom chance moved them most:
  /// of a school of some hundred, what is called with .955 is right for .945. The average over all
  /// parameters that the evidence leaves possible is right as often as it says (Aitchison and
  /// Dunsmore 1975; Bishop 2006, section 4.5.2). With the log-odds of a gender nearly normal, as for
  /// ``interval(of:at:deviates:)``, about their estimate m with the standard error s, it is the mean
  /// of 1 / (1 + exp(-m - s z)) over standard normal z: nearer to even odds than the posterior, and
  /// the posterior itself where s is zero.
  ///
  /// - Parameter height: In centimetres; as for ``HeightMixture/posterior(of:)``.
  /// - Returns: The probabilities in the order of the genders; they sum to one.
  package func averagedProbabilities(at height: Double) -> [Double] {
    statement(at: height).probabilities()
  }

  /// What the mean is taken of: the log odds of each gender with their standard errors.
  func statement(at height: Double) -> HeightStatement {
    let height = HeightMixture.bounded(height)
    let genders = mixture.components.indices
    var (own, unbiased) = (PosteriorTerms(mixture), PosteriorTerms(unbiased))
    own.evaluate(at: height)
    unbiased.evaluate(at: height)
    guard genders.count > 1 else {
      return HeightStatement(posterior: own.posterior, odds: [], averaged: [])
    }
    return HeightStatement(
      posterior: own.posterior,
      odds: genders.map { HeightStatement.LogOdds(logOdds(of: $0, own, at: height)) },
      averaged: genders.map { HeightStatement.LogOdds(logOdds(of: $0, unbiased, at: height)) }
    )
  }

  /// The mixture with variances whose reciprocals are right on average.
  ///
  /// The likeliest variance of n students about their own mean is too small, by (n - 1) / n; about
  /// the means of K genders that share it, by (n - K) / n. How many students an estimate is worth,
  /// prior and students without a gender included, its standard error tells: for n of them the
  /// logarithm of a standard deviation has the standard error 1 / sqrt(2 n).
  private var unbiased: HeightMixture {
    HeightMixture(
      estimated: mixture.components.enumerated().map { gender, component in
        let ratio = component.standardDeviation / standardDeviations[gender]
        let students = 0.5 * ratio * ratio
        let means = space.hasOneVariance ? Double(space.genders) : 1
        return Component(
          weight: component.weight,
          weightAmongMissing: space.unboundedMissingShare(component.weightAmongMissing),
          mean: component.mean,
          variance: component.variance * students / max(students - means, 1)
        )
      },
      density: mixture.density
    )
  }
}

/// Means over the normal distribution.
enum NormalMean {
  /// The nodes of the trapezoidal rule: every half standard deviation up to eight, with the weights
  /// of the standard normal density.
  ///
  /// For a function as smooth as this the rule errs by about exp(-4 pi^2 / s), which is 2e-6 for a
  /// standard error of three, and below what a double can tell for one (Trefethen and Weideman 2014).
  private static let nodes: [(z: Double, weight: Double)] = {
    let points = (-16...16).map { 0.5 * Double($0) }
    let total = points.reduce(0) { $0 + exp(-0.5 * $1 * $1) }
    return points.map { ($0, exp(-0.5 * $0 * $0) / total) }
  }()

  /// The mean of the logistic function 1 / (1 + exp(-x)) of a normal x.
  static func logistic(mean: Double, deviation: Double) -> Double {
    guard deviation.isFinite else { return 0.5 }
    return nodes.reduce(0) { $0 + $1.weight / (1 + exp(-mean - deviation * $1.z)) }
  }
}
