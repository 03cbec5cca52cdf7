import Glibc

/// A fitted mixture with all that is needed to judge and to retrace it.
///
/// Every number in it belongs to the same parameters: the log-likelihood is that of ``mixture``,
/// from an E-step that ran after the last M-step.
package struct Fit: Hashable, Sendable {
  /// The mixture after the last step.
  package let mixture: HeightMixture

  /// What was asked for.
  package let settings: FitSettings

  /// The prior.
  package let prior: MixturePrior

  /// How the loop ended; the mixture is an optimum only where it converged.
  package let outcome: FitOutcome

  /// The trace, from the start to the last step; never empty.
  package let steps: [Step]

  /// Every start and where it led; the first is the estimate from the labelled students.
  package let starts: [StartReport]

  /// The profile of the degrees of freedom, in order; empty for normal densities.
  package let profile: [ProfilePoint]

  /// The log-likelihood of the evidence under ``mixture``.
  package let logLikelihood: Double

  /// The log-likelihood, plus the log of the prior density where there is a prior.
  package let objective: Double

  /// The sum, over the students whose gender is missing, of the log of their largest posterior
  /// probability; zero where everybody is certain.
  package let logCertainty: Double

  /// How many numbers were estimated.
  package let parameterCount: Int

  /// How many students took part.
  package let count: Int

  /// How many steps were taken.
  package var iterations: Int { steps.count - 1 }

  /// The Bayesian information criterion 2 l - p ln n, the larger the better.
  ///
  /// This is the sign that mclust uses; Schwarz (1978) and most programs print its negative.
  package var bic: Double {
    2 * logLikelihood - Double(parameterCount) * log(Double(max(1, count)))
  }

  /// The integrated complete-data likelihood, the larger the better.
  ///
  /// It is the BIC less what the uncertainty of the posteriors costs, with mclust's sign and as
  /// mclust computes it. Biernacki, Celeux and Govaert (2000).
  package var icl: Double { bic + 2 * logCertainty }

  init(
    _ result: EMResult,
    of evidence: Evidence,
    settings: FitSettings,
    prior: MixturePrior,
    starts: [StartReport],
    profile: [ProfilePoint]
  ) {
    let last = result.last
    mixture = last.mixture
    self.settings = settings
    self.prior = prior
    outcome = result.outcome
    steps = result.steps
    self.starts = starts
    self.profile = profile
    logLikelihood = last.logLikelihood
    objective = last.objective
    logCertainty = last.mixture.logCertainty(of: evidence)
    parameterCount = settings.parameterCount(genders: evidence.genderCount)
    count = evidence.count
  }
}

extension HeightMixture {
  fileprivate func logCertainty(of evidence: Evidence) -> Double {
    var sum = CompensatedSum()
    var terms = PosteriorTerms(self)
    for cell in evidence.cells where cell.label == nil {
      terms.evaluate(at: cell.height)
      sum.add(Double(cell.count) * log(terms.posterior.max() ?? 1))
    }
    return sum.value
  }
}

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
      EMResult(outcome: outcome, steps: [start]),
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
