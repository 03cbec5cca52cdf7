/// What a fit says of the gender of a student, allowing for how well it is known itself.
package struct StatedProbabilities: Sendable {
  let mixture: HeightMixture
  private let uncertainty: Uncertainty?

  /// What a mixture says, with its uncertainty; nil where that is not known, such as of a fit that
  /// did not converge.
  ///
  /// - Precondition: The uncertainty is that of the mixture.
  package init(_ mixture: HeightMixture, _ uncertainty: Uncertainty?) {
    precondition(uncertainty.map { $0.mixture == mixture } ?? true, "the uncertainty of another")
    self.mixture = mixture
    self.uncertainty = uncertainty
  }

  /// What is said at a height in centimetres.
  package func statement(at height: Double) -> HeightStatement {
    uncertainty?.statement(at: height)
      ?? HeightStatement(posterior: mixture.posterior(of: height), odds: [], averaged: [])
  }

  /// The probability of each gender at a height in centimetres, in the order of the genders.
  package func probabilities(at height: Double) -> [Double] {
    statement(at: height).probabilities()
  }

  /// The 95 % interval of the probability of a gender at a height; nil where it is not known.
  ///
  /// It contains the stated probability.
  package func interval(of gender: Int, at height: Double) -> ConfidenceInterval? {
    uncertainty == nil ? nil : statement(at: height).interval(of: gender)
  }

  /// The same for students who are like those whose gender is recorded.
  var amongRecorded: StatedProbabilities {
    StatedProbabilities(mixture.amongRecorded, uncertainty?.amongRecorded)
  }
}

extension StratumFit {
  /// What the fit says of students whose gender is missing.
  package var stated: StatedProbabilities {
    StatedProbabilities(fit.mixture, Uncertainty(fit, given: evidence))
  }

  /// What the fit says of held-back students, whose gender is recorded: theirs are the shares of the
  /// recorded.
  var statedOfRecorded: StatedProbabilities { stated.amongRecorded }
}
