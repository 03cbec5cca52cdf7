import Mixture
import Testing

/// Rubin's rules against published numbers and closed forms.
@Suite struct RubinPoolingTests {
  @Test func `two imputations pool to the numbers of Barnard and Rubin`() {
    // A complete data set of 25 students and a model with two parameters.
    let pooling = RubinPooling(
      estimates: [-1.5457, -1.428],
      variances: [0.9723 * 0.9723, 1.041 * 1.041],
      completeDegreesOfFreedom: 25 - 2
    )
    #expect((pooling.estimate - -1.486_85).magnitude < 1e-12)
    #expect((pooling.within - 1.014_524_145).magnitude < 1e-12)
    #expect((pooling.between - 0.006_926_645).magnitude < 1e-12)
    #expect((pooling.variance - 1.024_914_112_5).magnitude < 1e-12)
    // 20.97025485 where it was computed from rounded parts; in fractions it ends in 838.
    #expect((pooling.degreesOfFreedom - 20.970_254_838).magnitude < 1e-9)
    #expect((pooling.relativeIncrease - 0.010_241_222_5).magnitude < 1e-10)
    #expect((pooling.missingInformation - 0.092_728_314_5).magnitude < 1e-10)
    // The quantile of t with so many degrees of freedom is 2.0797; R: qt(0.975, 20.97025).
    let reach = pooling.interval().upper - pooling.estimate
    #expect((reach / pooling.variance.squareRoot() - 2.079_7).magnitude < 1e-4)
  }

  @Test func `without a limit of the complete data the degrees of freedom are Rubin's`() {
    let pooling = RubinPooling(estimates: [1, 2, 3], variances: [1, 1, 1])
    // b = 1, T = 1 + 4/3, lambda = 4/7, df = 2 / lambda^2.
    #expect(isClose(pooling.variance, 7.0 / 3, relative: 1e-15))
    #expect(isClose(pooling.degreesOfFreedom, 2 * 49.0 / 16, relative: 1e-15))
  }

  @Test func `where one completed data set leaves nothing open, only the draws count`() {
    let pooling = RubinPooling(estimates: [1, 2, 3], variances: [0, 0, 0])
    #expect(isClose(pooling.variance, 4.0 / 3, relative: 1e-15))
    #expect(pooling.degreesOfFreedom == 2)
    #expect(pooling.relativeIncrease == .infinity)
    #expect(pooling.missingInformation == 1)
    // The quantile of t with two degrees of freedom is sqrt(2) .95 / sqrt(1 - .95^2) = 4.30265.
    #expect(
      (pooling.interval().upper - (2 + 4.302_652_73 * (4.0 / 3).squareRoot())).magnitude < 1e-8
    )
  }

  @Test func `imputations that agree leave what the complete data leave`() {
    let pooling = RubinPooling(estimates: [5, 5], variances: [4, 4])
    #expect(pooling.variance == 4)
    #expect(pooling.degreesOfFreedom == .infinity)
    #expect(pooling.missingInformation == 0)
    #expect((pooling.interval().upper - (5 + 2 * 1.959_963_984_540_054)).magnitude < 1e-12)
    let nothing = RubinPooling(estimates: [5, 5], variances: [0, 0])
    #expect(nothing.interval() == ConfidenceInterval(lower: 5, upper: 5))
    #expect(nothing.missingInformation == 0 && nothing.relativeIncrease == 0)
  }
}
