import Glibc
import Mixture
import Testing

@Suite struct EdgeCaseTests {
  @Test func `ten million students in a cell are as exact as one`() throws {
    let small = try HeightMixture.fit(try evidence(count: 1), settings: settings)
    let large = try HeightMixture.fit(try evidence(count: 10_000_000), settings: settings)
    #expect(large.hasConverged && small.hasConverged)
    #expect(large.mixture.distance(to: small.mixture) < 1e-7)
    #expect(isClose(large.logLikelihood, 1e7 * small.logLikelihood, relative: 1e-11))
    #expect(large.neverFalls)
  }

  @Test(arguments: VarianceStructure.allCases)
  func `one gender is one normal distribution, in one step`(variance: VarianceStructure) throws {
    let cells =
      students(5, from: 161, step: 2, label: 0) + students(4, from: 162, step: 2, label: nil)
    let evidence = try Evidence(cells: cells, genderCount: 1)
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(variance: variance))
    #expect(fit.outcome == .converged(iterations: 1))
    // Of 1 to 9: mean 5, variance (9^2 - 1) / 12; l = -n (log(2 pi sigma2) + 1) / 2.
    #expect(isClose(fit.mixture.means[0], 165, relative: 1e-15))
    #expect(isClose(fit.mixture.variances[0], 80.0 / 12, relative: 1e-14))
    let expected = -4.5 * (log(2 * .pi * 80.0 / 12) + 1)
    #expect(isClose(fit.logLikelihood, expected, relative: 1e-14))
  }

  @Test(arguments: [VarianceStructure.equal, .unequal])
  func `five fully labelled genders are five closed forms`(variance: VarianceStructure) throws {
    // Gender k has the heights 150 + 5 k + 0, 1 … k + 1: their variance is ((k + 2)^2 - 1) / 12.
    let sizes = (0..<5).map { $0 + 2 }
    var cells: [Cell] = []
    for (gender, size) in sizes.enumerated() {
      for step in 0..<size {
        cells.append(Cell(height: 150 + 5 * Double(gender) + Double(step), label: gender))
      }
    }
    let fit = try HeightMixture.fit(
      try Evidence(cells: cells, genderCount: 5),
      settings: FitSettings(variance: variance)
    )
    #expect(fit.outcome == .converged(iterations: 1))
    let own = sizes.map { Double($0 * $0 - 1) / 12 }
    let squares = zip(sizes, own).map { Double($0) * $1 }
    let pooled = squares.reduce(0, +) / 20
    for gender in 0..<5 {
      let component = fit.mixture.components[gender]
      let mean = 150 + 5 * Double(gender) + Double(sizes[gender] - 1) / 2
      #expect(isClose(component.weight, Double(sizes[gender]) / 20, relative: 1e-14))
      #expect(isClose(component.mean, mean, relative: 1e-15))
      let expected = variance == .equal ? pooled : own[gender]
      #expect(isClose(component.variance, expected, relative: 1e-12))
    }
    #expect(fit.parameterCount == (variance == .equal ? 10 : 14))
  }

  @Test(arguments: [
    1e6, -1e6, 0, -0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e-200, 17_000,
  ])
  func `an outlier, recorded or not, leaves every number finite`(outlier: Double) throws {
    var roster = students(7, from: 155, step: 3, label: 0)
    roster += students(7, from: 160, step: 3, label: 1)
    roster += students(6, from: 157, step: 3, label: nil)
    for label in [nil, 0, 1] {
      for variance in VarianceStructure.allCases {
        let evidence = try Evidence(
          cells: roster + [Cell(height: outlier, label: label)],
          genderCount: 2
        )
        let fit = try HeightMixture.fit(evidence, settings: FitSettings(variance: variance))
        #expect(fit.isFinite && fit.neverFalls)
        #expect(fit.outcome.status != "non_monotone")
        #expect((fit.mixture.posterior(of: outlier).reduce(0, +) - 1).magnitude < 1e-15)
      }
    }
  }

  @Test func `heights that differ by the last bit only have the floor for a variance`() throws {
    let cells = [
      Cell(height: 170, label: 0), Cell(height: 170.0.nextUp, label: 0),
      Cell(height: 170, label: 1), Cell(height: 170.0.nextDown, label: 1),
      Cell(height: 170, label: nil),
    ]
    for variance in VarianceStructure.allCases {
      let fit = try HeightMixture.fit(
        try Evidence(cells: cells, genderCount: 2),
        settings: FitSettings(variance: variance)
      )
      #expect(fit.outcome == .degenerate(component: 0))
      #expect(fit.isFinite)
    }
  }

  private let settings = FitSettings(variance: .unequal)

  private func evidence(count: Int) throws -> Evidence {
    var cells = students(80, from: 150, step: 0.5, label: nil)
    cells += students(10, from: 155, label: 0)
    cells += students(10, from: 172, step: 1.5, label: 1)
    let counted = cells.map { Cell(height: $0.height, label: $0.label, count: count) }
    return try Evidence(cells: counted, genderCount: 2)
  }
}
