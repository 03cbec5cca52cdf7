import Mixture
import Testing

/// The rule on traces made by hand; the mixtures in them stay the same.
@Suite struct StoppingRuleTests {
  @Test func `a fall of the log-likelihood is named`() throws {
    #expect(try outcome([-100, -90, -91], [1, 1]) == .nonMonotone(atStep: 2))
    #expect(try outcome([-100, -90, .nan], [1, 1]) == .nonMonotone(atStep: 2))
  }

  @Test func `rounding of the log-likelihood is no fall`() throws {
    // Ten students and l = -100: 1e-13 * 110 is allowed.
    #expect(try outcome([-100, -90, -90 - 9e-12], [1, 1]) == nil)
    #expect(try outcome([-100, -90, -90 - 2e-11], [1, 1]) == .nonMonotone(atStep: 2))
  }

  @Test func `a small step of a slow approach is not the end`() throws {
    // Rate .999: a change of 1e-9 leaves 1e-6.
    let changes = [1e-9 / 0.999 / 0.999, 1e-9 / 0.999, 1e-9]
    #expect(try outcome([-90, -90, -90, -90], changes) == nil)
    // Rate .9: it leaves 9e-9.
    let faster = [1e-9 / 0.9 / 0.9, 1e-9 / 0.9, 1e-9]
    #expect(try outcome([-90, -90, -90, -90], faster) == .converged(iterations: 3))
  }

  @Test func `a first step that mends the start does not pass for a fast approach`() throws {
    #expect(try outcome([-100, -90, -90], [1, 1e-6]) == nil)
    #expect(try outcome([-100, -90, -90, -90], [1, 1e-6, 0.999e-6]) == nil)
  }

  @Test func `the log-likelihood has to have arrived as well`() throws {
    let changes = [1e-9, 1e-10, 1e-11]
    #expect(try outcome([-100, -99, -98.5, -98.25], changes) == nil)
    #expect(
      try outcome([-100, -99, -99 + 1e-9, -99 + 1.1e-9], changes) == .converged(iterations: 3)
    )
  }

  @Test func `a step that changes nothing has arrived`() throws {
    #expect(try outcome([-100, -100], [0]) == .converged(iterations: 1))
  }

  @Test func `steps within rounding are given up after a hundred`() throws {
    let likelihoods = [Double](repeating: -90, count: 202)
    let noise = (0..<201).map { $0 < 101 ? 1.0 : 1e-14 }
    #expect(try outcome(likelihoods, noise, tolerance: 1e-300) == .stalled(iterations: 201))
    let fewer = Array(likelihoods.dropLast())
    #expect(try outcome(fewer, Array(noise.dropLast()), tolerance: 1e-300) == nil)
  }

  private func outcome(
    _ likelihoods: [Double],
    _ changes: [Double],
    tolerance: Double = 1e-8
  ) throws -> FitOutcome? {
    let mixture = try HeightMixture(components: [
      Component(weight: 0.5, mean: 160, variance: 50),
      Component(weight: 0.5, mean: 175, variance: 50),
    ])
    let steps = likelihoods.indices.map {
      Step(
        number: $0,
        mixture: mixture,
        logLikelihood: likelihoods[$0],
        largestChange: $0 == 0 ? nil : changes[$0 - 1]
      )
    }
    let evidence = try Evidence(
      cells: [Cell(height: 170, label: nil, count: 10)],
      genderCount: 2
    )
    let rule = StoppingRule(
      settings: FitSettings(tolerance: tolerance),
      floor: VarianceFloor(resolution: 0.1, pooledVariance: 50),
      evidence: evidence
    )
    return rule.outcome(after: steps)
  }
}
