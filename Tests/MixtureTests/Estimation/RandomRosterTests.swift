import Mixture
import TestSupport
import Testing

/// What has to hold for every roster, on ten thousand of them.
@Suite struct RandomRosterTests {
  /// The seeds, in groups that can run side by side.
  static let groups: [Range<UInt64>] = [
    0..<2_500, 2_500..<5_000, 5_000..<7_500, 7_500..<10_000,
  ]

  /// Enough for nearly every roster, and the properties hold for a loop that is cut short too.
  static let limit = 40

  @Test(arguments: groups)
  func `every number is finite, every posterior sums to one and the likelihood never falls`(
    seeds: Range<UInt64>
  ) {
    var fitted = 0
    for seed in seeds {
      let roster = RandomRoster(seed: seed)
      let structure: VarianceStructure = seed.isMultiple(of: 2) ? .equal : .unequal
      let settings = FitSettings(variance: structure, maximumIterations: Self.limit)
      guard let evidence = try? roster.evidence(),
        let fit = try? HeightMixture.fit(evidence, settings: settings)
      else { continue }
      fitted += 1
      #expect(fit.isFinite, "\(roster)")
      #expect(fit.neverFalls, "\(roster)")
      #expect(fit.outcome.status != "non_monotone", "\(roster)")
      #expect(fit.logLikelihood == fit.mixture.logLikelihood(of: evidence), "\(roster)")
      #expect((fit.mixture.weights.reduce(0, +) - 1).magnitude < 1e-12, "\(roster)")
      expectPosteriors(of: fit.mixture, evidence, "\(roster)")
    }
    // Refusals are right for many of these rosters, but a test of refusals only would be none.
    #expect(fitted > seeds.count / 4)
  }

  @Test func `an unequal fit reaches at least what an equal one reached`() throws {
    for seed in UInt64(20_000)..<21_000 {
      let roster = RandomRoster(seed: seed)
      let settings = FitSettings(variance: .equal, maximumIterations: Self.limit)
      guard let evidence = try? roster.evidence(),
        let equal = try? HeightMixture.fit(evidence, settings: settings)
      else { continue }
      // From the labelled start each may climb another hill; from the equal optimum, which is a
      // mixture of unequal variances as well, there is only one way.
      let unequal = try HeightMixture.fit(
        evidence,
        settings: FitSettings(variance: .unequal, maximumIterations: Self.limit),
        from: equal.mixture
      )
      let rounding = 1e-12 * (Double(equal.count) + equal.logLikelihood.magnitude)
      #expect(unequal.logLikelihood >= equal.logLikelihood - rounding, "\(roster)")
    }
  }

  @Test func `the tolerance is the distance that is left to the optimum`() throws {
    var compared = 0
    for seed in UInt64(30_000)..<30_400 {
      let roster = RandomRoster(seed: seed, students: 20...100)
      guard let evidence = try? roster.evidence(),
        let fit = try? HeightMixture.fit(
          evidence,
          settings: FitSettings(maximumIterations: 500, tolerance: 1e-6)
        ),
        fit.hasConverged
      else { continue }
      let further = try HeightMixture.fit(
        evidence,
        settings: FitSettings(maximumIterations: 5_000, tolerance: 1e-11)
      )
      guard further.hasConverged else { continue }
      compared += 1
      #expect(fit.mixture.distance(to: further.mixture) < 3e-6, "\(roster)")
    }
    #expect(compared > 100)
  }

  private func expectPosteriors(
    of mixture: HeightMixture,
    _ evidence: Evidence,
    _ roster: @autoclosure () -> String
  ) {
    let farthest = mixture.components.map(\.standardDeviation).max() ?? 0
    let lowest = (mixture.means.min() ?? 0) - 20 * farthest
    let highest = (mixture.means.max() ?? 0) + 20 * farthest
    for height in [lowest, highest, 0, -1e308, 1e308, evidence.cells[0].height] {
      let posterior = mixture.posterior(of: height)
      #expect(posterior.allSatisfy { 0 <= $0 && $0 <= 1 }, "\(roster())")
      #expect((posterior.reduce(0, +) - 1).magnitude < 1e-14, "\(roster())")
      #expect(mixture.logDensity(of: height).isFinite, "\(roster())")
    }
    for cell in evidence.cells.prefix(20) {
      guard let label = cell.label else { continue }
      let clamped = (0..<evidence.genderCount).map { $0 == label ? 1.0 : 0.0 }
      #expect(mixture.posterior(of: cell) == clamped, "\(roster())")
    }
  }
}
