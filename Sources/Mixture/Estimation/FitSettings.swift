/// What a fit was asked for; stored with a run exactly as the loop read it.
package struct FitSettings: Hashable, Sendable {
  /// The shape of the densities.
  package var family: DensityFamily

  /// The degrees of freedom of t densities; nil to take the likeliest of ``DegreesOfFreedom/grid``.
  package var degreesOfFreedom: Double?

  /// Whether the genders share one variance.
  package var variance: VarianceStructure

  /// Whether the students with a missing gender have shares of their own.
  package var missingness: Missingness

  /// From how many places EM starts: from the labelled students, and from so many less one that
  /// are drawn around them; see ``FurtherStart``.
  package var starts: Int

  /// The most starts that can be asked for.
  package static let mostStarts = 3

  /// What the further starts are drawn from.
  package var seed: UInt64

  /// The number of steps after which the loop stops; with zero the start is reported.
  package var maximumIterations: Int

  /// How far the parameters may still be from the optimum.
  ///
  /// It is a distance that is left to go, not a last change; see ``StoppingRule``. Weights and
  /// variances are measured relative to themselves, means in standard deviations. The rise that
  /// is left to the log-likelihood has to be below it too. A tolerance that doubles cannot reach,
  /// zero say, ends in ``FitOutcome/stalled(iterations:)`` unless a step changes nothing at all.
  package var tolerance: Double

  /// Settings; the defaults suit a school.
  package init(
    family: DensityFamily = .normal,
    degreesOfFreedom: Double? = nil,
    variance: VarianceStructure = .equal,
    missingness: Missingness = .same,
    starts: Int = 1,
    seed: UInt64 = 1,
    maximumIterations: Int = 10_000,
    tolerance: Double = 1e-8
  ) {
    self.family = family
    self.degreesOfFreedom = degreesOfFreedom
    self.variance = variance
    self.missingness = missingness
    self.starts = starts
    self.seed = seed
    self.maximumIterations = maximumIterations
    self.tolerance = tolerance
  }

  /// How many numbers a fit with these settings estimates: means, variances, shares and, for t
  /// densities, their degrees of freedom.
  package func parameterCount(genders: Int) -> Int {
    genders + variance.varianceCount(genders: genders) + missingness.shareCount(genders: genders)
      + (family == .t ? 1 : 0)
  }
}
