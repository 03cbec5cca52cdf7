import Mixture
import Testing

/// Rubin's rules against closed forms.
@Suite struct RubinPoolingTests {
  @Test func `only what the imputations differ by is left open`() {
    let pooling = RubinPooling(estimates: [1, 2, 3])
    #expect(pooling.estimate == 2 && pooling.between == 1)
    #expect(isClose(pooling.variance, 4.0 / 3, relative: 1e-15))
    #expect(pooling.degreesOfFreedom == 2)
    // The quantile of t with two degrees of freedom is sqrt(2) .95 / sqrt(1 - .95^2) = 4.30265.
    #expect(
      (pooling.interval().upper - (2 + 4.302_652_73 * (4.0 / 3).squareRoot())).magnitude < 1e-8
    )
  }

  @Test func `imputations that agree leave nothing open`() {
    let pooling = RubinPooling(estimates: [5, 5])
    #expect(pooling.variance == 0)
    #expect(pooling.interval() == ConfidenceInterval(lower: 5, upper: 5))
  }
}
