import Glibc
import Mixture
import Testing

@Suite struct PosteriorTests {
  /// Two standard normals, at 0 and at 2, of equal weight.
  private func standardPair() throws -> HeightMixture {
    try HeightMixture(components: [
      Component(weight: 0.5, mean: 0, variance: 1), Component(weight: 0.5, mean: 2, variance: 1),
    ])
  }

  @Test func `the log-odds of two equal variances are linear in the height`() throws {
    // log(p / (1 - p)) = (x^2 - (x - 2)^2) / 2 = 2 x - 2.
    let mixture = try standardPair()
    for height in [-3.0, -1, 0, 0.5, 1, 2, 4] {
      let expected = 1 / (1 + exp(-(2 * height - 2)))
      #expect(isClose(mixture.posterior(of: height)[1], expected, relative: 1e-14))
    }
  }

  @Test func `the density is the weighted sum of the components' densities`() throws {
    let mixture = try standardPair()
    // At the midpoint both densities are exp(-1/2) / sqrt(2 pi) = .2419707245191434.
    #expect(isClose(mixture.logDensity(of: 1), log(0.241_970_724_519_143_37), relative: 1e-14))
  }

  @Test func `twenty standard deviations away, and at any height, posteriors sum to one`() throws {
    let mixture = try HeightMixture(components: [
      Component(weight: 0.2, mean: 162, variance: 49),
      Component(weight: 0.5, mean: 175, variance: 56),
      Component(weight: 0.3, mean: 168, variance: 100),
    ])
    let heights = [
      162 - 140, 175 + 150, 168 + 200, 0, -0.0, .leastNonzeroMagnitude, 1e6, 1e308, -1e308,
      .infinity,
    ]
    for height in heights {
      let posterior = mixture.posterior(of: height)
      #expect((posterior.reduce(0, +) - 1).magnitude < 1e-15, "\(height)")
      #expect(posterior.allSatisfy { $0.isFinite && $0 >= 0 }, "\(height)")
    }
    // Far out the widest distribution wins, on either side.
    #expect(mixture.posterior(of: 1e308)[2] == 1)
    #expect(mixture.posterior(of: -1e308)[2] == 1)
  }

  @Test func `a recorded gender is certain, whatever the height says`() throws {
    let mixture = try standardPair()
    #expect(mixture.posterior(of: Cell(height: 50, label: 0)) == [1, 0])
    #expect(mixture.posterior(of: Cell(height: -50, label: 1)) == [0, 1])
    #expect(mixture.posterior(of: Cell(height: 1, label: nil)) == [0.5, 0.5])
  }

  @Test func `the log-likelihood is the sum over the students, the shares of labels included`()
    throws
  {
    let mixture = try HeightMixture(components: [
      Component(weight: 0.25, mean: 163, variance: 45),
      Component(weight: 0.75, mean: 176, variance: 60),
    ])
    var roster = students(20, from: 150, step: 1.5, label: 0)
    roster += students(15, from: 160, step: 2, label: 1)
    roster += students(40, from: 145, label: nil) + students(10, from: 150, label: nil)
    var expected = 0.0
    for student in roster {
      let densities = mixture.components.map { component in
        let z = (student.height - component.mean) / component.standardDeviation
        let scale = component.standardDeviation * (2 * Double.pi).squareRoot()
        return component.weight * exp(-z * z / 2) / scale
      }
      expected += log(student.label.map { densities[$0] } ?? densities.reduce(0, +))
    }
    let value = mixture.logLikelihood(of: try Evidence(cells: roster, genderCount: 2))
    #expect(isClose(value, expected, relative: 1e-12))
  }
}
