import Mixture
import Testing

/// The chance of a height that a model has not seen, against SciPy 1.17: 2 t.sf(|t|, df) of the
/// deleted residual t = (x - mean) / (s sqrt(1 + 1/n)).
@Suite struct HeldBackChanceTests {
  /// One girl of 190 cm is in the first fold, everybody else in the other.
  private func suspicion(_ candidate: Candidate) throws -> Suspicion {
    let seen = [[155.0, 160, 163, 168, 171], [168, 172, 175, 181, 184]]
    var cells = seen.enumerated().flatMap { gender, heights in
      heights.map {
        FoldedCell(stratum: 0, height: $0, label: gender, count: 1, heldBack: [0, 1])
      }
    }
    cells.append(FoldedCell(stratum: 0, height: 190, label: 0, count: 1, heldBack: [1, 0]))
    let evidence = try FoldedEvidence(
      cells: cells,
      stratumCount: 1,
      genderCount: 2,
      assignment: FoldAssignment(folds: 2, repeats: 1)
    )
    let found = Suspicion.find(
      in: Division(.none, names: [nil], evidence: evidence),
      candidate: candidate,
      limits: Suspicion.Limits(falseAlarms: .infinity)
    )
    // The other fold leaves one student, who is no fit: nobody else is judged.
    #expect(found.count == 1)
    return try #require(found.first)
  }

  @Test func `with a variance for each gender the residual has n - 1 degrees of freedom`() throws {
    let suspicion = try suspicion(Candidate(.recorded, variance: .unequal))
    #expect(isClose(suspicion.chance, 0.018_696_996_266_110_488, relative: 1e-7))
    // Of a boy it is .1215.
    #expect(suspicion.likeliest == 1)
  }

  @Test func `with one variance it has two fewer than students`() throws {
    let suspicion = try suspicion(Candidate(.recorded, variance: .equal))
    #expect(isClose(suspicion.chance, 0.005_435_249_384_373_485, relative: 1e-7))
  }
}
