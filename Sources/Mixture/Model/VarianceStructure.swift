/// Whether the genders share one variance of height or have one each.
package enum VarianceStructure: String, Sendable, CaseIterable {
  /// One variance for all genders; mclust's model `E`.
  case equal

  /// One variance for each gender; mclust's model `V`.
  case unequal

  /// How many numbers a fit with this structure estimates.
  ///
  /// One weight fewer than genders, since weights sum to one; a mean each; and the variances.
  package func parameterCount(genders: Int) -> Int {
    let variances =
      switch self {
      case .equal: 1
      case .unequal: genders
      }
    return (genders - 1) + genders + variances
  }
}
