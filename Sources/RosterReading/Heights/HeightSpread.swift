/// Where the middle of the school's heights is, and how far they lie around it.
///
/// The median and the median distance from it: a few wrong heights, however wrong, hardly move them.
package struct HeightSpread: Sendable, Equatable {
  /// In centimetres.
  package let median: Double
  /// What would be the standard deviation if the heights were normal; at least `smallest`.
  package let deviation: Double

  /// With fewer heights than these nothing is said about how they spread.
  package static let fewestHeights = 10
  /// People differ by so many centimetres at least, even where by chance the school's do not.
  package static let smallest = 4.0
  /// The median distance of normal values from their median is 0.6745 standard deviations.
  private static let deviationsInMedianDistance = 1.4826

  /// The middle and the spread of some heights; nil for fewer than `fewest` of them.
  ///
  /// `counts`: how many students have each height.
  package init?(_ counts: [Double: Int], fewest: Int = Self.fewestHeights) {
    let total = counts.values.reduce(0, +)
    guard total >= max(1, fewest) else { return nil }
    let median = Self.median(counts.map { ($0.key, $0.value) }, total: total)
    self.median = median
    let distances = counts.map { (($0.key - median).magnitude, $0.value) }
    deviation = max(
      Self.smallest,
      Self.deviationsInMedianDistance * Self.median(distances, total: total)
    )
  }

  /// How many deviations a height lies from the middle.
  package func distance(of height: Double) -> Double { (height - median).magnitude / deviation }

  /// The lower median: a value that is there.
  private static func median(_ counts: [(value: Double, count: Int)], total: Int) -> Double {
    var before = 0
    for (value, count) in counts.sorted(by: { $0.value < $1.value }) {
      before += count
      if before * 2 >= total { return value }
    }
    return 0
  }
}
