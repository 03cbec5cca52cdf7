import Glibc
import Mixture
import TestSupport
import Testing

/// Standard errors against inverse numerical Hessians, which the fixtures bring along and which
/// SciPy and NumPy gave for the others (differences of fourth order).
@Suite struct UncertaintyTests {
  @Test(arguments: Fixture.cases)
  func `standard errors are those of the numerical Hessian`(
    name: String,
    variance: VarianceStructure
  ) throws {
    let fixture = try Fixture(name, variance)
    let evidence = try fixture.evidence()
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(variance: variance))
    let uncertainty = try #require(Uncertainty(fit, given: evidence))
    let expected = fixture.oracle.standardErrors
    let pairs = [
      (uncertainty.weights, expected.pi), (uncertainty.means, expected.mu),
      (uncertainty.standardDeviations, expected.sigma),
    ]
    for (own, expected) in pairs {
      for (own, expected) in zip(own, expected) {
        #expect(isClose(own, expected, relative: 1e-6), "\(own) is not \(expected)")
      }
    }
  }

  @Test func `with shares of their own for the missing`() throws {
    let uncertainty = try uncertainty(.boysRather, FitSettings(missingness: .different))
    // Of the recorded 200, a fifth are girls: a binomial share.
    #expect(isClose(uncertainty.weights[0], (0.2 * 0.8 / 200).squareRoot(), relative: 1e-12))
    #expect(isClose(uncertainty.weightsAmongMissing[1], 0.050_964_860_8, relative: 1e-6))
    #expect(isClose(uncertainty.means[0], 0.674_470_640_5, relative: 1e-6))
    #expect(isClose(uncertainty.means[1], 0.570_415_558_8, relative: 1e-6))
    #expect(isClose(uncertainty.standardDeviations[0], 0.316_477_742_4, relative: 1e-6))
  }

  @Test func `of t densities`() throws {
    let settings = FitSettings(family: .t, variance: .unequal)
    let uncertainty = try uncertainty(.fourth, settings, .thirtyCentimetres)
    #expect(isClose(uncertainty.weights[0], 0.041_168_952_1, relative: 1e-6))
    #expect(isClose(uncertainty.means[0], 0.739_025_319_8, relative: 1e-6))
    #expect(isClose(uncertainty.means[1], 0.805_080_745_2, relative: 1e-6))
    #expect(isClose(uncertainty.standardDeviations[0], 0.566_803_675_4, relative: 1e-6))
    #expect(isClose(uncertainty.standardDeviations[1], 0.604_538_953_8, relative: 1e-6))
  }

  @Test func `with a prior`() throws {
    let uncertainty = try uncertainty(
      .fourth,
      FitSettings(variance: .unequal),
      prior: PriorTests.prior
    )
    #expect(isClose(uncertainty.weights[0], 0.037_196_823_5, relative: 1e-6))
    #expect(isClose(uncertainty.means[0], 0.610_045_028_0, relative: 1e-6))
    #expect(isClose(uncertainty.means[1], 0.667_024_613_6, relative: 1e-6))
    #expect(isClose(uncertainty.standardDeviations[0], 0.411_682_528_0, relative: 1e-6))
    #expect(isClose(uncertainty.standardDeviations[1], 0.446_956_151_0, relative: 1e-6))
  }

  @Test func `all labelled, the standard errors are the textbook's`() throws {
    let cells = students(20, from: 150, label: 0) + students(30, from: 165, label: 1)
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(variance: .unequal))
    let uncertainty = try #require(Uncertainty(fit, given: evidence))
    // sd / sqrt(n), sd / sqrt(2 n), sqrt(p q / n); 1, …, n has the variance (n^2 - 1) / 12.
    for (k, count) in [20.0, 30.0].enumerated() {
      let deviation = ((count * count - 1) / 12).squareRoot()
      #expect(isClose(uncertainty.means[k], deviation / count.squareRoot(), relative: 1e-12))
      let scale = deviation / (2 * count).squareRoot()
      #expect(isClose(uncertainty.standardDeviations[k], scale, relative: 1e-12))
      #expect(isClose(uncertainty.weights[k], (0.4 * 0.6 / 50).squareRoot(), relative: 1e-12))
    }
  }

  @Test func `a share among the missing that is zero has no error, and no interval breaks`() throws
  {
    var cells = students(40, from: 150, step: 0.5, label: 0)
    cells += students(40, from: 190, step: 0.5, label: 1)
    cells += students(40, from: 150, step: 0.5, label: nil)
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(missingness: .different))
    let uncertainty = try #require(Uncertainty(fit, given: evidence))
    #expect(uncertainty.weightsAmongMissing.allSatisfy { $0 < 1e-4 })
    let interval = uncertainty.interval(of: 0, at: 160)
    #expect(interval.lower > 0.99 && interval.upper <= 1)
  }

  @Test func `a fit that did not converge has none`() throws {
    let evidence = try QuantileSchool.evidence(.fourth)
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(maximumIterations: 2))
    #expect(Uncertainty(fit, given: evidence) == nil)
  }

  private func uncertainty(
    _ labels: QuantileSchool.Labels,
    _ settings: FitSettings,
    _ mistakes: QuantileSchool.Mistakes = .none,
    prior: MixturePrior = .none
  ) throws -> Uncertainty {
    let evidence = try QuantileSchool.evidence(labels, mistakes)
    let fit = try HeightMixture.fit(evidence, settings: settings, prior: prior)
    return try #require(Uncertainty(fit, given: evidence))
  }
}
