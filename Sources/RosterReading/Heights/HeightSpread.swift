/// A histogram of the plausible heights of a column, by whole centimetres.
///
/// A few hundred counts give the median and the spread of a column of any length in constant
/// memory.
struct HeightHistogram: Sendable, Equatable {
  private static let first = Int(HeightDecision.plausibleCentimetres.lowerBound)
  private static let width = Int(HeightDecision.plausibleCentimetres.upperBound) - first + 1

  private var counts = [Int](repeating: 0, count: width)

  /// Counts a height of so many students; an impossible one is ignored.
  mutating func add(_ centimetres: Double, students: Int = 1) {
    guard HeightDecision.plausibleCentimetres.contains(centimetres) else { return }
    counts[Int(centimetres + 0.5) - Self.first] += students
  }

  /// Adds the counts of another histogram.
  mutating func add(_ other: HeightHistogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// The median and the spread; nil for fewer than `fewest` heights.
  func spread(fewest: Int) -> HeightSpread? {
    var heights: [Double: Int] = [:]
    for (index, count) in counts.enumerated() where count > 0 {
      heights[Double(Self.first + index)] = count
    }
    return HeightSpread(heights, fewest: fewest)
  }

  /// Whether a counted height may be between two bounds.
  func mayHold(between first: Double, and last: Double) -> Bool {
    counts.indices.contains { index in
      let centimetres = Double(Self.first + index)
      return counts[index] > 0 && centimetres + 0.5 >= min(first, last)
        && centimetres - 0.5 <= max(first, last)
    }
  }
}

/// The heights of a column for every possible unit of its bare numbers.
///
/// The unit is known only after all cells; until then 68 counts as 68 cm and as 68 inches.
struct HeightSurvey: Sendable {
  private var bare = [HeightHistogram](
    repeating: HeightHistogram(),
    count: HeightUnit.allCases.count
  )
  private var measured = HeightHistogram()

  /// Counts a height with its unit.
  mutating func add(centimetres: Double, students: Int = 1) {
    measured.add(centimetres, students: students)
  }

  /// Counts a bare number in each unit in which it is a plausible height.
  mutating func add(_ number: HeightNumber, value: Double, students: Int = 1) {
    for unit in HeightUnit.allCases {
      let centimetres = value * Double(unit.hundredthsOfCentimetre) / 100
      if unit != .feetAndInches {
        bare[unit.place].add(centimetres, students: students)
      } else if centimetres <= HeightDecision.plausibleCentimetres.upperBound,
        let meaning = number.feetAndInches
      {
        bare[unit.place].add(meaning.centimetres, students: students)
      }
    }
  }

  /// The heights if the bare numbers are in a unit.
  func histogram(bareIn unit: HeightUnit?) -> HeightHistogram {
    var histogram = measured
    if let unit { histogram.add(bare[unit.place]) }
    return histogram
  }
}

/// The median of the school's heights and their spread.
///
/// The median and the median absolute deviation: both are robust against a few wrong heights.
package struct HeightSpread: Sendable, Equatable {
  /// In centimetres.
  package let median: Double
  /// The median absolute deviation scaled to a standard deviation, for normal heights; at least
  /// `smallest`.
  package let deviation: Double

  /// The minimum number of heights for a spread.
  package static let minimumHeights = 10
  /// The smallest deviation in centimetres, even if the school's heights happen to differ less.
  package static let smallest = 4.0
  /// For normal values, the median absolute deviation is 0.6745 standard deviations.
  private static let deviationsInMedianDistance = 1.4826

  /// The median and the spread of some heights; nil for fewer than `fewest`.
  ///
  /// `counts`: how many students have each height.
  package init?(_ counts: [Double: Int], fewest: Int = Self.minimumHeights) {
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

  /// The distance of a height from the median, in deviations.
  package func distance(of height: Double) -> Double { (height - median).magnitude / deviation }

  /// The lower median, which is one of the values.
  private static func median(_ counts: [(value: Double, count: Int)], total: Int) -> Double {
    var before = 0
    for (value, count) in counts.sorted(by: { $0.value < $1.value }) {
      before += count
      if before * 2 >= total { return value }
    }
    return 0
  }
}
