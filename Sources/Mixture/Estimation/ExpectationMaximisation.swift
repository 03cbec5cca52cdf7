/// Expectation-Maximisation for one shape of the densities: the loop, and what it needs.
struct ExpectationMaximisation {
  let evidence: Evidence
  let settings: FitSettings
  let maximisation: MaximisationStep
  let rule: StoppingRule

  init(
    _ evidence: Evidence,
    settings: FitSettings,
    density: Density,
    floor: VarianceFloor,
    prior: MixturePrior
  ) {
    self.evidence = evidence
    self.settings = settings
    maximisation = MaximisationStep(
      settings: settings,
      density: density,
      floor: floor,
      prior: prior.scaled(to: density),
      recorded: evidence.recordedCounts
    )
    rule = StoppingRule(settings: settings, density: density, floor: floor, evidence: evidence)
  }

  /// The loop: E-step, M-step, until the stopping rule has an outcome.
  ///
  /// Every mixture gets its E-step, the last one too, before anything is reported about it. The
  /// same evidence and settings give the same bytes on the same machine: the cells are in order,
  /// nothing runs in parallel, and `exp` and `log` are those of the C library, which are functions
  /// of their argument alone. Another version or build of that library may differ in the last bit
  /// of a logarithm, and with that in the last digits here.
  func result(from start: HeightMixture) -> EMResult {
    var mixture = start
    var expectation = ExpectationStep(evidence, under: mixture)
    var steps = [step(0, .start, mixture, expectation, change: nil)]
    while true {
      if let outcome = rule.outcome(after: steps) {
        return EMResult(outcome: outcome, steps: steps)
      }
      if let empty = maximisation.emptyComponent(of: expectation) {
        return EMResult(outcome: .degenerate(component: empty), steps: steps)
      }
      let next = maximisation.mixture(after: mixture, expecting: expectation)
      let change = ParameterChange(from: mixture, to: next).largest
      mixture = next
      expectation = ExpectationStep(evidence, under: mixture)
      steps.append(step(steps.count, .ascent, mixture, expectation, change: change))
    }
  }

  private func step(
    _ number: Int,
    _ kind: Step.Kind,
    _ mixture: HeightMixture,
    _ expectation: ExpectationStep,
    change: Double?
  ) -> Step {
    let logPrior = maximisation.logPrior(in: mixture)
    return Step(
      number: number,
      kind: kind,
      mixture: mixture,
      logLikelihood: expectation.logLikelihood,
      objective: expectation.logLikelihood + logPrior,
      largestChange: change
    )
  }
}

/// What EM gave from one start: how it ended, and every step.
struct EMResult {
  let outcome: FitOutcome
  let steps: [Step]

  /// The last step.
  var last: Step {
    guard let last = steps.last else { preconditionFailure("there is always the start") }
    return last
  }

  /// Whether it is better than another: a converged one before one that is not,
  /// and then the higher one, by more than rounding.
  func beats(_ other: EMResult) -> Bool {
    if outcome.isConverged != other.outcome.isConverged { return outcome.isConverged }
    let (own, others) = (last.objective, other.last.objective)
    return own > others + 1e-9 * (1 + others.magnitude)
  }
}
