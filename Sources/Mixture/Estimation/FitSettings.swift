/// What a fit was asked for; stored with a run exactly as the loop read it.
package struct FitSettings: Hashable, Sendable {
  /// Whether the genders share one variance.
  package let variance: VarianceStructure

  /// The number of EM steps after which the loop stops; with zero the start is reported.
  package let maximumIterations: Int

  /// How far the parameters may still be from the optimum.
  ///
  /// It is a distance that is left to go, not a last change; see ``StoppingRule``. Weights and
  /// variances are measured relative to themselves, means in standard deviations. The rise that
  /// is left to the log-likelihood has to be below it too. A tolerance that doubles cannot reach,
  /// zero say, ends in ``FitOutcome/stalled(iterations:)`` unless a step changes nothing at all.
  package let tolerance: Double

  /// Settings; the defaults suit a school.
  package init(
    variance: VarianceStructure = .equal,
    maximumIterations: Int = 10_000,
    tolerance: Double = 1e-8
  ) {
    self.variance = variance
    self.maximumIterations = maximumIterations
    self.tolerance = tolerance
  }
}
