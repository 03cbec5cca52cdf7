/// What a stored model keeps of its uncertainty, so that its probabilities can be averaged wherever
/// it is used.
package struct ModelCovariance: Codable, Hashable, Sendable {
  private let weights: [Double]
  private let weightsAmongMissing: [Double]
  private let means: [Double]
  private let standardDeviations: [Double]
  private let space: ParameterSpace
  /// The rows of L, the information about the parameters being L times its transpose.
  private let factor: [Double]

  private enum CodingKeys: String, CodingKey {
    case weights
    case weightsAmongMissing = "weights_missing"
    case means = "means_cm"
    case standardDeviations = "scales_cm"
    case space = "parameters"
    case factor = "information_factor"
  }

  /// Of an uncertainty.
  package init(_ uncertainty: Uncertainty) {
    weights = uncertainty.weights
    weightsAmongMissing = uncertainty.weightsAmongMissing
    means = uncertainty.means
    standardDeviations = uncertainty.standardDeviations
    space = uncertainty.space
    factor = uncertainty.information.rows
  }

  /// The uncertainty of a mixture, read back to the bit; nil where it cannot be that of the mixture.
  package func uncertainty(of mixture: HeightMixture) -> Uncertainty? {
    let errors = [weights, weightsAmongMissing, means, standardDeviations]
    guard space.isPossible(for: mixture.components.count),
      errors.allSatisfy({ $0.count == space.genders && $0.allSatisfy { $0 >= 0 && $0.isFinite } }),
      standardDeviations.allSatisfy({ $0 > 0 }),
      let information = Cholesky(rows: factor, size: space.count)
    else { return nil }
    return Uncertainty(
      weights: weights,
      weightsAmongMissing: weightsAmongMissing,
      means: means,
      standardDeviations: standardDeviations,
      of: mixture,
      in: space,
      information: information
    )
  }
}
