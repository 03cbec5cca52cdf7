import Mixture
import Testing

struct `Decided genders` {
  /// Four recorded girls and two boys; of those with a missing gender one girl and three boys are
  /// decided.
  static let cells = [
    Cell(height: 158, label: 0, count: 2), Cell(height: 164, label: 0, count: 2),
    Cell(height: 172, label: 1), Cell(height: 178, label: 1),
    Cell(height: 162, label: 0, isDecided: true),
    Cell(height: 170, label: 1, isDecided: true, count: 2),
    Cell(height: 180, label: 1, isDecided: true),
  ]

  @Test func `with shares of their own, the decided tell those of the missing`() throws {
    let evidence = try Evidence(cells: Self.cells, genderCount: 2)
    let fit = try HeightMixture.fit(
      evidence,
      settings: FitSettings(variance: .unequal, missingness: .different)
    )
    #expect(evidence.recordedCounts == [4, 2])
    #expect(evidence.missingCount == 4)
    let girls = fit.mixture.components[0]
    // 4 of 6 recorded and 1 of 4 missing students are girls; the densities are those of all five.
    #expect(isClose(girls.weight, 4.0 / 6, relative: 1e-12))
    #expect(isClose(girls.weightAmongMissing, 0.25, relative: 1e-12))
    // (2 x 158 + 2 x 164 + 162) / 5.
    #expect(isClose(girls.mean, 161.2, relative: 1e-12))
  }

  @Test func `with one share for everybody, decided counts as recorded`() throws {
    let missing = Cell(height: 168, label: nil, count: 3)
    let recorded = Self.cells.map { Cell(height: $0.height, label: $0.label, count: $0.count) }
    let one = try HeightMixture.fit(try Evidence(cells: Self.cells + [missing], genderCount: 2))
    let other = try HeightMixture.fit(try Evidence(cells: recorded + [missing], genderCount: 2))
    #expect(one.mixture == other.mixture)
    #expect(one.logLikelihood == other.logLikelihood)
  }

  @Test func `the likelihood of a decided student has the share among the missing`() throws {
    let mixture = try HeightMixture(components: [
      Component(weight: 0.6, weightAmongMissing: 0.2, mean: 160, variance: 1),
      Component(weight: 0.4, weightAmongMissing: 0.8, mean: 170, variance: 1),
    ])
    func logLikelihood(isDecided: Bool) throws -> Double {
      let cell = Cell(height: 160, label: 0, isDecided: isDecided)
      return mixture.logLikelihood(of: try Evidence(cells: [cell], genderCount: 2))
    }
    // log(0.2) - log(0.6) = -log 3.
    let difference = try logLikelihood(isDecided: true) - logLikelihood(isDecided: false)
    #expect(isClose(difference, -1.0986122886681098, relative: 1e-12))
  }

  @Test func `a decided gender is never held back`() throws {
    let decided = FoldedCell(stratum: 0, height: 170, label: 1, isDecided: true, count: 3)
    let recorded = FoldedCell(
      stratum: 0,
      height: 160,
      label: 0,
      count: 2,
      heldBack: [1, 1]
    )
    let evidence = try FoldedEvidence(
      cells: [recorded, decided],
      stratumCount: 1,
      genderCount: 2,
      assignment: FoldAssignment(folds: 2, repeats: 1)
    )
    let left = evidence.strata(without: 1, repeat: 0)[0]
    #expect(left?.labelledCounts == [1, 3])
  }
}
