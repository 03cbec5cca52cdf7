import Glibc
import Mixture
import TestSupport
import Testing

/// The totals of whole schools.
@Suite struct TotalsTests {
  @Test func `the expected count is the recorded students and the sum of the probabilities`() throws
  {
    let (totals, fit) = try Self.totals(Self.threeAges(), Self.byAge)
    #expect(totals.strata.map(\.name) == ["12", "13", "14"])
    for (total, stratum) in zip(totals.strata, fit.strata) {
      for gender in 0..<2 {
        let stated = stratum.stated
        let probabilities = stratum.missing.flatMap { cell in
          [Double](
            repeating: stated.probabilities(at: cell.height)[gender],
            count: cell.count
          )
        }
        let own = total.genders[gender]
        #expect(own.recorded == stratum.evidence.labelledCounts[gender])
        let expected = Double(own.recorded) + probabilities.reduce(0, +)
        #expect((own.expected - expected).magnitude < 1e-9)
        #expect(own.called == probabilities.count { $0 > 0.5 })
        #expect(own.hard == own.recorded + own.called)
      }
      let students = total.genders.reduce(0) { $0 + $1.expected }
      #expect((students - Double(total.genders.reduce(0) { $0 + $1.hard })).magnitude < 1e-9)
    }
    for gender in 0..<2 {
      let whole = totals.whole[gender]
      let parts = totals.strata.map { $0.genders[gender] }
      #expect(whole.recorded == parts.reduce(0) { $0 + $1.recorded })
      #expect(whole.hard == parts.reduce(0) { $0 + $1.hard })
      #expect((whole.expected - parts.reduce(0) { $0 + $1.expected }).magnitude < 1e-9)
      #expect(whole.standardError != nil && parts.allSatisfy { $0.standardError != nil })
    }
    // Of 400 students, what is not one gender is the other.
    let (girls, boys) = (totals.whole[0], totals.whole[1])
    let (first, second) = (try #require(girls.interval), try #require(boys.interval))
    #expect((first.lower + second.upper - 400).magnitude < 1e-9)
  }

  @Test func `the variance is that of the shares where height says nothing`() throws {
    // 80 girls and 120 boys of the same heights, and 100 students in the middle: each is a girl
    // with 0.4, and 0.4 is known as well as 200 students tell.
    var cells = [80, 120].enumerated().flatMap { gender, count in
      (0..<4).map { Cell(height: 155 + 10 * Double($0), label: gender, count: count / 4) }
    }
    cells.append(Cell(height: 170, label: nil, count: 100))
    let whole = try Self.totals(Self.division(cells), draws: 2_000).totals.whole[0]
    // Averaged over the log-odds, N(log 2/3, 1 / 48), by SciPy's quadrature.
    #expect((whole.expected - 120.049_516_9).magnitude < 1e-6, "\(whole.expected)")
    // n p q + n^2 p q / 200 = 24 + 12; four standard errors of a variance are 13 %.
    let error = try #require(whole.standardError)
    #expect(isClose(error * error, 36, relative: 0.13), "\(error)")
  }

  @Test func `a million students in a cell cost no more than one`() throws {
    let cells = try QuantileSchool.evidence(.fourth).cells
    let many = cells.map { Cell(height: $0.height, label: $0.label, count: $0.count * 1_000_000) }
    let (few, fit) = try Self.totals(Self.division(cells))
    let huge = try Self.totals(Self.division(many)).totals
    // So many leave nothing open: the averages are the posteriors, which are the same.
    let posterior = fit.strata[0].missing.reduce(0) {
      $0 + Double($1.count) * fit.strata[0].fit.mixture.posterior(of: $1.height)[0]
    }
    let expected = (Double(few.whole[0].recorded) + posterior) * 1e6
    #expect(isClose(huge.whole[0].expected, expected, relative: 1e-6))
    // A million times the students, a thousand times the standard error.
    let errors = try [few, huge].map { try #require($0.whole[0].standardError) }
    #expect((300.0...3_000).contains(errors[1] / errors[0]), "\(errors)")
  }

  @Test func `the same seed gives the same bytes, another seed other draws`() throws {
    let division = try Self.threeAges()
    let (totals, fit) = try Self.totals(division, Self.byAge)
    #expect(Totals(fit, of: division, candidate: Self.byAge) == totals)
    #expect(Totals(fit, of: division, candidate: Self.byAge, seed: 2) != totals)
  }

  @Test func `nobody missing leaves nothing open`() throws {
    let cells = try QuantileSchool.evidence(.fourth).cells.filter { $0.label != nil }
    let girls = try Self.totals(Self.division(cells)).totals.whole[0]
    #expect(girls.expected == 50 && girls.hard == 50 && girls.standardError == nil)
    #expect(girls.interval == ConfidenceInterval(lower: 50, upper: 50))
  }

  @Test func `a fit that did not converge has expected counts and no interval`() throws {
    let cells = try QuantileSchool.evidence(.fourth).cells
    let settings = FitSettings(maximumIterations: 2)
    let girls = try Self.totals(Self.division(cells), settings: settings).totals.whole[0]
    #expect(girls.expected > 150 && girls.standardError == nil && girls.interval == nil)
  }

  @Test func `a gender of which nobody is missing keeps a narrow interval`() throws {
    var cells = students(40, from: 150, step: 0.5, label: 0)
    cells += students(40, from: 190, step: 0.5, label: 1)
    cells += students(40, from: 150, step: 0.5, label: nil)
    let candidate = Candidate(.expectationMaximisation, missingness: .different)
    let boys = try Self.totals(Self.division(cells), candidate).totals.whole[1]
    let interval = try #require(boys.interval)
    #expect(interval.lower == 40 && interval.upper < 42, "\(interval)")
    #expect(interval.lower <= boys.expected && boys.expected <= interval.upper)
  }

  /// The totals of a division, and the fit that they belong to.
  static func totals(
    _ division: Division,
    _ candidate: Candidate = Candidate(.expectationMaximisation),
    settings: FitSettings = FitSettings(),
    draws: Int = 20,
    seed: UInt64 = 1
  ) throws -> (totals: Totals, fit: StratifiedFit) {
    let fit = try division.fit(candidate, settings: settings)
    let totals = Totals(
      fit,
      of: division,
      candidate: candidate,
      settings: settings,
      draws: draws,
      seed: seed
    )
    return (totals, fit)
  }

  private static func threeAges() throws -> Division {
    try QuantileSchool.threeAges().division(.age, names: ["12", "13", "14"])
  }

  private static let byAge = Candidate(.expectationMaximisation, by: .age)

  private static func division(_ cells: [Cell]) throws -> Division {
    let evidence = try FoldedEvidence(
      cells: cells.map { cell in
        FoldedCell(
          stratum: 0,
          height: cell.height,
          label: cell.label,
          count: cell.count,
          heldBack: cell.label == nil ? [] : [cell.count, 0]
        )
      },
      stratumCount: 1,
      genderCount: 2,
      assignment: FoldAssignment(folds: 2, repeats: 1)
    )
    return Division(.none, names: [nil], evidence: evidence)
  }
}
