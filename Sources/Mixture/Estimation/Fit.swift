import Glibc

/// A fitted mixture with all that is needed to judge and to retrace it.
///
/// Every number in it belongs to the same parameters: the log-likelihood is that of ``mixture``,
/// from an E-step that ran after the last M-step.
package struct Fit: Hashable, Sendable {
  /// The mixture after the last step.
  package let mixture: HeightMixture

  /// How the loop ended; the mixture is an optimum only where it converged.
  package let outcome: FitOutcome

  /// The trace, from the start to the last step; never empty.
  package let steps: [Step]

  /// The log-likelihood of the evidence under ``mixture``.
  package let logLikelihood: Double

  /// How many numbers were estimated.
  package let parameterCount: Int

  /// How many students took part.
  package let count: Int

  /// How many EM steps were taken.
  package var iterations: Int { steps.count - 1 }

  /// The Bayesian information criterion 2 l - p ln n, the larger the better.
  ///
  /// This is the sign that mclust uses; Schwarz (1978) and most programs print its negative.
  package var bic: Double {
    2 * logLikelihood - Double(parameterCount) * log(Double(count))
  }

  init(_ outcome: FitOutcome, steps: [Step], evidence: Evidence, settings: FitSettings) {
    guard let last = steps.last else { preconditionFailure("a fit has at least its start") }
    mixture = last.mixture
    self.outcome = outcome
    self.steps = steps
    logLikelihood = last.logLikelihood
    parameterCount = settings.variance.parameterCount(genders: evidence.genderCount)
    count = evidence.count
  }
}
