import Mixture
import Testing

/// Beyond which heights the taller of two genders is no longer the likelier the taller a student is.
@Suite struct TurningPosteriorTests {
  private func mixture(
    _ first: (mean: Double, variance: Double),
    _ second: (mean: Double, variance: Double),
    share: Double = 0.5,
    density: Density = .normal
  ) throws -> HeightMixture {
    try HeightMixture(
      components: [
        Component(weight: share, mean: first.mean, variance: first.variance),
        Component(weight: 1 - share, mean: second.mean, variance: second.variance),
      ],
      density: density
    )
  }

  @Test func `t densities that let go of an outlier do not turn round`() throws {
    let mixture = try mixture((162, 40), (175, 40), density: .t(degreesOfFreedom: 4))
    let turn = TurningPosterior(mixture)
    // At 57 cm it says .4, at 150 cm .04: less sure of the mistake, and on the same side.
    #expect(mixture.posterior(of: 57)[1] > mixture.posterior(of: 150)[1] + Gate.leastSkill)
    for height in [57.0, 150, 160, 170, 180, 190, 300] { #expect(turn.pair(beyond: height) == nil) }
  }

  @Test func `t densities of unequal scales that change sides do`() throws {
    let mixture = try mixture((162, 20), (170, 120), density: .t(degreesOfFreedom: 4))
    let turn = TurningPosterior(mixture)
    for height in [100.0, 130] {
      let pair = try #require(turn.pair(beyond: height))
      #expect(pair.shorter == 0 && pair.taller == 1)
    }
    for height in [155.0, 160, 170, 190] { #expect(turn.pair(beyond: height) == nil) }
  }

  @Test func `of normal densities the log odds turn at the vertex of a parabola`() throws {
    // log odds of male: (x - 160)^2 / 128 - (x - 170)^2 / 72 + log(8 / 6), highest at
    // (170 * 64 - 160 * 36) / 28 = 182.857, where the posterior is .8883; it is .05 less at 191.25.
    let turn = TurningPosterior(try mixture((160, 64), (170, 36)))
    #expect(turn.pair(beyond: 182) == nil)
    #expect(turn.pair(beyond: 191.1) == nil)
    #expect(turn.pair(beyond: 191.4) != nil)
    // Downwards nothing turns.
    #expect(turn.pair(beyond: 120) == nil)
  }

  @Test func `a wide taller gender takes the shortest, not the tallest`() throws {
    let turn = TurningPosterior(try mixture((160, 36), (170, 64)))
    #expect(turn.pair(beyond: 200) == nil)
    #expect(turn.pair(beyond: 120) != nil)
  }

  @Test func `who is beyond does not depend on who else is there`() throws {
    // The same two densities with equal variances never turn.
    let turn = TurningPosterior(try mixture((160, 49), (170, 49)))
    for height in stride(from: 60.0, through: 260, by: 1) {
      #expect(turn.pair(beyond: height) == nil)
    }
  }
}
