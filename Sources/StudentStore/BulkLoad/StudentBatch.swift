import Crypto
import SQLite

/// How students are written.
package enum LoadingWay: Sendable {
  /// One prepared INSERT per row: for small files, and as the reference for tests of `bulk`.
  case plain
  /// Packed rows, of which one statement inserts thousands: several times faster.
  case bulk

  /// Below this many bytes a file is imported in a few milliseconds either way.
  private static let smallFile = 1 << 16

  /// The way for a file of a given size; nil if unknown.
  package init(forBytes byteCount: Int?) {
    self = byteCount.map { $0 < Self.smallFile } ?? false ? .plain : .bulk
  }
}

/// Some thousand new students, ready for the database, with their hashes for the trail.
///
/// A batch is built without the database, so that one core reads, checks and hashes while another
/// inserts the previous batch.
package struct StudentBatch: Sendable {
  /// What a row adds to the counts of its import.
  struct Facts: OptionSet, Sendable {
    let rawValue: UInt16
    static let missingGender = Facts(rawValue: 1)
    static let declinedGender = Facts(rawValue: 2)
    static let missingHeight = Facts(rawValue: 4)
    static let doubtfulHeight = Facts(rawValue: 8)
    /// The row has a school id, which is indexed.
    static let schoolID = Facts(rawValue: 16)
    /// The row fills a rare column.
    static let more = Facts(rawValue: 32)
    static let doubtGender = Facts(rawValue: 64)
    /// The row is not a person, and is not counted otherwise.
    static let notAPerson = Facts(rawValue: 128)
    static let doNotInfer = Facts(rawValue: 256)
    /// The row counts otherwise than as a student with a gender.
    static let withoutGender: Facts = [
      .missingGender, .declinedGender, .doubtGender, .notAPerson, .doNotInfer,
    ]
  }

  /// The rows of a bulk load.
  private(set) var rows: PackedRows
  /// The rows of a plain one: what `CoveredTable.insertion` binds, the salt last.
  private(set) var plainRows: [[SQLiteValue]] = []
  /// 32 bytes per row; empty until the batch is hashed.
  private(set) var leaves: [UInt8] = []
  /// Where each row ends in the bytes of `rows`.
  private var rowEnds: [Int] = []
  private(set) var facts: [Facts] = []
  /// The union of the rows' properties.
  private(set) var anyFacts: Facts = []
  /// The id of the first row; the others follow without a gap.
  let firstID: Int64

  /// The columns of narrow and of wide rows.
  private static let narrow = PackedInsertion.packed(isWide: false).count
  private static let wide = PackedInsertion.packed(isWide: true).count
  private static let placesInWide = PackedInsertion.placesInWide

  init(firstID: Int64) {
    self.firstID = firstID
    rows = PackedRows(columnCount: Self.narrow)
  }

  /// An empty batch that follows another.
  init(firstID: Int64, after other: StudentBatch) {
    self.firstID = firstID
    let isWide = other.anyFacts.contains(.more)
    rows = PackedRows(columnCount: isWide ? Self.wide : Self.narrow, roomFor: other.rows)
    rowEnds.reserveCapacity(other.rowEnds.count)
    facts.reserveCapacity(other.facts.count)
  }

  /// The number of students.
  package var count: Int { facts.count }

  /// An empty batch.
  package var emptied: StudentBatch { StudentBatch(firstID: firstID) }

  /// The memory that the batch takes, in bytes; of plain rows, what small files' rows may take.
  package var byteCount: Int {
    rows.byteCount + count * LeafDigest.byteCount + plainRows.count * 1024
  }

  /// Computes the leaves of all students, unless already done; this can run on either core.
  package mutating func commit() {
    guard leaves.isEmpty else { return }
    guard plainRows.isEmpty else { return commitPlain() }
    let bytes = rows.bytes
    leaves.append(addingCapacity: count * LeafDigest.byteCount) { output in
      var start = 0
      for end in rowEnds {
        LeafDigest.append(of: bytes.span.extracting(start..<end), to: &output)
        start = end
      }
    }
  }

  private mutating func commitPlain() {
    var hasher = LeafHasher(.student)
    for row in plainRows {
      guard case .blob(let salt) = row.last else { preconditionFailure("a row ends with its salt") }
      hasher.append(salt: salt, row.dropLast(), to: &leaves)
    }
  }

  func leaf(_ index: Int) -> ArraySlice<UInt8> {
    leaves[index * LeafDigest.byteCount..<(index + 1) * LeafDigest.byteCount]
  }

  /// Whether the rows have a cell for each column, or only for the common ones.
  var isWide: Bool { rows.columnCount == Self.wide }

  /// Adds the rare columns.
  mutating func widen() { rows.widen(to: Self.wide, places: Self.placesInWide) }

  /// Appends a student laid out by `fill`.
  mutating func append(
    facts: Facts,
    bytesAtMost capacity: Int,
    _ fill: (inout OutputSpan<UInt8>, inout OutputSpan<UInt64>, _ start: Int) -> Void
  ) {
    rowEnds.append(rows.appendRow(bytesAtMost: capacity, fill).upperBound)
    add(facts)
  }

  /// Appends a student for a plain load.
  mutating func append(_ plainRow: [SQLiteValue], facts: Facts) {
    plainRows.append(plainRow)
    add(facts)
  }

  private mutating func add(_ facts: Facts) {
    self.facts.append(facts)
    anyFacts.formUnion(facts)
  }
}

extension ImportBatch.Counts {
  /// Counts added students.
  mutating func add(_ facts: [StudentBatch.Facts]) {
    added += facts.count
    for facts in facts where !facts.isEmpty {
      if facts.contains(.notAPerson) { notAPerson += 1 }
      if facts.contains(.missingGender) { missingGender += 1 }
      if facts.contains(.declinedGender) { declinedGender += 1 }
      if facts.contains(.doubtGender) { doubtGender += 1 }
      if facts.contains(.missingHeight) { missingHeight += 1 }
      if facts.contains(.doubtfulHeight) { doubts += 1 }
    }
  }
}
