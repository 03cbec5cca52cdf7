/// Whether the genders share one variance of height or have one each.
package enum VarianceStructure: String, Sendable, CaseIterable {
  /// One variance for all genders; mclust's model `E`.
  case equal

  /// One variance for each gender; mclust's model `V`.
  case unequal

  /// How many variances a fit with this structure estimates.
  package func varianceCount(genders: Int) -> Int {
    switch self {
    case .equal: 1
    case .unequal: genders
    }
  }
}
