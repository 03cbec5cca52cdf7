/// What several imputations say of one number together: the rules of Rubin (1987, chapter 3).
///
/// Each completed data set gives an estimate and its variance. What the estimates differ by is what
/// the missing values leave open, and has to be added to what one data set alone leaves open.
package struct RubinPooling: Hashable, Sendable {
  /// The mean of the estimates.
  package let estimate: Double

  /// The mean of the variances: the variance within an imputation, ubar.
  package let within: Double

  /// The variance of the estimates: the variance between imputations, b.
  package let between: Double

  /// The variance of the pooled estimate: T = ubar + (1 + 1/m) b.
  package let variance: Double

  /// The degrees of freedom of the t distribution to judge the estimate by.
  ///
  /// Those of Barnard and Rubin (1999), which never exceed the degrees of freedom that the complete
  /// data would have; infinite where the imputations agree and the complete data have no limit.
  package let degreesOfFreedom: Double

  /// By which part the missing values increase the variance: r = (1 + 1/m) b / ubar; infinite
  /// where there is no variance within an imputation.
  package let relativeIncrease: Double

  /// The part of the information that is missing: (r + 2 / (df + 3)) / (r + 1).
  package let missingInformation: Double

  /// Pools estimates.
  ///
  /// - Parameters:
  ///   - estimates: The estimate of each imputation.
  ///   - variances: The variance of each estimate, in the same order.
  ///   - completeDegreesOfFreedom: The degrees of freedom that an estimate from complete data
  ///     has, such as n - k.
  /// - Precondition: There are at least two imputations and as many variances.
  package init(
    estimates: [Double],
    variances: [Double],
    completeDegreesOfFreedom: Double = .infinity
  ) {
    precondition(estimates.count >= 2, "one imputation does not show what is left open")
    precondition(estimates.count == variances.count, "every estimate has a variance")
    let number = Double(estimates.count)
    let mean = estimates.reduce(0, +) / number
    let within = variances.reduce(0, +) / number
    let between = estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (number - 1)
    let added = (1 + 1 / number) * between
    let total = within + added
    // Where nothing varies at all, nothing is missing.
    let part = total > 0 ? added / total : 0
    let old = part > 0 ? (number - 1) / (part * part) : .infinity
    let freedom = Self.degreesOfFreedom(old, complete: completeDegreesOfFreedom, part: part)
    estimate = mean
    self.within = within
    self.between = between
    variance = total
    degreesOfFreedom = freedom
    relativeIncrease = added > 0 ? added / within : 0
    // (r + 2 / (df + 3)) / (r + 1), written so that r may be infinite.
    missingInformation = part + (1 - part) * 2 / (freedom + 3)
  }

  /// The interval of the pooled number; 95 % without saying otherwise.
  package func interval(level: Double = 0.95) -> ConfidenceInterval {
    let quantile = studentQuantile(0.5 + level / 2, degreesOfFreedom: degreesOfFreedom)
    let reach = quantile * variance.squareRoot()
    return ConfidenceInterval(lower: estimate - reach, upper: estimate + reach)
  }

  /// Barnard and Rubin (1999): the harmonic sum of Rubin's degrees of freedom and of those that
  /// the observed data have.
  private static func degreesOfFreedom(
    _ old: Double,
    complete: Double,
    part: Double
  ) -> Double {
    guard complete.isFinite else { return old }
    let observed = (complete + 1) / (complete + 3) * complete * (1 - part)
    guard old.isFinite else { return observed }
    return old * observed / (old + observed)
  }
}
