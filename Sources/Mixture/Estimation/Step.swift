/// One EM step, as the trace keeps it.
package struct Step: Hashable, Sendable {
  /// The number of the step; zero is the start.
  package let number: Int

  /// The mixture after the step.
  package let mixture: HeightMixture

  /// The log-likelihood of the evidence under that mixture.
  package let logLikelihood: Double

  /// The largest change of a parameter in the step; `nil` for the start.
  ///
  /// Weights and variances are compared relative to themselves, means relative to the standard
  /// deviation.
  package let largestChange: Double?

  /// A step, taken here or read back.
  package init(
    number: Int,
    mixture: HeightMixture,
    logLikelihood: Double,
    largestChange: Double?
  ) {
    self.number = number
    self.mixture = mixture
    self.logLikelihood = logLikelihood
    self.largestChange = largestChange
  }
}
