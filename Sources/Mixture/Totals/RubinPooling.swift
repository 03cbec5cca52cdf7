/// What several imputations of the same students say of one number together: the rules of Rubin
/// (1987, chapter 3).
///
/// The students counted are all there are, so that a completed data set leaves nothing open: the
/// variance within an imputation is zero, and what the imputations differ by is everything.
package struct RubinPooling: Hashable, Sendable {
  /// The mean of the estimates.
  package let estimate: Double

  /// The variance of the estimates: the variance between imputations, b.
  package let between: Double

  /// The variance of the pooled estimate: T = (1 + 1/m) b for m imputations.
  package let variance: Double

  /// The degrees of freedom of the t distribution to judge the estimate by: m - 1.
  package let degreesOfFreedom: Double

  /// Pools the estimates of imputations.
  ///
  /// - Precondition: There are at least two.
  package init(estimates: [Double]) {
    precondition(estimates.count >= 2, "one imputation does not show what is left open")
    let number = Double(estimates.count)
    let mean = estimates.reduce(0, +) / number
    estimate = mean
    between = estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (number - 1)
    variance = (1 + 1 / number) * between
    degreesOfFreedom = number - 1
  }

  /// The interval of the pooled number; 95 % without saying otherwise.
  package func interval(level: Double = 0.95) -> ConfidenceInterval {
    let quantile = studentQuantile(0.5 + level / 2, degreesOfFreedom: degreesOfFreedom)
    let reach = quantile * variance.squareRoot()
    return ConfidenceInterval(lower: estimate - reach, upper: estimate + reach)
  }
}
