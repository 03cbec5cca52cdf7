import Mixture
import TestSupport
import Testing

/// Standard errors from the information against those from resampling, where the model is right.
///
/// With 200 resamples a standard error varies by 5 % of itself. Three of that, and a little for
/// 400 students not being infinitely many, is the tolerance of 20 %.
@Suite struct BootstrapTests {
  static let resamples = 200
  static let tolerance = 0.2

  @Test(arguments: VarianceStructure.allCases, Missingness.allCases)
  func `resampling agrees with the information for normal densities`(
    variance: VarianceStructure,
    missingness: Missingness
  ) throws {
    let settings = FitSettings(variance: variance, missingness: missingness)
    let labels: QuantileSchool.Labels = missingness == .same ? .fourth : .boysRather
    try expectAgreement(QuantileSchool.evidence(labels), settings)
  }

  @Test func `and for t densities where some heights are wrong`() throws {
    let settings = FitSettings(family: .t, degreesOfFreedom: 4, variance: .unequal)
    try expectAgreement(QuantileSchool.evidence(.fourth, .thirtyCentimetres), settings)
  }

  @Test func `and with a prior, whose students are not resampled`() throws {
    let evidence = try QuantileSchool.evidence(.fourth)
    let fit = try HeightMixture.fit(evidence, prior: Self.girls(162, boys: 175.5))
    let louis = try #require(Uncertainty(fit, given: evidence))
    let bootstrap = try #require(Bootstrap(fit, given: evidence, resamples: Self.resamples))
    // 400 students of belief tell as much as the 400 of the school, and do not vary.
    for gender in 0..<2 {
      #expect(bootstrap.means[gender] < 0.75 * louis.means[gender])
    }
  }

  @Test func `a height taken for a weight varies more than the model says`() throws {
    // One of 100 girls with 57 cm: resampled 0, 1, 2 … times, while the information has it once.
    var cells = students(99, from: 150, step: 0.25, label: 0)
    cells += students(100, from: 163, step: 0.25, label: 1)
    cells.append(Cell(height: 57, label: 0))
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(variance: .unequal))
    let louis = try #require(Uncertainty(fit, given: evidence))
    let bootstrap = try #require(Bootstrap(fit, given: evidence, resamples: Self.resamples))
    #expect(bootstrap.standardDeviations[0] > 2 * louis.standardDeviations[0])
    #expect(isClose(bootstrap.means[1], louis.means[1], relative: Self.tolerance))
  }

  @Test func `the same seed gives the same bytes, and cells cost as much as students`() throws {
    let evidence = try QuantileSchool.evidence(.fourth)
    let fit = try HeightMixture.fit(evidence)
    let bootstrap = Bootstrap(fit, given: evidence, resamples: 20)
    #expect(bootstrap == Bootstrap(fit, given: evidence, resamples: 20))
    #expect(bootstrap != Bootstrap(fit, given: evidence, resamples: 20, seed: 2))
    let many = try Evidence(
      cells: evidence.cells.map {
        Cell(height: $0.height, label: $0.label, count: $0.count * 1_000_000)
      },
      genderCount: 2
    )
    let errors = try #require(
      Bootstrap(try HeightMixture.fit(many), given: many, resamples: 20)
    )
    let own = try #require(bootstrap)
    #expect((300...3_000).contains(own.means[0] / errors.means[0]))
  }

  @Test func `resamples that cannot be fitted are counted, and none is no answer`() throws {
    // Two recorded girls: a third of the resamples has one of them at most.
    var cells = students(2, from: 155, step: 10, label: 0)
    cells += students(40, from: 160, label: 1)
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence)
    let bootstrap = try #require(Bootstrap(fit, given: evidence, resamples: 100))
    #expect(bootstrap.fitted + bootstrap.failed == 100)
    #expect((20...90).contains(bootstrap.failed))
    #expect(Bootstrap(fit, given: evidence, resamples: 1) == nil)
    #expect(Bootstrap(fit, given: evidence, resamples: 0) == nil)
  }

  private func expectAgreement(_ evidence: Evidence, _ settings: FitSettings) throws {
    let fit = try HeightMixture.fit(evidence, settings: settings)
    let louis = try #require(Uncertainty(fit, given: evidence))
    let bootstrap = try #require(Bootstrap(fit, given: evidence, resamples: Self.resamples))
    #expect(bootstrap.failed == 0)
    let pairs = [
      (bootstrap.weights, louis.weights),
      (bootstrap.weightsAmongMissing, louis.weightsAmongMissing),
      (bootstrap.means, louis.means),
      (bootstrap.standardDeviations, louis.standardDeviations),
    ]
    for (number, pair) in pairs.enumerated() {
      for (own, expected) in zip(pair.0, pair.1) {
        #expect(
          isClose(own, expected, relative: Self.tolerance),
          "\(own) is not \(expected) for parameter \(number)"
        )
      }
    }
  }

  private static func girls(_ girls: Double, boys: Double) -> MixturePrior {
    MixturePrior(
      components: [girls, boys].map {
        ComponentPrior(mean: $0, variance: 52, strength: 400)
      }
    )
  }
}
