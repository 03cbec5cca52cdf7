import SQLite

extension Trail {
  /// Visits the leaf of every row that an entry covers together, in the order of its tree: of a stored
  /// row that of its values, of an erased one what it left.
  ///
  /// `originals`: for students, the first value of each field that changed since.
  func forEachLeaf(
    of table: CoveredTable,
    keys: ClosedRange<Int64>,
    entry: Int64,
    originals: [Int64: [String: SQLiteValue]] = [:],
    _ visit: (_ leaf: Digest) throws -> Void
  ) throws {
    var erasedLeaves = try ErasedLeaves(of: table.name, in: connection)
    var erased = erasedLeaves.takeTogether(entry: entry)[...]
    var position = 0
    func visitErased() throws {
      while let next = erased.first, next.position == position {
        try visit(next.leaf)
        erased.removeFirst()
        position += 1
      }
    }
    var hasher = LeafHasher(table)
    var statement = try connection.prepare(table.selectRows)
    try statement.forEachRow(binding: .integer(keys.lowerBound), .integer(keys.upperBound)) { row in
      try visitErased()
      let key = try row.integer(at: 0)
      try visit(hasher.leaf(of: row, replacing: originals[key]))
      position += 1
    }
    try visitErased()
  }
}
