import Glibc

/// What is believed of variances that are similar: the genders of one school seldom differ much in
/// spread, and seldom not at all.
///
/// Beside its own students each gender has ``strength`` pseudo-students, who have the mean of the
/// gender and a variance v that all genders share. v itself is the likeliest for them, which is the
/// harmonic mean of the variances:
///
///     sigma2_k = (SS_k + m0 v) / (N_k + m0)        v = K / sum_k 1 / sigma2_k
///
/// For two genders that is a prior on the logarithm of the ratio of their variances of almost
/// normal shape about zero, with the variance 4 / m0. It is flat in everything else: variances of
/// any size are as likely, as long as they are of one size. Gelman et al. (2013), section 5.4, on
/// such partial pooling.
enum SimilarVariances {
  /// How many pseudo-students each gender has.
  ///
  /// Sixty-four make the logarithm of the ratio vary by a quarter. In the growth reference of the
  /// CDC it is .06 less at ten years than at equal variances, .4 more at fourteen and .2 at
  /// eighteen.
  static let strength = 64.0

  /// The variances that maximise the expected log-likelihood together with the belief.
  ///
  /// In the logarithms of the variances that sum is concave, so there is one maximum: where
  /// v sum_k 1 / sigma2_k(v) = K, the left side of which rises with v. It is found by halving, for
  /// steps of v and the variances in turn hardly move where a gender has fewer students than
  /// pseudo-students.
  ///
  /// - Parameters:
  ///   - variances: SS_k / N_k, the variances without the belief; none is negative.
  ///   - counts: N_k.
  ///   - floor: The smallest that a variance may be.
  /// - Returns: The variances.
  static func mode(_ variances: [Double], counts: [Double], above floor: VarianceFloor) -> [Double]
  {
    func variance(of k: Int, sharing shared: Double) -> Double {
      let square = variances[k] * counts[k] + strength * shared
      return floor.applied(to: square / (counts[k] + strength))
    }
    var low = floor.applied(to: variances.min() ?? 0)
    var high = floor.applied(to: variances.max() ?? 0)
    while true {
      let shared = low + (high - low) / 2
      guard low < shared, shared < high else { break }
      let sum = variances.indices.reduce(0) { $0 + shared / variance(of: $1, sharing: shared) }
      if sum < Double(variances.count) { low = shared } else { high = shared }
    }
    return variances.indices.map { variance(of: $0, sharing: high) }
  }

  /// The logarithm of the prior density, up to a constant that makes it zero for equal variances.
  static func logDensity(at variances: [Double]) -> Double {
    let shared = sharedVariance(of: variances)
    return 0.5 * strength * variances.reduce(0) { $0 + log(shared / $1) }
  }

  /// The negative second derivatives of ``logDensity(at:)`` by the logarithms of the standard
  /// deviations, row by row.
  static func curvature(at variances: [Double]) -> [[Double]] {
    let shared = sharedVariance(of: variances)
    let genders = Double(variances.count)
    let parts = variances.map { shared / (genders * $0) }
    return parts.indices.map { j in
      parts.indices.map { k in
        2 * strength * genders * ((j == k ? parts[j] : 0) - parts[j] * parts[k])
      }
    }
  }

  private static func sharedVariance(of variances: [Double]) -> Double {
    Double(variances.count) / variances.reduce(0) { $0 + 1 / $1 }
  }
}
