/// One gender's share of the students and the normal distribution of its heights.
package struct Component: Hashable, Sendable {
  /// The share of the gender among all students, between zero and one.
  package let weight: Double

  /// The mean height in centimetres.
  package let mean: Double

  /// The variance of the heights in square centimetres.
  package let variance: Double

  /// A component; ``HeightMixture`` checks the values when it takes it in.
  package init(weight: Double, mean: Double, variance: Double) {
    self.weight = weight
    self.mean = mean
    self.variance = variance
  }

  /// The standard deviation of the heights in centimetres.
  package var standardDeviation: Double { variance.squareRoot() }
}

/// The distribution of the heights of a school: one normal component for each gender.
///
/// The component at index *k* belongs to the gender at index *k*, always: labels say which is
/// which, so the components cannot swap names.
package struct HeightMixture: Hashable, Sendable {
  /// The components in the order of the genders.
  package let components: [Component]

  /// The variances that a fit can have, in square centimetres.
  ///
  /// From the floor at the finest resolution, 1e-12 / 12, to the square of the distance between
  /// the farthest heights that are taken. Inside it no term of a density overflows.
  package static let variances = 8e-14...4e12

  /// A mixture of checked components, such as one read back from a database.
  ///
  /// - Throws: ``FitRefusal/unusableMixture`` unless there is a component, every weight is
  ///   positive, every mean within ``Evidence/largestHeight``, every variance within
  ///   ``variances``, and the weights sum to one within 1e-9 (they were divided by the same total,
  ///   so rounding stays far below that).
  package init(components: [Component]) throws(FitRefusal) {
    let usable = components.allSatisfy {
      $0.weight > 0 && $0.mean.magnitude <= Evidence.largestHeight
        && Self.variances.contains($0.variance)
    }
    let total = components.reduce(0) { $0 + $1.weight }
    guard usable, (total - 1).magnitude <= 1e-9 else { throw .unusableMixture }
    self.components = components
  }

  /// A mixture of components that an M-step has computed.
  init(estimated components: [Component]) {
    self.components = components
  }

  /// The posterior probability of each gender for one height in centimetres.
  ///
  /// Computed in log space, so that a height twenty standard deviations from every mean still
  /// gives probabilities that sum to one. Bishop (2006), eq. 9.13. A height beyond
  /// ``Evidence/largestHeight`` counts as that height: the answer has long been the same.
  ///
  /// - Precondition: `height` is not NaN.
  /// - Complexity: O(*k*) for *k* genders.
  package func posterior(of height: Double) -> [Double] {
    var terms = PosteriorTerms(self)
    terms.evaluate(at: Self.bounded(height))
    return terms.posterior
  }

  /// The posterior probability of each gender for the students of one cell.
  ///
  /// Where the gender is recorded the height has no say: exactly one for it, zero for the others.
  ///
  /// - Precondition: The label, if there is one, is the index of a component.
  package func posterior(of cell: Cell) -> [Double] {
    guard let label = cell.label else { return posterior(of: cell.height) }
    precondition(components.indices.contains(label), "a label is the index of a component")
    return components.indices.map { $0 == label ? 1 : 0 }
  }

  /// The log of the density of one height in centimetres, whatever the gender.
  ///
  /// - Precondition: `height` is not NaN.
  package func logDensity(of height: Double) -> Double {
    var terms = PosteriorTerms(self)
    return terms.evaluate(at: Self.bounded(height))
  }

  private static func bounded(_ height: Double) -> Double {
    precondition(!height.isNaN, "a height that is not a number has no posterior")
    return min(max(height, -Evidence.largestHeight), Evidence.largestHeight)
  }
}
