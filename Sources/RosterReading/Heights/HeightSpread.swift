/// How many heights of a column lie at each whole centimetre that a person can have.
///
/// A few hundred numbers tell the middle and the spread of a column of any length, in the memory of
/// a short one.
struct HeightHistogram: Sendable, Equatable {
  private static let first = Int(HeightDecision.plausibleCentimetres.lowerBound)
  private static let width = Int(HeightDecision.plausibleCentimetres.upperBound) - first + 1

  private var counts = [Int](repeating: 0, count: width)

  /// Counts a height; an impossible one is passed over.
  mutating func add(_ centimetres: Double) {
    guard HeightDecision.plausibleCentimetres.contains(centimetres) else { return }
    counts[Int(centimetres + 0.5) - Self.first] += 1
  }

  /// Counts the heights of another one as well.
  mutating func add(_ other: HeightHistogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// The middle and the spread; nil for fewer heights than these.
  func spread(fewest: Int) -> HeightSpread? {
    var heights: [Double: Int] = [:]
    for (index, count) in counts.enumerated() where count > 0 {
      heights[Double(Self.first + index)] = count
    }
    return HeightSpread(heights, fewest: fewest)
  }

  /// Whether a height that was counted may lie between two bounds.
  func mayHold(between first: Double, and last: Double) -> Bool {
    counts.indices.contains { index in
      let centimetres = Double(Self.first + index)
      return counts[index] > 0 && centimetres + 0.5 >= min(first, last)
        && centimetres - 0.5 <= max(first, last)
    }
  }
}

/// The heights of a column for every unit that its bare numbers can be in.
///
/// The unit is known when all cells were seen; until then 68 counts as 68 cm and as 68 inches.
struct HeightSurvey: Sendable {
  private var bare = [HeightHistogram](
    repeating: HeightHistogram(),
    count: HeightUnit.allCases.count
  )
  private var measured = HeightHistogram()

  /// Counts a height with its unit.
  mutating func add(centimetres: Double) { measured.add(centimetres) }

  /// Counts a bare number in each unit in which it is a height that a person can have.
  mutating func add(_ number: HeightNumber, value: Double) {
    for unit in HeightUnit.allCases {
      let centimetres = value * Double(unit.hundredthsOfCentimetre) / 100
      if unit != .feetAndInches {
        bare[unit.place].add(centimetres)
      } else if centimetres <= HeightDecision.plausibleCentimetres.upperBound,
        let meaning = number.feetAndInches
      {
        bare[unit.place].add(meaning.centimetres)
      }
    }
  }

  /// The heights where the bare numbers are in a unit.
  func histogram(bareIn unit: HeightUnit?) -> HeightHistogram {
    var histogram = measured
    if let unit { histogram.add(bare[unit.place]) }
    return histogram
  }
}

/// Where the middle of the school's heights is, and how far they lie around it.
///
/// The median and the median distance from it: a few wrong heights, however wrong, hardly move them.
package struct HeightSpread: Sendable, Equatable {
  /// In centimetres.
  package let median: Double
  /// What would be the standard deviation if the heights were normal; at least `smallest`.
  package let deviation: Double

  /// With fewer heights than these nothing is said about how they spread.
  package static let minimumHeights = 10
  /// People differ by so many centimetres at least, even where by chance the school's do not.
  package static let smallest = 4.0
  /// The median distance of normal values from their median is 0.6745 standard deviations.
  private static let deviationsInMedianDistance = 1.4826

  /// The middle and the spread of some heights; nil for fewer than `fewest` of them.
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
