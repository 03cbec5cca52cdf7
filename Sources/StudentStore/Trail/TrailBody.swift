package import SQLite

/// The content of one trail entry.
///
/// Facts are shown in the log. Rows are the small rows of the act, with values and one commitment
/// each. Ranges are runs of rows of one table, with the root of a tree over them as commitment.
/// Together they cover every row that the act added.
package struct TrailBody: Equatable, Sendable {
  /// A row of the act, with the columns that may be shown.
  package struct CommittedRow: Equatable, Sendable {
    /// The table's name.
    package let table: String
    /// The row's integer key.
    package let key: Int64
    /// Column names with their values; personal texts and data are only in the commitment.
    package let openColumns: [(name: String, value: SQLiteValue)]
    /// The salted commitment to the whole row.
    package let leaf: Digest

    package static func == (left: Self, right: Self) -> Bool {
      left.table == right.table && left.key == right.key && left.leaf == right.leaf
        && left.openColumns.elementsEqual(right.openColumns) {
          $0.name == $1.name && $0.value == $1.value
        }
    }
  }

  /// All rows of a table with a key in a closed interval.
  package struct CommittedRange: Equatable, Sendable {
    /// The table's name.
    package let table: String
    /// The smallest and the largest key.
    package let keys: ClosedRange<Int64>
    /// The number of rows; larger than the number of keys if a key has several rows.
    package let count: Int
    /// The root of the tree over the rows' leaves, in the order of the table's key.
    package let root: Digest
  }

  /// Names and values for the log, in order.
  package var facts: [(name: String, value: SQLiteValue)] = []
  /// The rows given with values.
  package var rows: [CommittedRow] = []
  /// The rows committed to together.
  package var ranges: [CommittedRange] = []

  package static func == (left: Self, right: Self) -> Bool {
    left.rows == right.rows && left.ranges == right.ranges
      && left.facts.elementsEqual(right.facts) { $0.name == $1.name && $0.value == $1.value }
  }

  /// The first value of every body: the version of its layout.
  private static let layout: Int64 = 1

  /// The body's canonical bytes.
  var bytes: [UInt8] {
    var canonical = CanonicalBytes()
    canonical.append(Self.layout)
    canonical.append(Int64(facts.count))
    for fact in facts {
      canonical.append(fact.name)
      canonical.append(fact.value)
    }
    canonical.append(Int64(rows.count))
    for row in rows {
      canonical.append(row.table)
      canonical.append(row.key)
      canonical.append(Int64(row.openColumns.count))
      for column in row.openColumns {
        canonical.append(column.name)
        canonical.append(column.value)
      }
      canonical.append(blob: row.leaf.bytes)
    }
    canonical.append(Int64(ranges.count))
    for range in ranges {
      canonical.append(range.table)
      canonical.append(range.keys.lowerBound)
      canonical.append(range.keys.upperBound)
      canonical.append(Int64(range.count))
      canonical.append(blob: range.root.bytes)
    }
    return canonical.bytes
  }

  init() {}

  /// Reads a body back.
  ///
  /// - Throws: `StoreError.malformed` for bytes that no version of the program wrote.
  init(reading bytes: [UInt8]) throws(StoreError) {
    var reader = CanonicalReader(bytes)
    guard try reader.integer() == Self.layout else {
      throw .malformed(table: "trail", detail: "a body has an unknown layout")
    }
    for _ in 0..<(try reader.count()) {
      facts.append((try reader.text(), try reader.value()))
    }
    for _ in 0..<(try reader.count()) {
      let table = try reader.text()
      let key = try reader.integer()
      var columns: [(name: String, value: SQLiteValue)] = []
      for _ in 0..<(try reader.count()) {
        columns.append((try reader.text(), try reader.value()))
      }
      rows.append(
        CommittedRow(table: table, key: key, openColumns: columns, leaf: try reader.digest())
      )
    }
    for _ in 0..<(try reader.count()) {
      let table = try reader.text()
      let first = try reader.integer()
      let last = try reader.integer()
      let count = try reader.integer()
      guard first <= last, let rows = Int(exactly: count),
        (1...Row.largestCount).contains(count)
      else {
        throw .malformed(table: "trail", detail: "a body has an impossible range")
      }
      ranges.append(
        CommittedRange(table: table, keys: first...last, count: rows, root: try reader.digest())
      )
    }
    guard reader.isAtEnd else {
      throw .malformed(table: "trail", detail: "a body goes on after its end")
    }
  }
}
