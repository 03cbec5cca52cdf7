import Mixture
import Testing

@Suite struct SpreadTests {
  private func mixture(_ density: Density) throws -> HeightMixture {
    try HeightMixture(
      components: [Component(weight: 1, mean: 170, variance: 25)],
      density: density
    )
  }

  @Test func `of a normal density it is the standard deviation`() throws {
    #expect(try mixture(.normal).spread(of: 0) == 5)
  }

  @Test func `of a t density it is smaller than the standard deviation and larger than the scale`()
    throws
  {
    let mixture = try mixture(.t(degreesOfFreedom: 4))
    // The value that t with four degrees of freedom stays below with .8413447461.
    #expect(isClose(mixture.spread(of: 0), 5 * 1.141626629, relative: 1e-9))
    #expect(isClose(mixture.standardDeviation(of: 0), 5 * 2.0.squareRoot(), relative: 1e-12))
  }
}
