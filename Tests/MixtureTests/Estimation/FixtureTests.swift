import Mixture
import TestSupport
import Testing

@Suite struct FixtureTests {
  @Test(arguments: Fixture.cases)
  func `the start is the estimate from the labelled students`(
    name: String,
    variance: VarianceStructure
  ) throws {
    let fixture = try Fixture(name, variance)
    let fit = try HeightMixture.fit(
      try fixture.evidence(),
      settings: FitSettings(variance: variance)
    )
    let start = fit.steps[0]
    let expected = fixture.oracle.`init`
    expect(start.mixture, expected, within: 1e-12)
    #expect(isClose(start.logLikelihood, expected.loglik, relative: 1e-12))
    #expect(start.largestChange == nil)
  }

  @Test(arguments: Fixture.cases)
  func `parameters and log-likelihood are those of the optimum`(
    name: String,
    variance: VarianceStructure
  ) throws {
    let fixture = try Fixture(name, variance)
    let fit = try HeightMixture.fit(
      try fixture.evidence(),
      settings: FitSettings(variance: variance)
    )
    let expected = fixture.oracle.fixpoint
    #expect(fit.hasConverged)
    // Promised is 1e-6; with the tolerance of 1e-8 it comes out a good deal closer.
    expect(fit.mixture, expected, within: 1e-7)
    #expect(isClose(fit.logLikelihood, expected.loglik, relative: 1e-11))
    #expect(fit.parameterCount == fixture.oracle.npar)
    #expect(isClose(fit.bic, fixture.oracle.bic, relative: 1e-11))
    #expect(fit.count == fixture.students.count)
  }

  @Test(arguments: Fixture.cases)
  func `posteriors of the blank genders are those of the optimum`(
    name: String,
    variance: VarianceStructure
  ) throws {
    let fixture = try Fixture(name, variance)
    let fit = try HeightMixture.fit(
      try fixture.evidence(),
      settings: FitSettings(variance: variance)
    )
    let blank = fixture.students.count { $0.label == nil }
    #expect(fixture.posteriors.count == blank)
    for (student, expected) in fixture.posteriors {
      let posterior = fit.mixture.posterior(of: fixture.students[student])
      for (own, expected) in zip(posterior, expected) {
        #expect((own - expected).magnitude < 1e-7, "\(name), student \(student + 1)")
      }
    }
  }

  @Test(arguments: Fixture.names)
  func `unequal variances fit at least as well as equal ones`(name: String) throws {
    let evidence = try Fixture(name, .equal).evidence()
    let equal = try HeightMixture.fit(evidence, settings: FitSettings(variance: .equal))
    let unequal = try HeightMixture.fit(evidence, settings: FitSettings(variance: .unequal))
    #expect(unequal.logLikelihood >= equal.logLikelihood - 1e-9)
  }

  @Test(arguments: [VarianceStructure.equal, .unequal])
  func `a fully labelled roster takes one step`(variance: VarianceStructure) throws {
    let evidence = try Fixture("all_labelled12", variance).evidence()
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(variance: variance))
    #expect(fit.outcome == .converged(iterations: 1))
    #expect(fit.mixture.distance(to: fit.steps[0].mixture) < 1e-14)
  }

  private func expect(
    _ mixture: HeightMixture,
    _ expected: Fixture.Estimate,
    within tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let pairs = [
      (mixture.weights, expected.pi), (mixture.means, expected.mu),
      (mixture.standardDeviations, expected.sigma), (mixture.variances, expected.sigma2),
    ]
    for (own, expected) in pairs {
      #expect(own.count == expected.count, sourceLocation: sourceLocation)
      for (own, expected) in zip(own, expected) {
        #expect(
          isClose(own, expected, relative: tolerance),
          "\(own) is not \(expected)",
          sourceLocation: sourceLocation
        )
      }
    }
  }
}
