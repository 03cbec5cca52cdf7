import Glibc

/// One of the places that EM started from, as the table of starts shows it.
///
/// The likelihood of a mixture may have several peaks, and EM climbs the one it starts on. Where
/// all starts end at the same log-likelihood, there is little reason to think of another.
package struct StartReport: Hashable, Sendable {
  /// The number of the start; one is the estimate from the labelled students.
  package let number: Int

  /// How EM ended from there.
  package let outcome: FitOutcome

  /// How many steps it took.
  package let iterations: Int

  /// The log-likelihood where it ended.
  package let logLikelihood: Double

  /// What was maximised, where it ended.
  package let objective: Double

  /// Whether the fit is the one from this start.
  package let isChosen: Bool
}

extension HeightMixture {
  /// A mixture drawn around this one, to start from once more.
  ///
  /// Means move by a standard normal deviate of standard deviations, logarithms of variances and
  /// shares by half a deviate: far enough to reach another peak, near enough for a gender to
  /// remain itself.
  func perturbed(
    by stream: inout SeededStream,
    settling step: MaximisationStep
  ) -> HeightMixture {
    var moved: [Component] = []
    for component in components {
      let weight = component.weight * exp(0.5 * stream.nextNormal())
      let mean = component.mean + component.standardDeviation * stream.nextNormal()
      let variance = component.variance * exp(0.5 * stream.nextNormal())
      moved.append(Component(weight: weight, mean: mean, variance: variance))
    }
    let shares = MaximisationStep.shares(moved.map(\.weight))
    let variances = step.structured(moved.map(\.variance), counts: shares)
    return HeightMixture(
      estimated: moved.indices.map {
        Component(weight: shares[$0], mean: moved[$0].mean, variance: variances[$0])
      },
      density: density
    )
  }
}
