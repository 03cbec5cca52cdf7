import Mixture
import TestSupport
import Testing

/// Variances that are drawn towards each other: the maximum of the log-likelihood less
/// 64 log cosh(d / 2), d being the difference of the logarithms of two variances.
struct SimilarVarianceTests {
  private let settings = FitSettings(variance: .similar)

  @Test func `the estimates are those of a direct maximisation`() throws {
    // SciPy (Nelder-Mead, then BFGS) on the 400 of qschool, every fourth recorded; standard errors
    // by its numerical Hessian.
    let evidence = try QuantileSchool.evidence(.fourth)
    let fit = try HeightMixture.fit(evidence, settings: settings)
    #expect(fit.hasConverged)
    let (girls, boys) = (fit.mixture.components[0], fit.mixture.components[1])
    #expect((boys.weight - 0.488_259_829_5).magnitude < 1e-6)
    #expect((girls.mean - 162.146_188_25).magnitude < 1e-5)
    #expect((boys.mean - 175.671_388_12).magnitude < 1e-5)
    #expect((girls.variance - 50.578_211_75).magnitude < 1e-4)
    #expect((boys.variance - 53.667_134_25).magnitude < 1e-4)
    let last = try #require(fit.steps.last)
    #expect((last.objective - -1519.873_713_527).magnitude < 1e-8)
    let uncertainty = try #require(Uncertainty(fit, given: evidence))
    let errors = uncertainty.weights[1...] + uncertainty.means + uncertainty.standardDeviations
    let expected = [
      0.038_359_846_7, 0.677_090_38, 0.730_679_70, 0.434_383_26, 0.456_926_09,
    ]
    for (own, expected) in zip(errors, expected) {
      #expect(isClose(own, expected, relative: 1e-5), "\(own) is not \(expected)")
    }
  }

  @Test func `they lie between equal and unequal variances`() throws {
    let evidence = try QuantileSchool.evidence(.fourth)
    func ratio(_ variance: VarianceStructure) throws -> Double {
      let fit = try HeightMixture.fit(evidence, settings: FitSettings(variance: variance))
      return fit.mixture.components[1].variance / fit.mixture.components[0].variance
    }
    let (equal, similar, unequal) = (
      try ratio(.equal), try ratio(.similar), try ratio(.unequal)
    )
    #expect(equal == 1)
    #expect(unequal > 1 && 1 < similar && similar < unequal)
  }

  /// The ratio of the variances of so many times twenty students of the ratio 2.25.
  private func ratio(_ count: Int) throws -> Double {
    // Heights one and one and a half centimetres apart.
    let narrow = students(10, from: 150, label: 0)
    let wide = students(10, from: 165, step: 1.5, label: 1)
    let evidence = try Evidence(
      cells: (narrow + wide).map { Cell(height: $0.height, label: $0.label, count: count) },
      genderCount: 2
    )
    let fit = try HeightMixture.fit(evidence, settings: settings)
    return fit.mixture.components[1].variance / fit.mixture.components[0].variance
  }

  @Test func `few students are taken for alike, and many at their word`() throws {
    let (few, many) = (try ratio(1), try ratio(10_000))
    // Ten of each against sixty-four: hardly a sixth of the way in logarithms.
    #expect(few > 1.05 && few < 1.2)
    #expect(many > 2.24 && many < 2.25)
  }

  @Test func `equal variances stay as they are`() throws {
    let cells = students(20, from: 150, label: 0) + students(20, from: 165, label: 1)
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence, settings: settings)
    // 1, …, n has the variance (n^2 - 1) / 12.
    for component in fit.mixture.components {
      #expect(isClose(component.variance, 399.0 / 12, relative: 1e-12))
    }
  }
}
