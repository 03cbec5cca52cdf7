/// The free parameters of a mixture, and where each stands in a vector.
///
/// Shares stand as log-ratios to the largest share, means as they are, and standard deviations as
/// logarithms, so that every vector is a mixture. Shares of nobody, at their lower bound, are not
/// free: the likelihood does not turn there, and a standard error would mean nothing.
struct ParameterSpace: Codable, Hashable, Sendable {
  let genders: Int
  /// Whether students with a missing gender have shares of their own.
  let separatesMissing: Bool
  let hasOneVariance: Bool
  /// How many students have no gender recorded.
  private let missing: Double
  private let shareIndices: [Int?]
  private var missingIndices: [Int?]
  /// How many parameters there are.
  let count: Int

  /// The space of a fit.
  ///
  /// Holding the unseen, the share among the missing is no parameter for a gender of which less than
  /// one student is expected there. Its log-ratio may be anything below, and an average over it by
  /// the curvature would be one over impossible shares; see ``unboundedMissingShare(_:)``.
  init(of fit: Fit, given evidence: Evidence, holdingUnseen: Bool) {
    let components = fit.mixture.components
    genders = components.count
    hasOneVariance = fit.settings.variance == .equal
    // Without students of one of the two kinds there is one set of shares.
    let recorded = evidence.count - evidence.missingCount
    separatesMissing =
      fit.settings.missingness == .different && recorded > 0 && evidence.missingCount > 0
    missing = Double(evidence.missingCount)
    let least = 2 * MaximisationStep.smallestShare
    var next = 0
    shareIndices = Self.indices(of: components.map(\.weight), above: least, from: &next)
    if separatesMissing {
      let leastMissing = holdingUnseen ? max(least, 1 / missing) : least
      missingIndices = Self.indices(
        of: components.map(\.weightAmongMissing),
        above: leastMissing,
        from: &next
      )
    } else {
      missingIndices = shareIndices
    }
    meanIndex = next
    count = next + genders + (hasOneVariance ? 1 : genders)
  }

  private let meanIndex: Int

  private enum CodingKeys: String, CodingKey {
    case genders, missing, count
    case separatesMissing = "separates_missing"
    case hasOneVariance = "has_one_variance"
    case shareIndices = "shares"
    case missingIndices = "shares_missing"
    case meanIndex = "means_from"
  }

  /// Whether a space that was read can be that of so many genders.
  func isPossible(for genders: Int) -> Bool {
    let own = shareIndices.compactMap(\.self)
    let free = own + (separatesMissing ? missingIndices.compactMap(\.self) : [])
    return self.genders == genders && shareIndices.count == genders
      && missingIndices.count == genders
      && (separatesMissing || missingIndices == shareIndices)
      && free == Array(0..<free.count) && meanIndex == free.count
      && count == meanIndex + genders + (hasOneVariance ? 1 : genders)
      && missing >= 0 && missing.isFinite
  }

  private static func indices(
    of shares: [Double],
    above least: Double,
    from next: inout Int
  ) -> [Int?] {
    let largest = shares.indices.max { shares[$0] < shares[$1] }
    var indices: [Int?] = []
    for (gender, share) in shares.enumerated() {
      let isFree = gender != largest && share > least
      indices.append(isFree ? next : nil)
      next += isFree ? 1 : 0
    }
    return indices
  }

  /// A share among the missing as it is to be averaged with.
  ///
  /// None of so few students seen does not make a gender impossible: where a share is held for want
  /// of students, each gender has half a student more (Jeffreys 1946).
  func unboundedMissingShare(_ share: Double) -> Double {
    guard separatesMissing, share * missing < 1 else { return share }
    return (share * missing + 0.5) / (missing + 0.5 * Double(genders))
  }

  /// The same space, for students who are like those whose gender is recorded.
  var amongRecorded: ParameterSpace {
    var own = self
    own.missingIndices = shareIndices
    return own
  }

  /// Where the log-ratio of a gender's share stands; nil where it is not free.
  func share(_ gender: Int) -> Int? { shareIndices[gender] }

  /// Where the log-ratio of a gender's share among the missing stands; nil where it is not free.
  func shareAmongMissing(_ gender: Int) -> Int? { missingIndices[gender] }

  func mean(_ gender: Int) -> Int { meanIndex + gender }

  func logDeviation(_ gender: Int) -> Int {
    meanIndex + genders + (hasOneVariance ? 0 : gender)
  }
}

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
