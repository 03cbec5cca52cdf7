import Crypto
import SQLite

/// Some thousand new students, packed for the database and committed to for the trail.
///
/// A batch is made without the database, so that one core reads, checks and hashes while another
/// inserts the batch before.
package struct StudentBatch: Sendable {
  /// What a row adds to the counts of its import.
  struct Facts: OptionSet, Sendable {
    let rawValue: UInt8
    static let missingGender = Facts(rawValue: 1)
    static let declinedGender = Facts(rawValue: 2)
    static let missingHeight = Facts(rawValue: 4)
    static let doubtfulHeight = Facts(rawValue: 8)
  }

  private(set) var rows: PackedRows
  /// 32 bytes a row; none until the batch is committed to.
  private(set) var leaves: [UInt8] = []
  /// Where each row ends in the bytes of `rows`.
  private var rowEnds: [Int] = []
  private(set) var facts: [Facts] = []
  /// Whether a row fills a column that most rows leave empty.
  private(set) var hasMore = false
  /// The id of the first row; the others follow without a gap.
  let firstID: Int64

  init(firstID: Int64) {
    self.firstID = firstID
    rows = PackedRows(columnCount: 15)
  }

  /// A batch without students that is to follow another.
  init(firstID: Int64, after other: StudentBatch) {
    self.firstID = firstID
    rows = PackedRows(roomFor: other.rows)
    rowEnds.reserveCapacity(other.rowEnds.count)
    facts.reserveCapacity(other.facts.count)
  }

  /// How many students.
  package var count: Int { facts.count }

  /// A batch without students.
  package var emptied: StudentBatch { StudentBatch(firstID: firstID) }

  /// The memory that the batch takes, in bytes.
  package var byteCount: Int { rows.byteCount + count * LeafDigest.byteCount }

  /// Computes the leaves of all students, unless that is done: the part of the work on a batch that
  /// can be done on either core.
  package mutating func commit() {
    guard leaves.isEmpty else { return }
    leaves.reserveCapacity(count * LeafDigest.byteCount)
    let bytes = rows.bytes
    var start = 0
    for end in rowEnds {
      LeafDigest.append(of: bytes.span.extracting(start..<end), to: &leaves)
      start = end
    }
  }

  func leaf(_ index: Int) -> ArraySlice<UInt8> {
    leaves[index * LeafDigest.byteCount..<(index + 1) * LeafDigest.byteCount]
  }

  /// Appends a student as `fill` lays him or her out.
  mutating func append(
    facts: Facts,
    fillsMore: Bool,
    bytesAtMost capacity: Int,
    _ fill: (inout OutputSpan<UInt8>, inout OutputSpan<UInt64>, _ start: Int) -> Void
  ) {
    rowEnds.append(rows.appendRow(bytesAtMost: capacity, fill).upperBound)
    self.facts.append(facts)
    if fillsMore { hasMore = true }
  }
}
