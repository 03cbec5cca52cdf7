/// Whether the genders share one variance of height or have one each.
///
/// In the order in which an automatic choice prefers them.
package enum VarianceStructure: String, Sendable, CaseIterable {
  /// One variance for each gender, drawn towards each other; see ``SimilarVariances``.
  case similar

  /// One variance for all genders; mclust's model `E`.
  case equal

  /// One variance for each gender; mclust's model `V`.
  case unequal

  /// How many variances a fit with this structure estimates.
  package func varianceCount(genders: Int) -> Int {
    switch self {
    case .equal: 1
    case .similar, .unequal: genders
    }
  }
}
