import Mixture
import SQLite

/// Writes one imputation for every student whose gender is missing and not decided, in one pass
/// over the students, and commits to them on the way.
struct ImputationWriter {
  private static let batchRows = 4096

  private let connection: Connection
  private let run: Int64
  /// Numbers of cells by the stratum's index and the height.
  private let cells: [CellPlace: Int64]
  private let expected: Int
  private var strata: StratumNumbers
  /// For each number of a stratum in `strata`, its index in the division; nil where the division
  /// has no such stratum.
  private var indices: [Int?] = []
  private let names: [String: Int]
  private var decided: Set<Int64> = []
  private var rows = PackedRows(columnCount: 3)
  private var committer: RangeCommitter
  private var canonical = CanonicalBytes()
  /// What stands between salt and student in the content of every leaf.
  private let tableAndRun: [UInt8]
  /// The leaves of the rows that wait.
  private var leaves: [UInt8] = []
  private var written = 0

  /// - Parameters:
  ///   - connection: Where to write.
  ///   - run: The run's number.
  ///   - cells: The cells that were written, by stratum and height.
  ///   - draft: What they are the cells of.
  /// - Throws: what reading the database throws.
  init(
    _ connection: Connection,
    run: Int64,
    cells: [CellPlace: Int64],
    draft: RunDraft
  ) throws {
    self.connection = connection
    self.run = run
    self.cells = cells
    expected = draft.division.evidence.cells.reduce(0) { sum, cell in
      let place = CellPlace(stratum: cell.stratum, height: cell.height)
      return sum + (cell.label == nil && !cell.isDecided && cells[place] != nil ? cell.count : 0)
    }
    strata = StratumNumbers(draft.candidate.stratification)
    names = Dictionary(
      uniqueKeysWithValues: draft.division.names.enumerated().compactMap { index, name in
        name.map { ($0, index) }
      }
    )
    var constant = CanonicalBytes()
    constant.append(CoveredTable.imputation.name)
    constant.append(run)
    tableAndRun = constant.bytes
    let entry = try Trail(connection: connection).head().sequence &+ 1
    committer = RangeCommitter(.imputation, entry: entry, connection: connection)
    var statement = try connection.prepare(
      "SELECT student FROM current_decision WHERE gender IS NOT NULL"
    )
    try statement.forEachRow { row in decided.insert(try row.integer(at: 0)) }
  }

  /// Writes them all.
  ///
  /// - Throws: `StoreError.evidenceChanged` where the students are not those that were counted.
  /// - Returns: the commitment to the rows; nil where there are none.
  mutating func writeAll() throws -> TrailBody.CommittedRange? {
    var statement = try connection.prepare(
      """
      SELECT id, height_cm, salt, CASE WHEN ?1 = 'group' THEN group_name END,
        CASE WHEN ?1 = 'age' THEN age_years END
      FROM standing_student
      WHERE gender IS NULL AND gender_status = 'missing' AND height_cm IS NOT NULL
      ORDER BY id
      """
    )
    try statement.forEachRow(binding: .text(strata.stratification.rawValue)) { row in
      try take(row)
    }
    try insertBatch()
    guard written == expected else {
      throw StoreError.evidenceChanged
    }
    return try committer.finish(keys: run...run)
  }

  private mutating func take(_ row: borrowing Row) throws {
    let student = try row.integer(at: 0)
    guard !decided.contains(student) else { return }
    guard let stratum = try stratum(of: row) else { return }
    let place = CellPlace(stratum: stratum, height: try row.real(at: 1))
    // Without a cell there is no model of the stratum; whoever is missing is noticed at the end.
    guard let cell = cells[place] else { return }
    rows.append(run)
    rows.append(student)
    rows.append(cell)
    // The leaf as LeafHasher computes it from `CoveredTable.imputation`.
    canonical.removeAll()
    canonical.appendRaw(MerkleTree.leafTag)
    _ = try row.number(ofBytesAt: 2) { salt in
      canonical.appendRaw(salt)
      return 0
    }
    canonical.appendRaw(tableAndRun)
    canonical.append(student)
    canonical.append(cell)
    canonical.appendDigest(to: &leaves)
    written += 1
    if rows.count == Self.batchRows { try insertBatch() }
  }

  /// The index in the division of the stratum of a row's student.
  private mutating func stratum(of row: borrowing Row) throws -> Int? {
    guard strata.stratification != .none else { return 0 }
    let number = try strata.stratum(ofGroup: 3, age: 4, in: row)
    while indices.count < strata.names.count {
      indices.append(names[strata.names[indices.count]])
    }
    return indices[number]
  }

  private mutating func insertBatch() throws {
    guard rows.count > 0 else { return }
    try committer.append(leaves: leaves)
    leaves.removeAll(keepingCapacity: true)
    try connection.withRows(rows) {
      try connection.run(
        """
        INSERT INTO imputation (run, student, cell) SELECT c0, c1, c2 FROM packed_rows
        """
      )
    }
    rows.removeAll()
  }
}
