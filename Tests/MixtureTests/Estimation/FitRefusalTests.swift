import Mixture
import Testing

@Suite struct FitRefusalTests {
  @Test func `without a recorded gender there is nothing to learn from`() throws {
    try expect([Cell(height: 160, label: nil), Cell(height: 170, label: nil)], .noLabels)
  }

  @Test func `one recorded gender cannot be told from another`() throws {
    let cells = [
      Cell(height: 160, label: 1), Cell(height: 165, label: 1), Cell(height: 170, label: nil),
    ]
    try expect(cells, .oneLabelOnly(gender: 1))
  }

  @Test func `one height for all tells nothing apart`() throws {
    let cells = [
      Cell(height: 170, label: 0, count: 5), Cell(height: 170, label: 1, count: 5),
      Cell(height: 170, label: nil),
    ]
    try expect(cells, .allHeightsEqual)
    try expect([Cell(height: 170, label: 0)], .allHeightsEqual)
  }

  @Test func `a gender with one distinct height is refused by name`() throws {
    let cells = [
      Cell(height: 160, label: 0), Cell(height: 165, label: 0),
      Cell(height: 170, label: 1, count: 9),
    ]
    try expect(cells, .tooFewDistinctHeights(gender: 1))
    try expect(cells + [Cell(height: 171, label: 1)], .tooFewDistinctHeights(gender: 2), of: 3)
  }

  @Test func `a start for other genders is refused`() throws {
    let evidence = try Evidence(cells: [Cell(height: 170, label: nil)], genderCount: 2)
    let start = try HeightMixture(components: [Component(weight: 1, mean: 1, variance: 1)])
    #expect(throws: FitRefusal.unusableMixture) { try HeightMixture.fit(evidence, from: start) }
  }

  @Test(arguments: [
    [],
    [Component(weight: 0.5, mean: 170, variance: 50)],
    [
      Component(weight: 0, mean: 160, variance: 50), Component(weight: 1, mean: 170, variance: 50),
    ],
    [
      Component(weight: -1, mean: 160, variance: 50), Component(weight: 2, mean: 170, variance: 50),
    ],
    [Component(weight: .nan, mean: 170, variance: 50)],
    [Component(weight: 1, mean: .nan, variance: 50)],
    [Component(weight: 1, mean: .infinity, variance: 50)],
    [Component(weight: 1, mean: 1e308, variance: 50)],
    [Component(weight: 1, mean: 170, variance: 0)],
    [Component(weight: 1, mean: 170, variance: -1)],
    [Component(weight: 1, mean: 170, variance: 1e-14)],
    [Component(weight: 1, mean: 170, variance: 1e13)],
    [Component(weight: 1, mean: 170, variance: .leastNonzeroMagnitude)],
    [Component(weight: 1, mean: 170, variance: .infinity)],
    [Component(weight: 1, mean: 170, variance: .nan)],
  ])
  func `components that are no mixture are refused`(components: [Component]) {
    #expect(throws: FitRefusal.unusableMixture) { try HeightMixture(components: components) }
  }

  @Test func `every refusal has a word of its own`() {
    let refusals: [FitRefusal] = [
      .noHeights, .noLabels, .oneLabelOnly(gender: 0), .tooFewDistinctHeights(gender: 0),
      .allHeightsEqual, .notFinite, .heightOutOfRange, .resolutionOutOfRange, .negativeCount,
      .tooManyStudents, .noGenders, .labelOutOfRange(3), .unusableMixture,
    ]
    #expect(Set(refusals.map(\.code)).count == refusals.count)
  }

  private func expect(
    _ cells: [Cell],
    _ refusal: FitRefusal,
    of genders: Int = 2,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let evidence = try Evidence(cells: cells, genderCount: genders)
    #expect(throws: refusal, sourceLocation: sourceLocation) {
      try HeightMixture.fit(evidence)
    }
  }
}
