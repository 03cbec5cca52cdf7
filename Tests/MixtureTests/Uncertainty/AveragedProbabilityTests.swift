import Mixture
import TestSupport
import Testing

/// Probabilities averaged over what is not known of the parameters, against integrals that mpmath
/// worked out to thirty digits.
struct AveragedProbabilityTests {
  private func uncertainty(_ evidence: Evidence, _ settings: FitSettings) throws -> Uncertainty {
    let fit = try HeightMixture.fit(evidence, settings: settings)
    return try #require(Uncertainty(fit, given: evidence))
  }

  private func evenlySpaced() throws -> Evidence {
    let cells = students(20, from: 150, label: 0) + students(30, from: 165, label: 1)
    return try Evidence(cells: cells, genderCount: 2)
  }

  @Test func `all labelled, the average is the integral of the textbook's log-odds`() throws {
    // Variances by n - 1; the variance of the log-odds is 1/20 + 1/30 for the shares, and
    // (d / s^2)^2 s^2 / n + (d^2 / s^2 - 1)^2 / 2n for each gender.
    let uncertainty = try uncertainty(try evenlySpaced(), FitSettings(variance: .unequal))
    let expected = [(160.0, 0.902810382289285), (168, 0.456397938016765), (172, 0.159484900337953)]
    for (height, probability) in expected {
      let averaged = uncertainty.averagedProbabilities(at: height)
      #expect(isClose(averaged[0], probability, relative: 1e-9), "\(height): \(averaged[0])")
      #expect(averaged[0] + averaged[1] == 1)
    }
  }

  @Test func `it is nearer to even odds than the posterior, and inside its interval`() throws {
    let evidence = try QuantileSchool.evidence(.fourth)
    for variance in VarianceStructure.allCases {
      let settings = FitSettings(variance: variance)
      let fit = try HeightMixture.fit(evidence, settings: settings)
      let uncertainty = try #require(Uncertainty(fit, given: evidence))
      for height in stride(from: 150.0, through: 190, by: 1) {
        let posterior = fit.mixture.posterior(of: height)
        let likeliest = posterior[1] > posterior[0] ? 1 : 0
        let averaged = uncertainty.averagedProbabilities(at: height)[likeliest]
        let interval = uncertainty.interval(of: likeliest, at: height)
        #expect(interval.lower <= averaged && averaged <= interval.upper)
        if posterior[likeliest] > 0.6 { #expect(averaged < posterior[likeliest]) }
      }
    }
  }

  @Test func `with a hundred times the students it is the posterior`() throws {
    let few = try QuantileSchool.evidence(.fourth)
    let many = try Evidence(
      cells: few.cells.map { Cell(height: $0.height, label: $0.label, count: 10_000 * $0.count) },
      genderCount: 2
    )
    let fit = try HeightMixture.fit(many, settings: FitSettings())
    let uncertainty = try #require(Uncertainty(fit, given: many))
    for height in [150.0, 168, 185] {
      let posterior = fit.mixture.posterior(of: height)
      let averaged = uncertainty.averagedProbabilities(at: height)
      #expect((averaged[0] - posterior[0]).magnitude < 1e-5)
    }
  }

  @Test func `of three genders the averages sum to one, far away too`() throws {
    let cells =
      students(20, from: 150, label: 0) + students(30, from: 165, label: 1)
      + students(12, from: 158, label: 2) + students(9, from: 160, label: nil)
    let evidence = try Evidence(cells: cells, genderCount: 3)
    let uncertainty = try uncertainty(evidence, FitSettings(variance: .similar))
    for height in [1, 150.0, 163, 170, 300, 1e300] {
      let averaged = uncertainty.averagedProbabilities(at: height)
      #expect(averaged.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect((averaged.reduce(0, +) - 1).magnitude < 1e-12)
    }
  }

  @Test func `who is held back is judged by the shares of the recorded`() throws {
    let evidence = try QuantileSchool.evidence(.boysRather)
    let uncertainty = try uncertainty(evidence, FitSettings(missingness: .different))
    // Of the recorded four fifths are boys, of the missing one fifth.
    let recorded = uncertainty.amongRecorded.averagedProbabilities(at: 168)
    #expect(recorded[1] > uncertainty.averagedProbabilities(at: 168)[1] + 0.3)
  }

  @Test func `without an uncertainty what is stated is the posterior`() throws {
    let fit = try HeightMixture.fit(try evenlySpaced(), settings: FitSettings())
    let stated = StatedProbabilities(fit.mixture, nil)
    #expect(stated.probabilities(at: 160) == fit.mixture.posterior(of: 160))
  }
}
