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
private struct Search {
  let evidence: Evidence
  let settings: FitSettings
  let floor: VarianceFloor
  let prior: MixturePrior

  func fit(from start: (MaximisationStep) -> HeightMixture) -> Fit {
    let density: Density =
      switch settings.family {
      case .normal: .normal
      case .t: DegreesOfFreedom.density(settings.degreesOfFreedom ?? DegreesOfFreedom.first)
      }
    let loop = loop(for: density)
    var (best, reports) = best(of: loop, from: start(loop.maximisation))
    var profile: [ProfilePoint] = []
    if settings.family == .t, settings.degreesOfFreedom == nil {
      (best, profile) = profiled(from: best)
    }
    return Fit(
      best,
      of: evidence,
      settings: settings,
      prior: prior,
      starts: reports,
      profile: profile
    )
  }

  private func loop(for density: Density) -> ExpectationMaximisation {
    ExpectationMaximisation(
      evidence,
      settings: settings,
      density: density,
      floor: floor,
      prior: prior
    )
  }

  /// The best climb of all starts, and the table of the starts.
  private func best(
    of loop: ExpectationMaximisation,
    from start: HeightMixture
  ) -> (Climb, [StartReport]) {
    var climbs = [loop.climb(from: start)]
    for number in 1..<max(1, settings.starts) {
      var stream = SeededStream(seed: settings.seed, stream: number)
      climbs.append(
        loop.climb(from: start.perturbed(by: &stream, settling: loop.maximisation))
      )
    }
    let chosen = climbs.indices.dropFirst().reduce(0) {
      climbs[$1].beats(climbs[$0]) ? $1 : $0
    }
    let reports = climbs.enumerated().map { index, climb in
      StartReport(
        number: index + 1,
        outcome: climb.outcome,
        iterations: climb.steps.count - 1,
        logLikelihood: climb.summit.logLikelihood,
        objective: climb.summit.objective,
        isChosen: index == chosen
      )
    }
    return (climbs[chosen], reports)
  }

  /// The best climb of the profile that begins with `first`, and the profile.
  private func profiled(from first: Climb) -> (Climb, [ProfilePoint]) {
    var climbs = [DegreesOfFreedom.first: first]
    var best = first
    for (degreesOfFreedom, neighbour) in DegreesOfFreedom.walk {
      guard let near = climbs[neighbour] else { continue }
      let loop = loop(for: DegreesOfFreedom.density(degreesOfFreedom))
      let climb = loop.climb(from: loop.maximisation.settled(near.summit.mixture))
      climbs[degreesOfFreedom] = climb
      if climb.beats(best) { best = climb }
    }
    let profile = DegreesOfFreedom.grid.compactMap { degreesOfFreedom in
      climbs[degreesOfFreedom].map {
        ProfilePoint(
          degreesOfFreedom: degreesOfFreedom,
          outcome: $0.outcome,
          objective: $0.summit.objective
        )
      }
    }
    return (best, profile)
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
