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
/// variance has a single peak: where the peak lies below the floor, the floor is best. So the
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
