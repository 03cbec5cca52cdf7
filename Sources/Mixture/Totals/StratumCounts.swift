/// The counts of a stratum, or of several together, with the draws of their missing students.
struct StratumCounts {
  let name: String?
  private let recorded: [Int]
  private let called: [Int]
  private let expected: [Double]
  /// How many students have no recorded gender.
  private let missing: Int
  /// The draws of the parameters; nil where there are none.
  private let draws: [StratumDraw]?

  /// The counts of one stratum.
  ///
  /// Where the fit did not converge, its draws are not used.
  init(_ stratum: StratumFit, stating stated: StatedProbabilities, draws: [StratumDraw]?) {
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
    self.draws = missing > 0 && !stratum.fit.outcome.isConverged ? nil : draws
  }

  /// The counts of several strata together, draw by draw.
  init(adding strata: [StratumCounts]) {
    name = nil
    recorded = Self.sum(strata.map(\.recorded))
    called = Self.sum(strata.map(\.called))
    expected = Self.sum(strata.map(\.expected))
    missing = strata.reduce(0) { $0 + $1.missing }
    let parts = strata.map(\.draws)
    draws = (parts.first??.indices).flatMap { numbers in
      guard parts.allSatisfy({ $0 != nil }) else { return nil }
      return numbers.map { number in
        let own = parts.compactMap { $0?[number] }
        var draw = own[0]
        draw.expected = Self.sum(own.map(\.expected))
        draw.variance = Self.sum(own.map(\.variance))
        return draw
      }
    }
  }

  /// The totals in the order of the genders.
  var totals: [GenderTotal] {
    recorded.indices.map { gender in
      let expected = Double(recorded[gender]) + expected[gender]
      let error = missing > 0 ? draws.map { Self.error(of: gender, in: $0) } : nil
      let exact = missing > 0 ? nil : ConfidenceInterval(lower: expected, upper: expected)
      return GenderTotal(
        recorded: recorded[gender],
        called: called[gender],
        expected: expected,
        standardError: error?.standardError,
        interval: error.map { interval($0, of: gender, containing: expected) } ?? exact
      )
    }
  }

  /// The mean of the draws, its standard error, and the degrees of freedom of its t distribution.
  ///
  /// Rubin's rules (1987, chapter 3): T = W + (1 + 1/m) B. The variance within, W, is that of the
  /// genders of the missing students when the parameters are known; B is that of the expected count
  /// between the m draws of the parameters. Degrees of freedom (m - 1) (T / ((1 + 1/m) B))^2.
  private static func error(
    of gender: Int,
    in draws: [StratumDraw]
  ) -> (mean: Double, standardError: Double, degreesOfFreedom: Double) {
    let number = Double(draws.count)
    let mean = draws.reduce(0) { $0 + $1.expected[gender] } / number
    let within = draws.reduce(0) { $0 + $1.variance[gender] } / number
    let squares = draws.reduce(0) {
      $0 + ($1.expected[gender] - mean) * ($1.expected[gender] - mean)
    }
    let between = (1 + 1 / number) * squares / (number - 1)
    let total = within + between
    let ratio = between > 0 ? total / between : .infinity
    return (mean, total.squareRoot(), (number - 1) * ratio * ratio)
  }

  /// The interval about the mean of the draws, extended to the expected count where it lies outside.
  private func interval(
    _ error: (mean: Double, standardError: Double, degreesOfFreedom: Double),
    of gender: Int,
    containing expected: Double
  ) -> ConfidenceInterval {
    // Beyond a million degrees of freedom t is normal to six digits.
    let freedom = min(error.degreesOfFreedom, 1e6)
    let reach = studentQuantile(0.975, degreesOfFreedom: freedom) * error.standardError
    let centre = Double(recorded[gender]) + error.mean
    return ConfidenceInterval(
      lower: max(Double(recorded[gender]), min(centre - reach, expected)),
      upper: min(Double(recorded[gender] + missing), max(centre + reach, expected))
    )
  }

  private static func sum<Number: AdditiveArithmetic>(_ rows: [[Number]]) -> [Number] {
    guard let first = rows.first else { return [] }
    return rows.dropFirst().reduce(first) { sums, row in zip(sums, row).map { $0 + $1 } }
  }
}
