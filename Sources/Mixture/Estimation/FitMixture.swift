import Glibc

extension HeightMixture {
  /// Fits a mixture to students of whom some have a recorded gender, by Expectation-Maximisation.
  ///
  /// Starts from the estimate of the labelled students alone, and from further places where the
  /// settings say so; the highest of the optima is the fit. For t densities the degrees of freedom
  /// are those with the highest profile likelihood; see ``DegreesOfFreedom``.
  ///
  /// - Throws: ``FitRefusal`` where neither the labelled students nor the prior define every
  ///   gender.
  /// - Complexity: O(*n* *k*) for *n* cells and *k* genders in each iteration.
  package static func fit(
    _ evidence: Evidence,
    settings: FitSettings = FitSettings(),
    prior: MixturePrior = .none
  ) throws(FitRefusal) -> Fit {
    let start = try LabelledStart(evidence, prior: prior)
    let floor = VarianceFloor(
      resolution: evidence.resolution,
      pooledVariance: start.pooledVariance
    )
    let prior = start.identifying(prior, for: evidence, settings: settings)
    let search = Search(evidence: evidence, settings: settings, floor: floor, prior: prior)
    return search.fit { start.mixture(for: $0) }
  }

  /// Fits a mixture by Expectation-Maximisation from a given start.
  ///
  /// This is how a fit without any labels is made, when something else says where to begin, and
  /// how a fit is taken up again. Where the settings ask for one variance, the start's are pooled.
  ///
  /// - Throws: ``FitRefusal/unusableMixture`` where the start has not one component a gender.
  package static func fit(
    _ evidence: Evidence,
    settings: FitSettings = FitSettings(),
    from start: HeightMixture
  ) throws(FitRefusal) -> Fit {
    guard start.components.count == evidence.genderCount else { throw .unusableMixture }
    let pooled = start.components.reduce(0) { $0 + $1.weight * $1.variance }
    let floor = VarianceFloor(resolution: evidence.resolution, pooledVariance: pooled)
    let search = Search(evidence: evidence, settings: settings, floor: floor, prior: .none)
    return search.fit { $0.settled(start) }
  }
}

/// The search for the highest optimum: over starts and, for t densities, degrees of freedom.
///
/// The grid of these is walked down from the normal density for as long as the optimum rises: where
/// heights are normal, which most are, two fits tell.
private struct Search {
  let evidence: Evidence
  let settings: FitSettings
  let floor: VarianceFloor
  let prior: MixturePrior

  func fit(from start: (MaximisationStep) -> HeightMixture) -> Fit {
    guard settings.family == .t, settings.degreesOfFreedom == nil else {
      let degreesOfFreedom = settings.family == .t ? settings.degreesOfFreedom : nil
      return fit(best(degreesOfFreedom ?? .infinity, from: start), profile: [])
    }
    var found: Found?
    var profile: [ProfilePoint] = []
    for degreesOfFreedom in DegreesOfFreedom.grid.reversed() {
      let next = best(degreesOfFreedom, from: start)
      profile.insert(
        ProfilePoint(
          degreesOfFreedom: degreesOfFreedom,
          outcome: next.result.outcome,
          objective: next.result.last.objective
        ),
        at: 0
      )
      if let found, !next.result.beats(found.result) { break }
      found = next
    }
    guard let found else { preconditionFailure("the grid is not empty") }
    return fit(found, profile: profile)
  }

  /// The best result of all starts, and the table of the starts.
  private typealias Found = (result: EMResult, starts: [StartReport])

  private func fit(_ found: Found, profile: [ProfilePoint]) -> Fit {
    Fit(
      found.result,
      of: evidence,
      settings: settings,
      prior: prior,
      starts: found.starts,
      profile: profile
    )
  }

  private func best(
    _ degreesOfFreedom: Double,
    from start: (MaximisationStep) -> HeightMixture
  ) -> Found {
    let loop = ExpectationMaximisation(
      evidence,
      settings: settings,
      density: DegreesOfFreedom.density(degreesOfFreedom),
      floor: floor,
      prior: prior
    )
    let start = start(loop.maximisation)
    var results = [loop.result(from: start)]
    for number in 1..<max(1, settings.starts) {
      var stream = SeededStream(seed: settings.seed, stream: number)
      results.append(
        loop.result(from: start.perturbed(by: &stream, settling: loop.maximisation))
      )
    }
    let chosen = results.indices.dropFirst().reduce(0) {
      results[$1].beats(results[$0]) ? $1 : $0
    }
    let reports = results.enumerated().map { index, result in
      StartReport(
        number: index + 1,
        outcome: result.outcome,
        iterations: result.steps.count - 1,
        logLikelihood: result.last.logLikelihood,
        objective: result.last.objective,
        isChosen: index == chosen
      )
    }
    return (results[chosen], reports)
  }
}

extension MaximisationStep {
  /// A mixture in the structure, the missingness and the density of this step, to start from.
  ///
  /// Where the density changes, the squared scales change with it so that the variances stay.
  fileprivate func settled(_ mixture: HeightMixture) -> HeightMixture {
    let old = mixture.density.variancePerSquaredScale
    let variances = structured(
      mixture.components.map { $0.variance * old / density.variancePerSquaredScale },
      counts: mixture.components.map(\.weight)
    )
    let components = zip(mixture.components, variances).map { component, variance in
      Component(
        weight: component.weight,
        weightAmongMissing: settings.missingness == .same ? nil : component.weightAmongMissing,
        mean: component.mean,
        variance: variance
      )
    }
    return HeightMixture(estimated: components, density: density)
  }
}

/// One of the places that EM started from, as the table of starts shows it.
///
/// The likelihood of a mixture may have several maxima, and EM finds one near its start. Where
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
  /// shares by half a deviate: far enough to reach another maximum, near enough for a gender to
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
