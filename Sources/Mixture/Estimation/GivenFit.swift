extension HeightMixture {
  /// This mixture as the fit of some students, with nothing estimated from them.
  ///
  /// This is how students are judged by a model that was fitted elsewhere. The log-likelihood is
  /// that of these students; standard errors, which the model may have, are not theirs to give.
  ///
  /// - Parameters:
  ///   - evidence: The students.
  ///   - settings: How the model was fitted.
  /// - Returns: A fit that has converged in no step.
  /// - Precondition: The mixture has one component for each gender of the evidence.
  package func given(for evidence: Evidence, settings: FitSettings) -> Fit {
    let logLikelihood = logLikelihood(of: evidence)
    let start = Step(number: 0, mixture: self, logLikelihood: logLikelihood, largestChange: nil)
    let outcome = FitOutcome.converged(iterations: 0)
    return Fit(
      Climb(outcome: outcome, steps: [start]),
      of: evidence,
      settings: settings,
      prior: .none,
      starts: [
        StartReport(
          number: 1,
          outcome: outcome,
          iterations: 0,
          logLikelihood: logLikelihood,
          objective: logLikelihood,
          isChosen: true
        )
      ],
      profile: []
    )
  }
}
