import Glibc
import Mixture
import TestSupport
import Testing

/// What must not matter, whatever fit is asked for: families, variances, missingness and priors.
///
/// Fits that converge are compared, since only an optimum is a property of the students alone.
@Suite struct WildInvarianceTests {
  static let seeds = UInt64(200_000)..<200_500

  @Test func `rows in any order are the same bytes, and so are two runs`() throws {
    try forEachConverged { wild, evidence, fit in
      var generator = SeededGenerator(seed: wild.roster.seed)
      let shuffled = try Evidence(
        cells: wild.students.shuffled(using: &generator),
        genderCount: evidence.genderCount,
        resolution: evidence.resolution
      )
      let again = try HeightMixture.fit(shuffled, settings: fit.settings, prior: wild.prior)
      #expect(again == fit, "\(wild)")
    }
  }

  @Test func `three of every student are every student counted three times`() throws {
    try forEachConverged { wild, evidence, fit in
      // The pseudo-students of similar variances stay as many, and weigh less among three times all.
      guard fit.settings.variance != .similar else { return }
      let tripled = try Evidence(
        cells: evidence.cells.map { Cell(height: $0.height, label: $0.label, count: 3 * $0.count) },
        genderCount: evidence.genderCount,
        resolution: evidence.resolution
      )
      let rows = try Evidence(
        cells: wild.students + wild.students + wild.students,
        genderCount: evidence.genderCount,
        resolution: evidence.resolution
      )
      #expect(tripled == rows, "\(wild)")
      let prior = MixturePrior(
        components: wild.prior.components.map {
          ComponentPrior(mean: $0.mean, variance: $0.variance, strength: 3 * $0.strength)
        },
        shares: wild.prior.shares.map { 3 * $0 }
      )
      let other = try HeightMixture.fit(tripled, settings: fit.settings, prior: prior)
      #expect(other.hasConverged, "\(wild)")
      expectSame(other.mixture, fit.mixture, wild)
      // Three times the students, and a standard error smaller by the root of three.
      guard let one = Uncertainty(fit, given: evidence),
        let three = Uncertainty(other, given: tripled)
      else { return }
      for (own, other) in zip(one.means, three.means) {
        #expect(isClose(own, other * 3.0.squareRoot(), relative: 1e-3), "\(wild)")
      }
    }
  }

  @Test func `inches are centimetres`() throws {
    try forEachConverged { wild, evidence, fit in
      let inches = try Evidence(
        cells: evidence.cells.map {
          Cell(height: $0.height / 2.54, label: $0.label, count: $0.count)
        },
        genderCount: evidence.genderCount,
        resolution: evidence.resolution / 2.54
      )
      let prior = MixturePrior(
        components: wild.prior.components.map {
          ComponentPrior(
            mean: $0.mean / 2.54,
            variance: $0.variance / (2.54 * 2.54),
            strength: $0.strength
          )
        },
        shares: wild.prior.shares
      )
      let other = try HeightMixture.fit(inches, settings: fit.settings, prior: prior)
      #expect(other.hasConverged, "\(wild)")
      let centimetres = try HeightMixture(
        components: other.mixture.components.map {
          Component(
            weight: $0.weight,
            weightAmongMissing: $0.weightAmongMissing,
            mean: $0.mean * 2.54,
            variance: $0.variance * 2.54 * 2.54
          )
        },
        density: other.mixture.density
      )
      expectSame(centimetres, fit.mixture, wild)
      let expected = fit.logLikelihood + Double(fit.count) * log(2.54)
      let scale = Double(fit.count) + fit.logLikelihood.magnitude
      #expect((other.logLikelihood - expected).magnitude < 1e-8 * scale, "\(wild)")
    }
  }

  @Test func `the order of the genders is no order`() throws {
    try forEachConverged { wild, evidence, fit in
      let genders = evidence.genderCount
      let renamed = try Evidence(
        cells: evidence.cells.map { cell in
          Cell(
            height: cell.height,
            label: cell.label.map { ($0 + 1) % genders },
            count: cell.count
          )
        },
        genderCount: genders,
        resolution: evidence.resolution
      )
      func turned<Value>(_ values: [Value]) -> [Value] {
        values.isEmpty ? [] : (0..<genders).map { values[($0 + genders - 1) % genders] }
      }
      let prior = MixturePrior(
        components: turned(wild.prior.components),
        shares: turned(wild.prior.shares)
      )
      let other = try HeightMixture.fit(renamed, settings: fit.settings, prior: prior)
      #expect(other.hasConverged, "\(wild)")
      let expected = try HeightMixture(
        components: turned(fit.mixture.components),
        density: fit.mixture.density
      )
      expectSame(other.mixture, expected, wild)
    }
  }

  private func expectSame(_ own: HeightMixture, _ other: HeightMixture, _ wild: WildRoster) {
    #expect(own.density == other.density, "\(wild)")
    #expect(own.distance(to: other) < 1e-5, "\(wild): \(own.distance(to: other))")
  }

  /// Runs the body for each roster whose fit converges; one start, as others are drawn gender by
  /// gender, and one number of degrees of freedom.
  private func forEachConverged(_ body: (WildRoster, Evidence, Fit) throws -> Void) throws {
    var compared = 0
    for seed in Self.seeds {
      let wild = WildRoster(seed: seed)
      var settings = wild.settings
      settings.starts = 1
      settings.degreesOfFreedom = settings.degreesOfFreedom ?? 5
      settings.maximumIterations = 300
      guard wild.students.count <= 200, let evidence = try? wild.evidence(),
        let fit = try? HeightMixture.fit(evidence, settings: settings, prior: wild.prior),
        fit.hasConverged
      else { continue }
      compared += 1
      try body(wild, evidence, fit)
    }
    #expect(compared > Self.seeds.count / 4)
  }
}
