import Crypto
import SQLite

/// Writes one imputation for every student whose gender is missing and not decided, in one pass
/// over the students, and commits to them on the way.
struct ImputationWriter {
  private static let batchRows = 4096

  private let connection: Connection
  private let run: Int64
  private let cells: [NumberedCell]
  private var numbers: [UInt64: Int64] = [:]
  private var decided: Set<Int64> = []
  private var rows = PackedRows(columnCount: 3)
  private var committer: RangeCommitter
  private var canonical = CanonicalBytes()
  private var written = 0

  init(_ connection: Connection, run: Int64, cells: [NumberedCell]) throws {
    self.connection = connection
    self.run = run
    self.cells = cells
    for cell in cells { numbers[cell.evidence.height.bitPattern] = cell.number }
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
      SELECT id, height_cm, salt FROM standing_student
      WHERE gender IS NULL AND gender_status = 'missing' AND height_cm IS NOT NULL
      ORDER BY id
      """
    )
    try statement.forEachRow { row in try take(row) }
    try insertBatch()
    guard written == cells.reduce(0, { $0 + $1.studentCount }) else {
      throw StoreError.evidenceChanged
    }
    return try committer.finish(keys: run...run)
  }

  private mutating func take(_ row: borrowing Row) throws {
    let student = try row.integer(at: 0)
    guard !decided.contains(student) else { return }
    guard let cell = numbers[try row.real(at: 1).bitPattern] else {
      throw StoreError.evidenceChanged
    }
    rows.append(run)
    rows.append(student)
    rows.append(cell)
    // The leaf as LeafHasher computes it from `CoveredTable.imputation`.
    canonical.removeAll()
    canonical.appendRaw(MerkleTree.leafTag)
    _ = try row.withBytes(at: 2) { salt in canonical.appendRaw(salt) }
    canonical.append(CoveredTable.imputation.name)
    canonical.append(run)
    canonical.append(student)
    canonical.append(cell)
    try committer.append(SHA256.hash(data: canonical.bytes))
    written += 1
    if rows.count == Self.batchRows { try insertBatch() }
  }

  private mutating func insertBatch() throws {
    guard rows.count > 0 else { return }
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
