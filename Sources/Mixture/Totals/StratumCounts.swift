/// The counts of a stratum, or of several, as they are and as they were drawn.
struct StratumCounts {
  let name: String?
  private let recorded: [Int]
  private let called: [Int]
  private let expected: [Double]
  /// How many students have no recorded gender.
  private let missing: Int
  /// For each draw, how many of them were given each gender; nil where nothing can be drawn.
  private let drawn: [[Int]]?

  /// The counts of one stratum.
  ///
  /// Those that were drawn say nothing where nobody is missing, and are not believed where the fit
  /// is no optimum.
  init(_ stratum: StratumFit, stating stated: StatedProbabilities, drawn: [[Int]]?) {
    let genders = stratum.evidence.genderCount
    var called = [Int](repeating: 0, count: genders)
    var expected = [CompensatedSum](repeating: CompensatedSum(), count: genders)
    for cell in stratum.missing {
      let probabilities = stated.probabilities(at: cell.height)
      let likeliest = (1..<genders).reduce(0) { probabilities[$1] > probabilities[$0] ? $1 : $0 }
      called[likeliest] += cell.count
      for gender in expected.indices {
        expected[gender].add(Double(cell.count) * probabilities[gender])
      }
    }
    name = stratum.name
    recorded = stratum.evidence.labelledCounts
    self.called = called
    self.expected = expected.map(\.value)
    missing = stratum.missing.reduce(0) { $0 + $1.count }
    self.drawn = missing > 0 && !stratum.fit.outcome.isConverged ? nil : drawn
  }

  /// The counts of several strata together, draw by draw.
  init(adding strata: [StratumCounts]) {
    name = nil
    recorded = Self.sum(strata.map(\.recorded))
    called = Self.sum(strata.map(\.called))
    expected = Self.sum(strata.map(\.expected))
    missing = strata.reduce(0) { $0 + $1.missing }
    let draws = strata.map(\.drawn)
    drawn = (draws.first??.indices).flatMap { numbers in
      numbers.reduce(into: [[Int]]?([])) { all, number in
        let parts = draws.compactMap { $0?[number] }
        if parts.count == draws.count { all?.append(Self.sum(parts)) } else { all = nil }
      }
    }
  }

  /// The totals in the order of the genders.
  var totals: [GenderTotal] {
    recorded.indices.map { gender in
      let expected = Double(recorded[gender]) + expected[gender]
      let pooling = missing > 0 ? pooling(of: gender) : nil
      return GenderTotal(
        recorded: recorded[gender],
        called: called[gender],
        expected: expected,
        pooling: pooling,
        interval: missing > 0
          ? pooling.map { interval($0, of: gender, containing: expected) }
          : ConfidenceInterval(lower: expected, upper: expected)
      )
    }
  }

  private func pooling(of gender: Int) -> RubinPooling? {
    drawn.map { draws in
      RubinPooling(estimates: draws.map { Double(recorded[gender] + $0[gender]) })
    }
  }

  private func interval(
    _ pooling: RubinPooling,
    of gender: Int,
    containing expected: Double
  ) -> ConfidenceInterval {
    let interval = pooling.interval()
    let (least, most) = (Double(recorded[gender]), Double(recorded[gender] + missing))
    return ConfidenceInterval(
      lower: max(least, min(interval.lower, expected)),
      upper: min(most, max(interval.upper, expected))
    )
  }

  private static func sum<Number: AdditiveArithmetic>(_ rows: [[Number]]) -> [Number] {
    guard let first = rows.first else { return [] }
    return rows.dropFirst().reduce(first) { sums, row in zip(sums, row).map { $0 + $1 } }
  }
}
