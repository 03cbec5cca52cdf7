import Mixture
import Testing

@Suite struct EvidenceTests {
  @Test func `equal cells are merged and sorted, missing labels last`() throws {
    let evidence = try Evidence(
      cells: [
        Cell(height: 170, label: nil, count: 2), Cell(height: 170, label: 1),
        Cell(height: 160, label: 0), Cell(height: 170, label: nil, count: 3),
        Cell(height: 170, label: 0), Cell(height: 160, label: 0, count: 4),
      ],
      genderCount: 2
    )
    let expected = [
      Cell(height: 160, label: 0, count: 5), Cell(height: 170, label: 0, count: 1),
      Cell(height: 170, label: 1, count: 1), Cell(height: 170, label: nil, count: 5),
    ]
    #expect(evidence.cells == expected)
    #expect(evidence.count == 12)
    #expect(evidence.labelledCounts == [6, 1])
    #expect(evidence.unlabelledCount == 5)
  }

  @Test func `a cell of nobody is dropped`() throws {
    let cells = [Cell(height: 160, label: 0, count: 0), Cell(height: 170, label: nil)]
    #expect(try Evidence(cells: cells, genderCount: 1).cells == [Cell(height: 170, label: nil)])
  }

  @Test func `negative zero is zero, to the bit`() throws {
    for heights in [[-0.0], [-0.0, 0.0], [0.0, -0.0]] {
      let cells = heights.map { Cell(height: $0, label: 0) }
      let evidence = try Evidence(cells: cells, genderCount: 1)
      #expect(evidence.cells == [Cell(height: 0, label: 0, count: heights.count)])
      #expect(evidence.cells[0].height.sign == .plus)
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, .signalingNaN])
  func `a height that is not finite is refused`(height: Double) {
    expect([Cell(height: height, label: nil)], .notFinite)
  }

  @Test(arguments: [1e308, -1e308, 1.000_001e6])
  func `a height beyond ten kilometres is refused`(height: Double) {
    expect([Cell(height: 170, label: nil), Cell(height: height, label: nil)], .heightOutOfRange)
  }

  @Test func `nobody at all is refused`() {
    expect([], .noHeights)
    expect([Cell(height: 170, label: 0, count: 0)], .noHeights)
  }

  @Test func `counts that are negative or beyond all schools are refused`() {
    expect([Cell(height: 170, label: 0, count: -1)], .negativeCount)
    expect([Cell(height: 170, label: 0, count: .max)], .tooManyStudents)
    let two = [
      Cell(height: 170, label: 0, count: 1 << 53), Cell(height: 171, label: 0, count: .max),
    ]
    expect(two, .tooManyStudents)
  }

  @Test func `a label that is not a gender is refused`() {
    expect([Cell(height: 170, label: 2)], .labelOutOfRange(2))
    expect([Cell(height: 170, label: -1)], .labelOutOfRange(-1))
  }

  @Test func `no genders are refused`() {
    for genders in [0, -1] {
      #expect(throws: FitRefusal.noGenders) {
        try Evidence(cells: [Cell(height: 170, label: nil)], genderCount: genders)
      }
    }
  }

  @Test(arguments: [0, -0.1, 1e-7, 1e4, .nan, .infinity])
  func `a resolution that no tape has is refused`(resolution: Double) {
    #expect(throws: FitRefusal.resolutionOutOfRange) {
      try Evidence(
        cells: [Cell(height: 170, label: nil)],
        genderCount: 1,
        resolution: resolution
      )
    }
  }

  private func expect(
    _ cells: [Cell],
    _ refusal: FitRefusal,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: refusal, sourceLocation: sourceLocation) {
      try Evidence(cells: cells, genderCount: 2)
    }
  }
}
