/// The degrees of freedom of t densities, by profile likelihood.
///
/// The likelihood says little about them, and what it says is flat: a grid is enough. They are
/// shared by all genders.
package enum DegreesOfFreedom {
  /// The numbers tried; infinity stands for the normal density.
  package static let grid: [Double] = [3, 4, 5, 7, 10, 30, .infinity]

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
  /// It is nil where the students cannot be fitted.
  ///
  /// - Parameters:
  ///   - evidence: The students.
  ///   - settings: How fits are made; their family and degrees of freedom do not matter.
  init?(of evidence: Evidence, settings: FitSettings) {
    var settings = settings
    (settings.family, settings.degreesOfFreedom) = (.t, nil)
    guard let fit = try? HeightMixture.fit(evidence, settings: settings),
      let normal = fit.profile.last
    else { return nil }
    degreesOfFreedom = fit.mixture.density.degreesOfFreedom
    likelihoodRatio = 2 * (fit.objective - normal.objective)
  }
}
