import Mixture
import SQLite

/// Writes one imputation for every student whose gender is missing and not decided, and commits to
/// them on the way.
package final class ImputationWriter {
  /// What is to be written, in order; they may be made on another core.
  package let batches: ImputationBatches

  private let connection: Connection
  private let run: Int64
  /// How many there will be.
  package let expected: Int
  private var committer: RangeCommitter
  /// How many are written.
  package private(set) var written = 0
  /// How the students stand whose imputations are written.
  private(set) var standings = ImputedStandings()

  /// - Parameters:
  ///   - connection: Where to write.
  ///   - run: The run's number.
  ///   - draft: The run, whose cells are numbered from one.
  ///   - school: The students, as they are now.
  /// - Throws: what reading the database throws.
  init(
    _ connection: Connection,
    run: Int64,
    draft: RunDraft,
    school: CountedSchool
  ) throws {
    self.connection = connection
    self.run = run
    expected = draft.cells.reduce(0) { $0 + $1.students }
    let strata = Dictionary(
      draft.division.names.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var cells: [CellPlace: Int64] = [:]
    for (place, cell) in draft.cells.enumerated() {
      guard let stratum = strata[cell.stratum] else {
        preconditionFailure("a cell's stratum is one of the division")
      }
      cells[CellPlace(stratum: stratum, height: cell.height, words: cell.words)] =
        Int64(place + 1)
    }
    let words = draft.names?.words
    batches = ImputationBatches(
      run: run,
      draft: draft,
      missing: school.missing,
      cells: school.places(in: draft.division).map { place in
        guard let place else { return 0 }
        let (stratum, height) = (place.stratum, place.height)
        let own = CellPlace(stratum: stratum, height: height, words: nil)
        guard place.name >= 0, let name = words?[Int(place.name)] else { return cells[own] ?? 0 }
        // Height and name, the name alone, or the height alone: by what the run says something.
        return cells[CellPlace(stratum: stratum, height: height, words: name)]
          ?? cells[CellPlace(stratum: stratum, height: nil, words: name)] ?? cells[own] ?? 0
      }
    )
    let entry = try Trail(connection: connection).head().sequence &+ 1
    committer = RangeCommitter(.imputation, entry: entry, connection: connection)
  }

  /// Adds the next batch.
  ///
  /// - Throws: what writing to the database throws.
  package func add(_ batch: ImputationBatch) throws {
    guard batch.rows.count > 0 else { return }
    try committer.append(leaves: batch.leaves)
    try connection.withRows(batch.rows) {
      try connection.run(
        """
        INSERT INTO imputation (run, student, cell) SELECT ?1, c0, c1 FROM packed_rows
        """,
        .integer(run)
      )
    }
    written += batch.rows.count
    standings.add(batch.standings)
  }

  /// Ends when all batches are added.
  ///
  /// - Returns: The commitment to the rows; nil where there are none.
  /// - Throws: `StoreError.evidenceChanged` where they are not as many as were counted.
  func finish() throws -> TrailBody.CommittedRange? {
    guard written == expected else {
      throw StoreError.evidenceChanged
    }
    return try committer.finish(keys: run...run)
  }
}

/// What students of one cell have in common, to look it up by.
private struct CellPlace: Hashable {
  let stratum: Int
  let height: Double?
  let words: [Int]?
}
