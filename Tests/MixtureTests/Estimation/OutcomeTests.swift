import Mixture
import Testing

@Suite struct OutcomeTests {
  /// Few labels and many blanks: EM takes its time.
  private func slowEvidence() throws -> Evidence {
    var cells = students(60, from: 150, step: 0.5, label: nil)
    cells += [Cell(height: 158, label: 0), Cell(height: 163, label: 0)]
    cells += [Cell(height: 169, label: 1), Cell(height: 176, label: 1)]
    return try Evidence(cells: cells, genderCount: 2)
  }

  /// Ten labels among 400 students: the changes shrink by a few percent a step only.
  @Test(arguments: DensityFamily.allCases, VarianceStructure.allCases)
  func `a slow fit converges within the default limit, and at the optimum`(
    family: DensityFamily,
    variance: VarianceStructure
  ) throws {
    let cells = QuantileSchool.students(.fourth).enumerated().map { index, student in
      Cell(height: student.height, label: index % 80 < 2 ? index % 2 : nil)
    }
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(
      evidence,
      settings: FitSettings(family: family, variance: variance)
    )
    #expect(fit.hasConverged && fit.neverFalls && fit.iterations > 100, "\(fit.iterations)")
    let further = try HeightMixture.fit(
      evidence,
      settings: FitSettings(
        family: family,
        degreesOfFreedom: family == .t ? fit.mixture.density.degreesOfFreedom : nil,
        variance: variance,
        tolerance: 1e-11
      )
    )
    #expect(fit.mixture.distance(to: further.mixture) < 1e-7)
  }

  @Test(arguments: [0, 1, 2, 3, 7])
  func `the loop stops at its limit`(limit: Int) throws {
    let fit = try HeightMixture.fit(
      try slowEvidence(),
      settings: FitSettings(maximumIterations: limit)
    )
    #expect(fit.outcome == .stopped(atLimit: limit))
    #expect(fit.iterations == limit)
    #expect(fit.steps.map(\.number) == Array(0...limit))
    #expect(fit.mixture == fit.steps[limit].mixture)
  }

  @Test func `a negative limit reports the start`() throws {
    let fit = try HeightMixture.fit(
      try slowEvidence(),
      settings: FitSettings(maximumIterations: -5)
    )
    #expect(fit.outcome.status == "max_iterations")
    #expect(fit.iterations == 0)
  }

  @Test(arguments: [0, -1, 1e-300, .nan])
  func `a tolerance out of reach ends the loop by name`(tolerance: Double) throws {
    let fit = try HeightMixture.fit(
      try slowEvidence(),
      settings: FitSettings(variance: .unequal, tolerance: tolerance)
    )
    // Either the steps come to rest exactly, which is convergence, or they end in rounding.
    #expect(["stalled", "converged"].contains(fit.outcome.status))
    if fit.hasConverged { #expect(fit.steps.last?.largestChange == 0) }
    #expect(fit.iterations < 10_000)
  }

  @Test func `a gender whose heights are all but one is degenerate, and finite`() throws {
    var cells = students(40, from: 150, label: 0)
    cells += [Cell(height: 170, label: 1, count: 20), Cell(height: 170.1, label: 1)]
    cells += students(10, from: 155, step: 2, label: nil)
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(variance: .unequal))
    #expect(fit.outcome == .degenerate(component: 1))
    #expect(fit.isFinite && fit.neverFalls)
    // The floor: a thousandth of the pooled variance of the start. The girls' 40 heights have the
    // variance (40^2 - 1) / 12, the boys' next to none: 20 / 21^2 of .01.
    let girls = 1599.0 / 12
    let boys = 0.01 * 20 / 441
    let pooled = (40 * girls + 21 * boys) / 61
    #expect(isClose(fit.mixture.variances[1], 1e-3 * pooled, relative: 1e-12))
  }

  @Test func `the floor is never below the variance of rounding to the resolution`() throws {
    let cells = [
      Cell(height: 160, label: 0), Cell(height: 160.1, label: 0),
      Cell(height: 170, label: 1), Cell(height: 170.1, label: 1),
    ]
    let evidence = try Evidence(cells: cells, genderCount: 2, resolution: 1)
    let fit = try HeightMixture.fit(evidence)
    #expect(fit.outcome == .degenerate(component: 0))
    #expect(fit.mixture.variances == [1.0 / 12, 1.0 / 12])
  }

  @Test func `a gender that nobody is left of is degenerate`() throws {
    let cells = students(30, from: 160, label: nil)
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let start = try HeightMixture(components: [
      Component(weight: 0.5, mean: 175, variance: 60),
      Component(weight: 0.5, mean: 1000, variance: 60),
    ])
    let fit = try HeightMixture.fit(
      evidence,
      settings: FitSettings(variance: .unequal),
      from: start
    )
    #expect(fit.outcome == .degenerate(component: 1))
    #expect(fit.isFinite)
  }

  @Test func `two genders that do not overlap converge although posteriors are zero and one`()
    throws
  {
    var cells: [Cell] = []
    for (gender, centre) in [100.0, 900.0].enumerated() {
      for step in 0..<5 {
        cells.append(Cell(height: centre + Double(step), label: step < 2 ? gender : nil))
      }
    }
    let fit = try HeightMixture.fit(try Evidence(cells: cells, genderCount: 2))
    #expect(fit.hasConverged)
    #expect(fit.mixture.means == [102, 902])
    #expect(fit.mixture.variances == [2, 2])
    #expect(fit.mixture.weights == [0.5, 0.5])
  }

  @Test func `each outcome has its word`() {
    let outcomes: [FitOutcome] = [
      .converged(iterations: 23), .stopped(atLimit: 9), .stalled(iterations: 300),
      .degenerate(component: 1), .nonMonotone(atStep: 4),
    ]
    #expect(
      outcomes.map(\.status) == [
        "converged", "max_iterations", "stalled", "degenerate", "non_monotone",
      ]
    )
  }
}
