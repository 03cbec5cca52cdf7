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

  private(set) var rows = PackedRows(columnCount: 15)
  /// 32 bytes a row.
  private(set) var leaves: [UInt8] = []
  private(set) var facts: [Facts] = []
  /// Whether a row fills a column that most rows leave empty.
  private(set) var hasMore = false
  /// The id of the first row; the others follow without a gap.
  let firstID: Int64

  init(firstID: Int64) {
    self.firstID = firstID
  }

  /// How many students.
  package var count: Int { facts.count }

  /// A batch without students.
  package var emptied: StudentBatch { StudentBatch(firstID: firstID) }

  /// The memory that the batch takes, in bytes.
  package var byteCount: Int { rows.byteCount + leaves.count }

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
    let place = rows.appendRow(bytesAtMost: capacity, fill)
    let bytes = rows.bytes
    LeafDigest.append(of: bytes.span.extracting(place), to: &leaves)
    self.facts.append(facts)
    if fillsMore { hasMore = true }
  }
}
