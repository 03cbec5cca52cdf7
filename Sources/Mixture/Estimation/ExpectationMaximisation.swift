extension HeightMixture {
  /// Fits a mixture to students of whom some have a recorded gender, by Expectation-Maximisation.
  ///
  /// Starts from the maximum-likelihood estimate of the labelled students alone. The same evidence
  /// and settings give the same bytes on the same machine: the cells are in order, nothing runs
  /// in parallel, and `exp` and `log` are those of the C library, which are functions of their
  /// argument alone. Another version or build of that library may differ in the last bit of a
  /// logarithm, and with that in the last digits here.
  ///
  /// - Throws: ``FitRefusal`` where the labelled students do not define every gender.
  /// - Complexity: O(*n* *k*) for *n* cells and *k* genders in each iteration.
  package static func fit(
    _ evidence: Evidence,
    settings: FitSettings = FitSettings()
  ) throws(FitRefusal) -> Fit {
    maximise(evidence, settings: settings, from: try LabelledStart(evidence).components)
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
    return maximise(evidence, settings: settings, from: start.components)
  }

  /// The loop: E-step, M-step, until the stopping rule has an outcome.
  ///
  /// Every mixture gets its E-step, the last one too, before anything is reported about it.
  private static func maximise(
    _ evidence: Evidence,
    settings: FitSettings,
    from components: [Component]
  ) -> Fit {
    let floor = VarianceFloor(
      resolution: evidence.resolution,
      pooledVariance: components.pooledVariance
    )
    let maximisation = MaximisationStep(variance: settings.variance, floor: floor)
    let rule = StoppingRule(settings: settings, floor: floor, evidence: evidence)

    var mixture = HeightMixture(estimated: maximisation.structured(components))
    var expectation = ExpectationStep(evidence, under: mixture)
    var steps = [
      Step(
        number: 0,
        mixture: mixture,
        logLikelihood: expectation.logLikelihood,
        largestChange: nil
      )
    ]
    while true {
      if let outcome = rule.outcome(after: steps) {
        return Fit(outcome, steps: steps, evidence: evidence, settings: settings)
      }
      if let empty = maximisation.emptyComponent(of: expectation) {
        let outcome = FitOutcome.degenerate(component: empty)
        return Fit(outcome, steps: steps, evidence: evidence, settings: settings)
      }
      let next = maximisation.mixture(after: mixture, expecting: expectation)
      let change = ParameterChange(from: mixture, to: next)
      mixture = next
      expectation = ExpectationStep(evidence, under: mixture)
      steps.append(
        Step(
          number: steps.count,
          mixture: mixture,
          logLikelihood: expectation.logLikelihood,
          largestChange: change.largest
        )
      )
    }
  }
}
