/// How many students have each gender, those whose gender is missing included.
///
/// Calling every student by the likeliest gender and counting is biased: where most are rather
/// boys, nearly all are called boys. The expected count is not: it is the number of recorded
/// students plus the sum of the probabilities of the others. Counted are the students that the
/// model knows of: those with a height whose gender is missing or one of the modelled.
package struct Totals: Hashable, Sendable {
  /// The totals of one stratum.
  package struct Stratum: Hashable, Sendable {
    /// The class, grade or age; nil for the whole school.
    package let name: String?

    /// The totals in the order of the genders.
    package let genders: [GenderTotal]
  }

  /// The strata that have students with a height, in order.
  package let strata: [Stratum]

  /// The totals of the whole school, in the order of the genders.
  package let whole: [GenderTotal]

  /// Counts the students of all strata.
  ///
  /// The intervals allow for two things: the parameters are estimates, and a student has one gender
  /// and not a probability. The first is measured by refits to resampled students (``StratumDraw``),
  /// the second is the sum of p (1 - p) over the missing students; they are added by Rubin's rules.
  /// The students counted are all there are, so there is no sampling variance. A reference file counts
  /// as known.
  ///
  /// - Parameters:
  ///   - fit: The fits of the strata.
  ///   - division: What was fitted.
  ///   - candidate: What it was fitted as.
  ///   - settings: How it was fitted.
  ///   - draws: How many times the parameters are drawn.
  ///   - seed: What they are drawn from; the same seed gives the same bytes.
  ///   - stated: What is stated of each stratum; nil to compute it.
  /// - Precondition: There are at least two draws.
  /// - Complexity: a fit for each draw, on cells, however many students they stand for.
  package init(
    _ fit: StratifiedFit,
    of division: Division,
    candidate: Candidate,
    settings: FitSettings = FitSettings(),
    draws: Int = 20,
    seed: UInt64 = 1,
    stating stated: [StatedProbabilities]? = nil
  ) {
    precondition(draws >= 2, "one draw does not show what is left open")
    var settings = settings
    settings.starts = 1
    if candidate.family == .t { settings.degreesOfFreedom = fit.degreesOfFreedom }
    var drawn: [[StratumDraw]] = []
    for number in 0..<Self.attempts * draws where drawn.count < draws {
      // Further starts of a fit use the streams above zero.
      var stream = SeededStream(seed: seed, stream: -1 - number)
      let draw = StratumDraw.school(
        like: fit,
        in: division,
        candidate: candidate,
        settings: settings,
        drawingFrom: &stream
      )
      if let draw { drawn.append(draw) }
    }
    let isKnown = drawn.count == draws
    let stated = stated ?? fit.strata.map(\.stated)
    let counts = fit.strata.enumerated().map { place, stratum in
      StratumCounts(
        stratum,
        stating: stated[place],
        draws: isKnown ? drawn.map { $0[place] } : nil
      )
    }
    strata = counts.map { Stratum(name: $0.name, genders: $0.totals) }
    whole = StratumCounts(adding: counts).totals
  }

  /// Counts the students of strata whose model was given: nothing was estimated that could be drawn
  /// again, so that there are no intervals.
  package init(given strata: [StratumFit], stating stated: [StatedProbabilities]) {
    let counts = zip(strata, stated).map { StratumCounts($0, stating: $1, draws: nil) }
    self.strata = counts.map { Stratum(name: $0.name, genders: $0.totals) }
    whole = StratumCounts(adding: counts).totals
  }

  /// How many resamples are tried for each draw: where two of three cannot be fitted, those
  /// that can are not a fair sample.
  private static let attempts = 3
}

/// How many students have one gender.
package struct GenderTotal: Hashable, Sendable {
  /// How many have it recorded.
  package let recorded: Int

  /// For how many of the others it is the likeliest.
  package let called: Int

  /// The hard count: how many have it after everybody is called by the likeliest.
  package var hard: Int { recorded + called }

  /// How many are to be expected: those recorded, and the sum of the probabilities of the others.
  package let expected: Double

  /// The standard error of ``expected``; nil where nobody is missing, and where it is not known: the
  /// fit did not converge, or there are too few students to draw others like them.
  package let standardError: Double?

  /// The 95 % interval of the count, within what is possible; nil where it is not known.
  package let interval: ConfidenceInterval?
}

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
