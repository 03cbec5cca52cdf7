import Mixture
import TestSupport
import Testing

@Suite struct EvaluationTests {
  @Test(arguments: Fixture.cases.filter { $0.0 != "all_labelled12" })
  func `accuracy, log loss, Brier and calibration are those of the fixture`(
    name: String,
    variance: VarianceStructure
  ) throws {
    let fixture = try Fixture(name, variance)
    let truth = try Fixture.truth(name)
    let predictions = try fixture.posteriors.map { student, probabilities in
      Prediction(
        probabilities: probabilities,
        shares: fixture.oracle.fixpoint.pi,
        truth: try #require(truth[student])
      )
    }
    let evaluation = try #require(Evaluation(predictions))
    let expected = try #require(fixture.oracle.metrics)
    #expect(evaluation.count == Double(expected.n))
    #expect(isClose(evaluation.accuracy, expected.accuracy, relative: 1e-12))
    #expect(isClose(evaluation.logLoss, expected.logloss, relative: 1e-9))
    #expect(isClose(evaluation.brier, expected.brierBinary, relative: 1e-9))
    #expect(isClose(evaluation.calibration.error, expected.ece10, relative: 1e-9))
    let bins = evaluation.calibration.bins
    #expect(bins.map(\.count) == expected.bins10.map { $0[1] })
    for (bin, expected) in zip(bins, expected.bins10) {
      #expect(isClose(bin.range.lowerBound, expected[0] / 10, relative: 1e-12))
      #expect(isClose(bin.confidence, expected[2], relative: 1e-9))
      #expect((bin.accuracy - expected[3]).magnitude < 1e-12)
    }
  }

  @Test func `a handful worked by hand`() throws {
    let evaluation = try #require(Evaluation(handful))
    #expect(evaluation.count == 4)
    #expect(evaluation.accuracy == 0.75)
    // - (ln .9 + ln .6 + ln .2 + ln .7) / 4.
    #expect(isClose(evaluation.logLoss, 0.645_574_748_949, relative: 1e-10))
    // ln 2 = .693147….
    #expect(isClose(evaluation.logLossOfShares, 0.693_147_180_560, relative: 1e-10))
    #expect(isClose(evaluation.brier, (0.01 + 0.16 + 0.64 + 0.09) / 4, relative: 1e-12))
    // Python: numpy on the four losses, d = ln 2 - loss - skill ln 2, sd(d) / sqrt(4) / ln 2.
    #expect(isClose(evaluation.skill.value, 0.068_632_511_168, relative: 1e-8))
    #expect(isClose(evaluation.skill.standardError, 0.478_937_822_897, relative: 1e-8))
  }

  @Test func `errors by gender, and who is not called`() throws {
    let evaluation = try #require(Evaluation(handful))
    // Recorded 0: called 0 (.9), 0 (.6); recorded 1: called 0 (.8), 1 (.7).
    #expect(evaluation.coding.genders.map(\.error) == [0, 0.5])
    #expect(evaluation.coding.errorCoded == 0.25)
    #expect(evaluation.coding.naCoded == 0)
    #expect(evaluation.coding.bias(towards: 0) == 0.25)
    #expect(evaluation.coding.bias(towards: 1) == -0.25)
    let sure = evaluation.coding(from: 0.65)
    #expect(sure.naCoded == 0.25)
    #expect(sure.errorCoded == 0.5)
    #expect(sure.genders.map(\.notCalled) == [1, 0])
    #expect(evaluation.coding(from: 0.99).bias(towards: 0) == nil)
  }

  @Test func `precision from a confidence upwards`() throws {
    let evaluation = try #require(Evaluation(handful))
    #expect(evaluation.precision(from: 0.5) == Precision(count: 4, right: 3))
    #expect(evaluation.precision(from: 0.8) == Precision(count: 2, right: 1))
    #expect(evaluation.precision(from: 0.95).value == nil)
    #expect(evaluation.precision(from: 0.95).interval == nil)
  }

  @Test func `a part of a student counts as a part`() throws {
    let halves = handful.flatMap { prediction in
      [0, 1].map { _ in
        Prediction(
          probabilities: prediction.probabilities,
          shares: prediction.shares,
          truth: prediction.truth,
          weight: prediction.weight / 2
        )
      }
    }
    let evaluation = try #require(Evaluation(halves))
    let whole = try #require(Evaluation(handful))
    #expect(isClose(evaluation.logLoss, whole.logLoss, relative: 1e-14))
    #expect(isClose(evaluation.skill.standardError, whole.skill.standardError, relative: 1e-12))
    #expect(
      isClose(
        evaluation.calibration.errorByChance,
        whole.calibration.errorByChance,
        relative: 1e-12
      )
    )
  }

  @Test func `certainty that fails costs much, not everything`() throws {
    let wrong = Prediction(probabilities: [1, 0], shares: [0.5, 0.5], truth: 1)
    let evaluation = try #require(Evaluation([wrong]))
    // - ln 1e-15.
    #expect(isClose(evaluation.logLoss, 34.538_776_394_910_68, relative: 1e-12))
    #expect(Evaluation([]) == nil)
  }

  @Test(arguments: [
    (8.0, 10.0, 0.490_162_471_536_641_8, 0.943_317_848_545_624_7),
    (0, 5, 0, 0.434_482_464_783_174_8), (5, 5, 0.565_517_535_216_825_1, 1),
    (377, 1000, 0.347_487_093_401_629, 0.407_454_289_185_816_7),
  ])
  func `Wilson's interval is that of SciPy's binomtest`(
    right: Double,
    count: Double,
    lower: Double,
    upper: Double
  ) {
    let interval = ConfidenceInterval(share: right / count, of: count)
    #expect((interval.lower - lower).magnitude < 1e-12)
    #expect((interval.upper - upper).magnitude < 1e-12)
  }

  @Test func `the threshold table counts proposals and held-back students`() throws {
    let evaluation = try #require(Evaluation(handful))
    let rows = ThresholdRow.table([(0.55, 10), (0.92, 5), (0.999, 2)], evaluation: evaluation)
    #expect(rows.map(\.threshold) == [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99])
    #expect(rows.map(\.proposals) == [17, 7, 7, 7, 7, 2, 2])
    #expect(isClose(rows[0].expectedWrong, 10 * 0.45 + 5 * 0.08 + 2 * 0.001, relative: 1e-12))
    #expect(isClose(rows[4].expectedWrong, 5 * 0.08 + 2 * 0.001, relative: 1e-12))
    #expect(rows[3].precision == Precision(count: 2, right: 1))
  }

  private let handful = [
    ([0.9, 0.1], 0), ([0.6, 0.4], 0), ([0.8, 0.2], 1), ([0.3, 0.7], 1),
  ].map { Prediction(probabilities: $0.0, shares: [0.5, 0.5], truth: $0.1) }
}
