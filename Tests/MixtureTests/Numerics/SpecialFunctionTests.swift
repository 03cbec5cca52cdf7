import Testing

@testable import Mixture

/// Against SciPy 1.17: chi2.sf, t.cdf, t.ppf, betainc.
@Suite struct SpecialFunctionTests {
  @Test(arguments: [
    (85.125, 1, 2.800_867_595_353_878e-20), (6.635, 1, 0.009_999_419_574_042_536),
    (0.1, 1, 0.751_829_634_045_849_2), (3, 2, 0.223_130_160_148_429_82),
    (10, 4, 0.040_427_681_994_512_79), (50, 3, 7.989_179_244_951_495e-11),
    (0.5, 5, 0.992_123_293_232_629_6), (200, 4, 3.757_276_735_781_06e-42),
  ])
  func `the upper tail of chi-squared`(value: Double, degreesOfFreedom: Int, expected: Double) {
    let tail = chiSquaredUpperTail(value, degreesOfFreedom: degreesOfFreedom)
    #expect(isClose(tail, expected, relative: 1e-12), "\(tail)")
  }

  @Test func `chi-squared exceeds zero and less always`() {
    #expect(chiSquaredUpperTail(0, degreesOfFreedom: 1) == 1)
    #expect(chiSquaredUpperTail(-1, degreesOfFreedom: 3) == 1)
    #expect(chiSquaredUpperTail(5, degreesOfFreedom: 0) == 1)
  }

  @Test(arguments: [
    (0, 3, 0.5), (1, 3, 0.804_498_890_522_114_8), (-2.5, 4.5, 0.029_952_843_251_100_272),
    (10, 20.97, 0.999_999_999_017_184_1), (0.01, 1.5, 0.503_407_255_168_54),
    (-40, 5, 9.205_981_085_886_477e-08), (1.96, 1e6, 0.975_001_966_207_365_1),
  ])
  func `Student's distribution`(t: Double, degreesOfFreedom: Double, expected: Double) {
    let value = studentDistribution(t, degreesOfFreedom: degreesOfFreedom)
    #expect(isClose(value, expected, relative: 1e-9), "\(value)")
  }

  @Test(arguments: [
    (0.975, 20.970_254_84, 2.079_793_473_301_229_3), (0.975, 4, 2.776_445_105_197_793_4),
    (0.025, 199, -1.971_956_544_251_753_7), (0.9, 1.2, 2.586_717_387_950_133), (0.5, 3, 0),
  ])
  func `Student's quantiles`(probability: Double, degreesOfFreedom: Double, expected: Double) {
    let value = studentQuantile(probability, degreesOfFreedom: degreesOfFreedom)
    #expect((value - expected).magnitude < 1e-10, "\(value)")
  }

  @Test(arguments: [
    (0.3, 2, 5, 0.579_825), (0.5, 0.5, 0.5, 0.5), (0.99, 10, 0.5, 0.657_928_175_156_784_5),
    (1e-10, 3, 0.5, 3.125_000_000_117_188e-31), (0.8, 100, 30, 0.794_456_989_493_781_4),
  ])
  func `the incomplete beta function`(x: Double, a: Double, b: Double, expected: Double) {
    #expect(isClose(incompleteBeta(x, a, b), expected, relative: 1e-12))
  }
}
