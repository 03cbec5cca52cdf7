import Glibc

/// The prior of similar variances: the genders of one school seldom differ much in
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

  /// The variances that maximise the expected log-likelihood and the prior together.
  ///
  /// In the logarithms of the variances that sum is concave, so there is one maximum: where
  /// v sum_k 1 / sigma2_k(v) = K, the left side of which rises with v. It is found by halving, for
  /// steps of v and the variances in turn hardly move where a gender has fewer students than
  /// pseudo-students.
  ///
  /// - Parameters:
  ///   - variances: SS_k / N_k, the variances without the prior; none is negative.
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

/// The smallest variance that a gender may have.
///
/// A component that closes in on a single height drives the likelihood to infinity (Bishop 2006,
/// section 9.2.1): the maximum likelihood estimate exists only above a floor. Two things bound it:
/// - a height recorded to a step of *r* has a rounding error of variance r^2 / 12, and no data so
///   recorded can show less spread than that;
/// - a thousandth of the pooled variance of the start (a thirtieth of its standard deviation).
///   No gender of a school is thirty times as uniform as the others; a component that is has
///   locked on to a few equal heights.
///
/// The M-step under the floor is still the exact maximiser of its objective, which in each
/// variance has a single maximum: where it lies below the floor, the floor is best. So the
/// log-likelihood cannot fall. A fit that ends on the floor is reported as degenerate.
package struct VarianceFloor: Hashable, Sendable {
  /// The floor in square centimetres.
  package let value: Double

  /// The floor for heights of a resolution, in centimetres, and the pooled variance of the start.
  package init(resolution: Double, pooledVariance: Double) {
    value = max(resolution * resolution / 12, 1e-3 * pooledVariance)
  }

  /// The variance, or the floor where it is lower.
  func applied(to variance: Double) -> Double { max(value, variance) }

  /// The first gender of a mixture whose variance lies on the floor.
  func component(of mixture: HeightMixture) -> Int? {
    mixture.components.firstIndex { $0.variance <= value }
  }
}

/// Whether the genders share one variance of height or have one each.
///
/// In the order in which an automatic choice prefers them.
package enum VarianceStructure: String, Sendable, CaseIterable {
  /// One variance for each gender, drawn towards each other; see ``SimilarVariances``.
  case similar

  /// One variance for all genders; mclust's model `E`.
  case equal

  /// One variance for each gender; mclust's model `V`.
  case unequal

  /// How many variances a fit with this structure estimates.
  package func varianceCount(genders: Int) -> Int {
    switch self {
    case .equal: 1
    case .similar, .unequal: genders
    }
  }
}
