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
