import Mixture
import Testing

@Suite struct AitkenAccelerationTests {
  @Test func `three log-likelihoods give the rate and the limit of a worked example`() {
    let (l0, l1, l2) = (-449.61534, -442.84221, -436.58999)
    let aitken = AitkenAcceleration(l0, l1, l2)
    #expect((aitken.rate - 0.9230916873).magnitude < 1e-10)
    #expect((l2 + aitken.remainder - -361.5477467557).magnitude < 1e-9)
  }

  @Test(arguments: [0.0, 0.5, 0.99, 0.999_999])
  func `a geometric series is summed exactly`(rate: Double) {
    // 1 + a + a^2 + … = 1 / (1 - a); after the increment 1 the rest is a / (1 - a).
    let aitken = AitkenAcceleration(increments: 1, rate)
    #expect(aitken.rate == rate)
    let rest = rate * rate / (1 - rate)
    #expect((aitken.remainder - rest).magnitude <= 1e-12 * rest)
  }

  @Test func `increments that do not shrink have no limit`() {
    #expect(AitkenAcceleration(increments: 1, 1).remainder == .infinity)
    #expect(AitkenAcceleration(increments: 1, 2).remainder == .infinity)
    #expect(AitkenAcceleration(increments: 0, 1).remainder == .infinity)
  }

  @Test func `a sequence that stands still has arrived`() {
    #expect(AitkenAcceleration(-5, -5, -5).remainder == 0)
    #expect(AitkenAcceleration(-6, -5, -5).remainder == 0)
  }
}
