/// One gender's share of the students and the place and spread of its heights.
package struct Component: Hashable, Sendable {
  /// The share of the gender, between zero and one: among all students or, under
  /// ``Missingness/different``, among those whose gender is recorded.
  package let weight: Double

  /// The share of the gender among the students whose gender is missing.
  package let weightAmongMissing: Double

  /// The mean height in centimetres.
  package let mean: Double

  /// The squared scale in square centimetres: the variance of a normal density, and what stands in
  /// the place of the variance in a t density, whose variance is nu / (nu - 2) times as large.
  package let variance: Double

  /// A component; ``HeightMixture`` checks the values when it takes it in.
  ///
  /// Without a share of their own, the students with a missing gender have that of the others.
  package init(weight: Double, weightAmongMissing: Double? = nil, mean: Double, variance: Double) {
    self.weight = weight
    self.weightAmongMissing = weightAmongMissing ?? weight
    self.mean = mean
    self.variance = variance
  }

  /// The square root of ``variance``, in centimetres.
  package var standardDeviation: Double { variance.squareRoot() }
}
