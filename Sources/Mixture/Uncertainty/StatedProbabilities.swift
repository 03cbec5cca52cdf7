/// What is stated as the probability of a gender.
package enum StatedConfidence: String, Sendable, CaseIterable {
  /// The average over what is not known of the parameters: right as often as it says.
  case averaged

  /// The posterior at the estimates: what other programs give for the same model.
  case posterior
}

/// What a fit says of the gender of a student, allowing for how well it is known itself.
package struct StatedProbabilities: Sendable {
  private let mixture: HeightMixture
  private let uncertainty: Uncertainty?

  /// What a mixture says, with its uncertainty; nil where that is not known, such as of a model
  /// that was fitted elsewhere or of a fit that did not converge.
  ///
  /// - Precondition: The uncertainty is that of the mixture.
  package init(_ mixture: HeightMixture, _ uncertainty: Uncertainty?) {
    precondition(uncertainty.map { $0.mixture == mixture } ?? true, "the uncertainty of another")
    self.mixture = mixture
    self.uncertainty = uncertainty
  }

  /// The probability of each gender at a height in centimetres, in the order of the genders:
  /// ``Uncertainty/averagedProbabilities(at:)``, or the posterior where the uncertainty is not known.
  package func probabilities(at height: Double) -> [Double] {
    uncertainty?.averagedProbabilities(at: height) ?? mixture.posterior(of: height)
  }
}

extension StratumFit {
  /// What the fit says of held-back students, whose gender is recorded: theirs are the shares of the
  /// recorded.
  func stated(_ confidence: StatedConfidence) -> StatedProbabilities {
    let uncertainty = confidence == .averaged ? Uncertainty(fit, given: evidence) : nil
    return StatedProbabilities(fit.mixture.amongRecorded, uncertainty?.amongRecorded)
  }
}
