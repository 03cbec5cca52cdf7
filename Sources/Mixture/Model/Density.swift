/// The shape of the distribution of heights within a gender.
package enum DensityFamily: String, Sendable, CaseIterable {
  /// Normal densities.
  case normal

  /// Student t densities, for heights with mistakes among them.
  ///
  /// A height taken down wrongly lies far out; under a normal density it drags mean and variance
  /// along, under a t density it loses its pull. Lange, Little and Taylor (1989).
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
