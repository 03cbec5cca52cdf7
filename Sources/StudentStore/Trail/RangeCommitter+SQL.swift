import SQLite

/// Commits to the rows of one table as they stream: the tree's root for the trail's entry, and the
/// marks by which `verify` names a row, stored in blocks so that memory stays constant.
struct RangeCommitter {
  private let entry: Int64
  private let table: String
  private let connection: Connection
  private var tree = MerkleTree()
  private var block: Int64 = 0
  private var marks: [UInt8] = []

  /// `entry`: the number that the act's trail entry will have.
  init(_ table: CoveredTable, entry: Int64, connection: Connection) {
    self.entry = entry
    self.table = table.name
    self.connection = connection
    marks.reserveCapacity(LocatorMarks.blockRows * 2)
  }

  /// Takes the next row's leaf, 32 bytes.
  mutating func append(_ leaf: ArraySlice<UInt8>) throws {
    tree.append(leaf)
    try append(mark: (leaf[leaf.startIndex], leaf[leaf.startIndex + 1]))
  }

  /// Takes the next rows' leaves, 32 bytes each.
  mutating func append(leaves: [UInt8]) throws {
    tree.append(leaves: leaves)
    for start in stride(from: 0, to: leaves.count, by: LeafDigest.byteCount) {
      try append(mark: (leaves[start], leaves[start + 1]))
    }
  }

  private mutating func append(mark: (UInt8, UInt8)) throws {
    marks.append(mark.0)
    marks.append(mark.1)
    if marks.count == LocatorMarks.blockRows * 2 { try storeMarks() }
  }

  private mutating func storeMarks() throws {
    guard !marks.isEmpty else { return }
    try connection.run(
      """
      INSERT INTO trail_locator (entry, table_name, block, marks) VALUES (?, ?, ?, ?)
      """,
      .integer(entry),
      .text(table),
      .integer(block),
      .blob(marks)
    )
    block += 1
    marks.removeAll(keepingCapacity: true)
  }

  /// The commitment to all rows so far, or nil if there are none.
  ///
  /// `keys`: an interval that contains all their keys.
  mutating func finish(keys: ClosedRange<Int64>) throws -> TrailBody.CommittedRange? {
    guard tree.count > 0 else { return nil }
    try storeMarks()
    return TrailBody.CommittedRange(table: table, keys: keys, count: tree.count, root: tree.root())
  }
}
