import Mixture
import SQLite

/// Writes one imputation for every student whose gender is missing and not decided, and commits to
/// them on the way.
package final class ImputationWriter {
  /// What is to be written, in order; they may be made on another core.
  package let batches: ImputationBatches

  private let connection: Connection
  private let run: Int64
  private let expected: Int
  private var committer: RangeCommitter
  private var written = 0

  /// - Parameters:
  ///   - connection: Where to write.
  ///   - run: The run's number.
  ///   - cells: The cells that were written, by stratum and height.
  ///   - draft: What they are the cells of.
  ///   - school: The students, as they are now.
  /// - Throws: what reading the database throws.
  init(
    _ connection: Connection,
    run: Int64,
    cells: [CellPlace: Int64],
    draft: RunDraft,
    school: CountedSchool
  ) throws {
    self.connection = connection
    self.run = run
    expected = draft.division.evidence.cells.reduce(0) { sum, cell in
      let place = CellPlace(stratum: cell.stratum, height: cell.height)
      return sum + (cell.label == nil && !cell.isDecided && cells[place] != nil ? cell.count : 0)
    }
    batches = ImputationBatches(
      run: run,
      blocks: school.missing.blocks,
      cells: school.places(in: draft.division).map { $0.flatMap { cells[$0] } ?? 0 }
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
