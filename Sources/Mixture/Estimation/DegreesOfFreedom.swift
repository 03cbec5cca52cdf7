/// The degrees of freedom of t densities, by profile likelihood.
///
/// The likelihood says little about them, and what it says is flat: a grid is enough. They are
/// shared by all genders. The profile begins with four, a good first guess for heights that people
/// report of themselves, from the labelled start; every other number starts from where its
/// neighbour ended, so that the whole profile follows one peak and costs little more than one fit.
package enum DegreesOfFreedom {
  /// The numbers tried; infinity stands for the normal density.
  package static let grid: [Double] = [3, 4, 5, 7, 10, 30, .infinity]

  /// The number that the profile begins with.
  static let first = 4.0

  /// The order in which the grid is walked: each number with the one whose end it starts from.
  static let walk: [(degreesOfFreedom: Double, neighbour: Double)] = [
    (3, 4), (5, 4), (7, 5), (10, 7), (30, 10), (.infinity, 30),
  ]

  static func density(_ degreesOfFreedom: Double) -> Density {
    degreesOfFreedom.isInfinite ? .normal : .t(degreesOfFreedom: degreesOfFreedom)
  }
}

/// What one number of degrees of freedom gave in the profile.
package struct ProfilePoint: Hashable, Sendable {
  /// The degrees of freedom; infinite for the normal density.
  package let degreesOfFreedom: Double

  /// How EM ended.
  package let outcome: FitOutcome

  /// The highest value of what is maximised.
  package let objective: Double
}
