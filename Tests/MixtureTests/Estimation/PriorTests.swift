import Mixture
import Testing

/// Fits with a prior against the direct maximum of the penalised log-likelihood, by SciPy 1.17
/// (Nelder-Mead, BFGS, then Newton steps), good to eight digits.
@Suite struct PriorTests {
  static let prior = prior(squaredScales: [40, 60])

  private static func prior(
    squaredScales: [Double],
    of density: Density = .normal
  ) -> MixturePrior {
    MixturePrior(
      components: zip([160, 178], squaredScales).map { mean, squaredScale in
        ComponentPrior(
          mean: mean,
          variance: squaredScale * density.variancePerSquaredScale,
          strength: 20
        )
      },
      shares: [1, 1]
    )
  }

  @Test func `normal densities with one variance`() throws {
    let fit = try fit(FitSettings(variance: .equal))
    #expect((fit.objective - -1658.045_140_140).magnitude < 1e-8)
    #expect((fit.logLikelihood - -1520.165_885_515).magnitude < 1e-6)
    #expect(isClose(fit.mixture.weights[0], 0.516_719_263_6, relative: 1e-8))
    #expect(isClose(fit.mixture.means[0], 161.939_945_431, relative: 1e-8))
    #expect(isClose(fit.mixture.means[1], 176.036_157_622, relative: 1e-8))
    #expect(isClose(fit.mixture.variances[0], 51.201_730_292, relative: 1e-8))
  }

  @Test func `normal densities with a variance each`() throws {
    let fit = try fit(FitSettings(variance: .unequal))
    #expect((fit.objective - -1657.744_916_025).magnitude < 1e-8)
    #expect(isClose(fit.mixture.means[1], 175.918_820_570, relative: 1e-8))
    #expect(isClose(fit.mixture.variances[0], 48.172_098_664, relative: 1e-8))
    #expect(isClose(fit.mixture.variances[1], 54.423_057_614, relative: 1e-8))
  }

  @Test func `t densities: the pull of the pseudo-students is one`() throws {
    let prior = Self.prior(squaredScales: [40, 60], of: .t(degreesOfFreedom: 4))
    var settings = FitSettings(family: .t, degreesOfFreedom: 4, variance: .unequal)
    let unequal = try fit(settings, prior)
    #expect((unequal.objective - -1666.952_142_069).magnitude < 1e-8)
    settings.variance = .equal
    let equal = try fit(settings, prior)
    #expect((equal.objective - -1667.404_187_815).magnitude < 1e-8)
    #expect(equal.mixture.density == .t(degreesOfFreedom: 4))
    #expect(equal.profile.isEmpty)
  }

  @Test func `pseudo-students for the shares of the missing`() throws {
    let prior = MixturePrior(
      components: Self.prior.components,
      shares: [1, 1],
      // One beside the shares of all, and as many again of their own: 1 + 3 and 1 + 7.
      sharesAmongMissing: [4, 8]
    )
    let fit = try fit(FitSettings(missingness: .different), prior)
    #expect((fit.objective - -1666.441_849_389).magnitude < 1e-8)
    #expect(isClose(fit.mixture.weightsAmongMissing[0], 0.512_162_534, relative: 1e-7))
    #expect(isClose(fit.mixture.variances[0], 51.208_966_552, relative: 1e-8))
  }

  @Test func `what is maximised never falls, though the likelihood may`() throws {
    for family in DensityFamily.allCases {
      let fit = try fit(FitSettings(family: family, variance: .unequal))
      for (before, after) in zip(fit.steps, fit.steps.dropFirst()) {
        #expect(after.objective >= before.objective - 1e-9)
      }
      #expect(fit.outcome.isConverged)
    }
  }

  @Test func `with a prior nobody has to be recorded`() throws {
    let heights = QuantileSchool.students(.fourth).map { Cell(height: $0.height, label: nil) }
    let evidence = try Evidence(cells: heights, genderCount: 2)
    #expect(throws: FitRefusal.noLabels) { try HeightMixture.fit(evidence) }
    let fit = try HeightMixture.fit(evidence, prior: Self.prior)
    #expect(fit.hasConverged)
    #expect((fit.mixture.means[0] - 162).magnitude < 1.5)
    #expect((fit.mixture.means[1] - 175.5).magnitude < 1.5)
  }

  @Test func `without students of a gender its density is the prior's`() throws {
    let evidence = try Evidence(cells: [Cell(height: 161, label: 0)], genderCount: 2)
    let fit = try HeightMixture.fit(
      evidence,
      settings: FitSettings(variance: .unequal),
      prior: Self.prior
    )
    #expect(fit.hasConverged)
    #expect(fit.mixture.means[1] == 178)
    #expect(fit.mixture.variances[1] == 60)
    // One student of 161 and twenty of mean 160 and variance 40.
    #expect(isClose(fit.mixture.means[0], 160 + 1.0 / 21, relative: 1e-14))
    let variance = (20 * 40 + 20.0 / 21) / 21
    #expect(isClose(fit.mixture.variances[0], variance, relative: 1e-13))
    #expect(isClose(fit.mixture.weights[0], 2.0 / 3, relative: 1e-14))
  }

  @Test func `a prior of no strength is none`() throws {
    let silent = MixturePrior(
      components: [
        ComponentPrior(mean: 1, variance: 1, strength: 0),
        ComponentPrior(mean: 2, variance: 1, strength: 0),
      ],
      shares: [0, 0]
    )
    let evidence = try QuantileSchool.evidence(.fourth)
    let with = try HeightMixture.fit(evidence, prior: silent)
    let without = try HeightMixture.fit(evidence)
    #expect(with.mixture.distance(to: without.mixture) < 1e-12)
  }

  private func fit(_ settings: FitSettings, _ prior: MixturePrior = prior) throws -> Fit {
    try HeightMixture.fit(
      try QuantileSchool.evidence(.fourth),
      settings: settings,
      prior: prior
    )
  }
}
