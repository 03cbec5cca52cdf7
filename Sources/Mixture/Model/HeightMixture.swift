import Glibc

/// The distribution of the heights of a stratum: one density for each gender.
///
/// The component at index *k* belongs to the gender at index *k*, always: labels say which is
/// which, so the components cannot swap names.
package struct HeightMixture: Hashable, Sendable {
  /// The components in the order of the genders.
  package let components: [Component]

  /// The shape that all components share.
  package let density: Density

  /// The variances that a fit can have, in square centimetres.
  ///
  /// From the floor at the finest resolution, 1e-12 / 12, to the square of the distance between
  /// the farthest heights that are taken. Inside it no term of a density overflows.
  package static let variances = 8e-14...4e12

  /// A mixture of checked components, such as one read back from a database.
  ///
  /// - Throws: ``FitRefusal/unusableMixture`` unless there is a component, every weight is
  ///   positive (a weight among the missing may be zero), every mean within
  ///   ``Evidence/largestHeight``, every variance within ``variances``, the weights sum to one
  ///   within 1e-9 (they were divided by the same total, so rounding stays far below that), and
  ///   the density has more than two degrees of freedom, so that it has a variance.
  package init(components: [Component], density: Density = .normal) throws(FitRefusal) {
    let usable = components.allSatisfy {
      $0.weight > 0 && $0.weightAmongMissing >= 0 && $0.mean.magnitude <= Evidence.largestHeight
        && Self.variances.contains($0.variance)
    }
    let total = components.reduce(0) { $0 + $1.weight }
    let missing = components.reduce(0) { $0 + $1.weightAmongMissing }
    guard usable, density.degreesOfFreedom > 2 else { throw .unusableMixture }
    guard max((total - 1).magnitude, (missing - 1).magnitude) <= 1e-9 else {
      throw .unusableMixture
    }
    self.components = components
    self.density = density
  }

  /// A mixture of components that an M-step has computed.
  init(estimated components: [Component], density: Density) {
    self.components = components
    self.density = density
  }

  /// The same densities with the shares of the recorded students for everybody.
  ///
  /// This is what a student is judged by whose gender is recorded and only held back, as in
  /// cross-validation.
  package var amongRecorded: HeightMixture {
    HeightMixture(
      estimated: components.map {
        Component(weight: $0.weight, mean: $0.mean, variance: $0.variance)
      },
      density: density
    )
  }

  /// The standard deviation of a gender's heights in centimetres, the density's tails included.
  ///
  /// - Precondition: `gender` is the index of a component.
  package func standardDeviation(of gender: Int) -> Double {
    (components[gender].variance * density.variancePerSquaredScale).squareRoot()
  }

  /// How far a gender's heights commonly lie from their mean, in centimetres: half the width of
  /// the middle in which 68.3 % of them lie.
  ///
  /// For a normal density that is the standard deviation. The standard deviation of a t density is
  /// that of its tails as well, which are as heavy as they are because of mistaken heights: this
  /// is the one to set beside the standard deviation of a list without mistakes.
  ///
  /// - Precondition: `gender` is the index of a component.
  package func spread(of gender: Int) -> Double {
    let deviation = components[gender].standardDeviation
    guard density != .normal else { return deviation }
    let part = standardNormalDistribution(1)
    return deviation * studentQuantile(part, degreesOfFreedom: density.degreesOfFreedom)
  }

  /// The posterior probability of each gender for one height in centimetres, for a student whose
  /// gender is missing.
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

  /// The density of a height in the school, per centimetre.
  package func density(of height: Double) -> Double { exp(logDensity(of: height)) }

  /// The log of the density of one height in centimetres, whatever the gender, among the students
  /// whose gender is missing.
  ///
  /// - Precondition: `height` is not NaN.
  package func logDensity(of height: Double) -> Double {
    var terms = PosteriorTerms(self)
    return terms.evaluate(at: Self.bounded(height))
  }

  static func bounded(_ height: Double) -> Double {
    precondition(!height.isNaN, "a height that is not a number has no posterior")
    return min(max(height, -Evidence.largestHeight), Evidence.largestHeight)
  }
}

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

/// The shape of the distribution of heights within a gender.
package enum DensityFamily: String, Sendable, CaseIterable {
  /// Normal densities.
  case normal

  /// Student t densities, for heights with mistakes among them.
  ///
  /// A height taken down wrongly lies far out; under a normal density it drags mean and variance
  /// along, under a t density its weight is small. Lange, Little and Taylor (1989).
  case t
}

/// One density of heights up to its place and its scale.
package enum Density: Hashable, Sendable {
  /// The normal density.
  case normal

  /// The t density with so many degrees of freedom; the fewer, the heavier its tails.
  case t(degreesOfFreedom: Double)

  /// The degrees of freedom; infinite for the normal density, which is the limit of the others.
  package var degreesOfFreedom: Double {
    switch self {
    case .normal: .infinity
    case .t(let degreesOfFreedom): degreesOfFreedom
    }
  }

  /// The variance of a density whose squared scale is one: nu / (nu - 2), and one if normal.
  package var variancePerSquaredScale: Double {
    switch self {
    case .normal: 1
    case .t(let degreesOfFreedom): degreesOfFreedom / (degreesOfFreedom - 2)
    }
  }

  /// The family that the density belongs to.
  package var family: DensityFamily {
    switch self {
    case .normal: .normal
    case .t: .t
    }
  }
}
