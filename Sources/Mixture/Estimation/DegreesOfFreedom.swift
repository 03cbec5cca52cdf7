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

/// How heavy the tails of heights are, and whether normal densities can have them.
struct Tails: Hashable, Sendable {
  /// The likeliest degrees of freedom; infinite for normal densities.
  let degreesOfFreedom: Double

  /// Twice the log-likelihood of that number less that of normal densities, not below zero.
  let likelihoodRatio: Double

  /// Whether the heights contradict normal densities.
  ///
  /// The normal density is the end of the row of t densities. There the ratio is zero half of the
  /// time, and else chi-squared with one degree of freedom (Self and Liang 1987). One height that
  /// was taken down wrongly is enough for a ratio beyond any table, so the level can be strict.
  var contradictNormal: Bool {
    0.5 * chiSquaredUpperTail(likelihoodRatio, degreesOfFreedom: 1) < Self.level
  }

  /// The probability of calling normal heights something else.
  static let level = 0.001

  /// The tails of these students' heights.
  ///
  /// The grid of degrees of freedom is walked down from the normal density for as long as the
  /// likelihood rises: where heights are normal, which most are, two fits tell. It is nil where the
  /// students cannot be fitted.
  ///
  /// - Parameters:
  ///   - evidence: The students.
  ///   - settings: How fits are made; their family and degrees of freedom do not matter.
  init?(of evidence: Evidence, settings: FitSettings) {
    var settings = settings
    settings.family = .t
    var objectives: [Double] = []
    for degreesOfFreedom in DegreesOfFreedom.grid.reversed() {
      settings.degreesOfFreedom = degreesOfFreedom
      guard let fit = try? HeightMixture.fit(evidence, settings: settings) else { return nil }
      if let last = objectives.last, fit.objective <= last { break }
      objectives.append(fit.objective)
    }
    let grid = DegreesOfFreedom.grid
    degreesOfFreedom = grid[grid.count - objectives.count]
    likelihoodRatio = 2 * (objectives[objectives.count - 1] - objectives[0])
  }
}
