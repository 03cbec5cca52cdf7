import Mixture
import TestSupport
import Testing

@Suite struct AccelerationTests {
  /// Hardly any labels, so that plain EM crawls.
  private func slowEvidence() throws -> Evidence {
    let cells = QuantileSchool.students(.fourth).enumerated().map { index, student in
      Cell(height: student.height, label: index % 80 < 2 ? index % 2 : nil)
    }
    return try Evidence(cells: cells, genderCount: 2)
  }

  @Test(arguments: DensityFamily.allCases, VarianceStructure.allCases)
  func `leaps end where plain EM ends, in a fraction of the steps`(
    family: DensityFamily,
    variance: VarianceStructure
  ) throws {
    let fits = try Acceleration.allCases.map { acceleration in
      try HeightMixture.fit(
        try slowEvidence(),
        settings: FitSettings(family: family, variance: variance, acceleration: acceleration)
      )
    }
    #expect(fits.allSatisfy { $0.hasConverged })
    #expect(fits[1].mixture.distance(to: fits[0].mixture) < 1e-6)
    // What is maximised, the belief in similar variances included.
    let peaks = try fits.map { try #require($0.steps.last).objective }
    #expect((peaks[1] - peaks[0]).magnitude < 1e-8)
    #expect(3 * fits[1].iterations < fits[0].iterations)
    #expect(fits[0].steps.allSatisfy { $0.kind != .leap })
  }

  @Test func `a leap is taken only where it rises`() throws {
    var leaps = 0
    for seed in UInt64(60_000)..<60_300 {
      let roster = RandomRoster(seed: seed, students: 20...200)
      guard let evidence = try? roster.evidence(),
        let fit = try? HeightMixture.fit(evidence, settings: FitSettings(variance: .unequal))
      else { continue }
      for (before, step) in zip(fit.steps, fit.steps.dropFirst()) where step.kind == .leap {
        leaps += 1
        #expect(step.objective > before.objective, "\(roster)")
      }
    }
    #expect(leaps > 200)
  }

  @Test func `three steps of EM lie between two leaps`() throws {
    let fit = try HeightMixture.fit(try slowEvidence())
    let kinds = fit.steps.map(\.kind)
    #expect(kinds.first == .start)
    for (place, kind) in kinds.enumerated() where kind == .leap {
      #expect(kinds[place - 3..<place].allSatisfy { $0 == .ascent })
      #expect(kinds[place + 1] == .ascent)
    }
    #expect(kinds.contains(.leap))
    #expect(kinds.last == .ascent)
  }
}
