import Mixture
import Testing

/// Student t densities against numbers of an independent program: direct maximisation of the
/// log-likelihood by SciPy 1.17 (Nelder-Mead, BFGS, then Newton steps), good to eight digits.
@Suite struct StudentTests {
  /// The maximum of the log-likelihood for each number of degrees of freedom of the grid.
  static let profiles: [VarianceStructure: [Double]] = [
    .equal: [
      -1608.850_228_467, -1609.794_430_616, -1611.542_747_341, -1614.945_475_060,
      -1618.705_441_153, -1627.144_917_696, -1632.782_735_252,
    ],
    .unequal: [
      -1608.729_045_355, -1609.666_733_255, -1611.415_122_200, -1614.825_640_927,
      -1618.600_303_347, -1627.081_858_088, -1632.744_323_575,
    ],
  ]

  @Test(arguments: Array(Self.profiles.keys))
  func `mistakes of 30 cm ask for heavy tails, and the profile says so`(
    variance: VarianceStructure
  ) throws {
    let fit = try fit(.fourth, .thirtyCentimetres, variance)
    #expect(fit.hasConverged)
    #expect(fit.mixture.density == .t(degreesOfFreedom: 3))
    #expect(fit.profile.map(\.degreesOfFreedom) == [3, 4, 5, 7, 10, 30, .infinity])
    let expected = try #require(Self.profiles[variance])
    for (point, expected) in zip(fit.profile, expected) {
      #expect(point.outcome.isConverged)
      #expect((point.objective - expected).magnitude < 1e-7, "\(point.degreesOfFreedom)")
    }
  }

  @Test func `means, scales and shares are those of the direct maximum`() throws {
    let equal = try fit(.fourth, .thirtyCentimetres, .equal).mixture
    #expect(isClose(equal.weights[0], 0.512_420_089, relative: 1e-7))
    #expect(isClose(equal.means[0], 162.178_458_196, relative: 1e-8))
    #expect(isClose(equal.means[1], 175.564_453_226, relative: 1e-8))
    #expect(isClose(equal.variances[0], 45.149_111_888, relative: 1e-7))
    let unequal = try fit(.fourth, .thirtyCentimetres, .unequal).mixture
    #expect(isClose(unequal.weights[0], 0.506_295_908, relative: 1e-7))
    #expect(isClose(unequal.means[0], 162.139_672_082, relative: 1e-8))
    #expect(isClose(unequal.means[1], 175.521_127_898, relative: 1e-8))
    #expect(isClose(unequal.variances[0], 42.535_497_043, relative: 1e-7))
    #expect(isClose(unequal.variances[1], 47.969_043_882, relative: 1e-7))
  }

  @Test func `shares of the missing go with t densities as well`() throws {
    let fit = try HeightMixture.fit(
      try QuantileSchool.evidence(.boysRather, .thirtyCentimetres),
      settings: FitSettings(family: .t, variance: .unequal, missingness: .different)
    )
    #expect(fit.mixture.density == .t(degreesOfFreedom: 3))
    #expect((fit.logLikelihood - -1593.268_869_052).magnitude < 1e-7)
    #expect(isClose(fit.mixture.weightsAmongMissing[1], 0.118_431_643_6, relative: 1e-6))
    #expect(isClose(fit.mixture.means[0], 162.371_692_679, relative: 1e-8))
    #expect(isClose(fit.mixture.variances[0], 50.207_830_885, relative: 1e-6))
  }

  @Test(arguments: VarianceStructure.allCases)
  func `without mistakes the profile ends at the normal density`(
    variance: VarianceStructure
  ) throws {
    let student = try fit(.fourth, .none, variance)
    let normal = try HeightMixture.fit(
      try QuantileSchool.evidence(.fourth),
      settings: FitSettings(variance: variance)
    )
    #expect(student.mixture.density == .normal)
    #expect(student.mixture.distance(to: normal.mixture) < 1e-7)
    #expect(student.parameterCount == normal.parameterCount + 1)
  }

  @Test func `the weights of a t density hold a mistake down`() throws {
    // A girl recorded as 100 cm: she moves the normal mean by a centimetre and more.
    var cells = students(30, from: 150, label: 0) + students(30, from: 165, label: 1)
    cells += students(20, from: 155, label: nil)
    let with = try Evidence(cells: cells + [Cell(height: 100, label: 0)], genderCount: 2)
    let without = try Evidence(cells: cells, genderCount: 2)
    var shift: [DensityFamily: Double] = [:]
    for family in DensityFamily.allCases {
      let settings = FitSettings(family: family)
      let means = try [with, without].map {
        try HeightMixture.fit($0, settings: settings).mixture.means[0]
      }
      shift[family] = (means[1] - means[0]).magnitude
    }
    #expect(shift[.normal, default: 0] > 1)
    #expect(shift[.t, default: 9] < 0.5)
  }

  @Test func `the density is Student's`() throws {
    // scipy.stats.t.logpdf([0, 1, -30], df=4, loc=1, scale=2).
    let mixture = try HeightMixture(
      components: [Component(weight: 1, mean: 1, variance: 4)],
      density: .t(degreesOfFreedom: 4)
    )
    let expected = [-1.825_537_988_112_758_5, -1.673_976_433_571_671_6, -11.953_721_258_079_176]
    for (height, expected) in zip([0.0, 1, -30], expected) {
      #expect(isClose(mixture.logDensity(of: height), expected, relative: 1e-14))
    }
    // Its variance is nu / (nu - 2) squared scales.
    #expect(isClose(mixture.standardDeviation(of: 0), 8.0.squareRoot(), relative: 1e-15))
  }

  @Test(arguments: [2, 1, 0, -3, .nan])
  func `a t density without a variance is refused`(degreesOfFreedom: Double) {
    #expect(throws: FitRefusal.unusableMixture) {
      try HeightMixture(
        components: [Component(weight: 1, mean: 170, variance: 50)],
        density: .t(degreesOfFreedom: degreesOfFreedom)
      )
    }
  }

  private func fit(
    _ labels: QuantileSchool.Labels,
    _ mistakes: QuantileSchool.Mistakes,
    _ variance: VarianceStructure
  ) throws -> Fit {
    try HeightMixture.fit(
      try QuantileSchool.evidence(labels, mistakes),
      settings: FitSettings(family: .t, variance: variance)
    )
  }
}
