import Mixture
import Testing

/// Against SciPy 1.17: crossings by `brentq`, masses by `norm.cdf` and `t.cdf`.
@Suite struct BayesErrorTests {
  private func mixture(
    _ components: [(Double, Double, Double)],
    _ density: Density = .normal
  ) throws -> HeightMixture {
    try HeightMixture(
      components: components.map { Component(weight: $0.0, mean: $0.1, variance: $0.2 * $0.2) },
      density: density
    )
  }

  @Test func `two normal distributions two standard deviations apart`() throws {
    let pair = try mixture([(0.5, 0, 1), (0.5, 2, 1)])
    #expect((pair.bayesError - 0.158_655_253_931_457).magnitude < 1e-14)
    #expect((pair.overlap - 2 * 0.158_655_253_931_457).magnitude < 1e-14)
  }

  @Test func `one normal distribution inside another`() throws {
    let nested = try mixture([(0.5, 0, 1), (0.5, 0, 2)])
    #expect((nested.bayesError - 0.338_662_715_582_616).magnitude < 1e-14)
  }

  @Test func `the quantile school`() throws {
    let school = try mixture([(0.5, 162, 7), (0.5, 175.5, 7.5)])
    #expect((school.bayesError - 0.175_752_895_309_365).magnitude < 1e-14)
    let skewed = try mixture([(0.45, 162, 7), (0.55, 175.5, 7.5)])
    #expect((skewed.bayesError - 0.175_317_692_775_462).magnitude < 1e-14)
  }

  @Test func `three genders, the widest winning twice`() throws {
    let three = try mixture([(0.5, 162, 7), (0.3, 175.5, 7.5), (0.2, 169, 12)])
    #expect((three.bayesError - 0.328_738_706_507_737).magnitude < 1e-14)
    #expect((three.majorityError - 0.5).magnitude < 1e-15)
  }

  @Test func `t densities`() throws {
    let four = Density.t(degreesOfFreedom: 4)
    let unequal = try mixture([(0.45, 162, 7), (0.55, 175.5, 7.5)], four)
    #expect((unequal.bayesError - 0.201_749_999_366_188).magnitude < 1e-12)
    let equal = try mixture([(0.45, 162, 7), (0.55, 175.5, 7)], four)
    #expect((equal.bayesError - 0.193_614_475_290_952).magnitude < 1e-12)
    let nested = try mixture([(0.5, 170, 5), (0.5, 170, 10)], .t(degreesOfFreedom: 3))
    #expect((nested.bayesError - 0.360_831_110_412_746).magnitude < 1e-12)
  }

  @Test func `a rare gender that never wins is an error as large as its share`() throws {
    let rare = try mixture([(0.9, 162, 7), (0.1, 163, 7)])
    #expect((rare.bayesError - 0.1).magnitude < 1e-6)
    #expect(rare.overlap > 0.9)
  }

  @Test func `one gender is never wrong, and equal genders are a guess`() throws {
    #expect(try mixture([(1, 162, 7)]).bayesError == 0)
    #expect(try mixture([(1, 162, 7)]).overlap == 1)
    let same = try mixture([(0.5, 170, 7), (0.5, 170, 7)])
    #expect((same.bayesError - 0.5).magnitude < 1e-15)
    #expect((same.overlap - 1).magnitude < 1e-15)
  }

  @Test func `the shares are those of the missing`() throws {
    let mixture = try HeightMixture(components: [
      Component(weight: 0.5, weightAmongMissing: 1, mean: 0, variance: 1),
      Component(weight: 0.5, weightAmongMissing: 0, mean: 2, variance: 1),
    ])
    #expect(mixture.bayesError == 0)
    #expect(mixture.majorityError == 0)
    #expect((mixture.amongRecorded.bayesError - 0.158_655_253_931_457).magnitude < 1e-14)
  }
}
