import SQLite

/// Rows of one table that are to be erased, each with its hash and the place where an entry of the
/// trail covers it.
struct FoundRows {
  struct Found {
    let key: Int64
    let entry: Int64
    let position: Int?
    let leaf: Digest
    /// What identifies the row in its table, after the key.
    let rest: [SQLiteValue]
  }

  let table: CoveredTable
  private(set) var rows: [Found] = []

  /// Finds them.
  ///
  /// Reads every row that is covered together with one of them, to know the places; so the whole of a
  /// large import once.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - keys: Keys with such a row; others are not looked at.
  ///   - covers: What the trail says of the table.
  ///   - originals: For students, the first values of fields that changed since.
  ///   - connection: The database.
  ///   - isErased: Whether a row of a key is one of them.
  /// - Throws: `StoreError.malformed` where a row has no place.
  init(
    in table: CoveredTable,
    keys: Set<Int64>,
    covers: [ChainCheck.Cover],
    originals: [Int64: [String: SQLiteValue]] = [:],
    connection: Connection,
    where isErased: (borrowing Row, Int64) throws -> Bool
  ) throws {
    self.table = table
    guard !keys.isEmpty else { return }
    let sorted = keys.sorted()
    var erased = try ErasedLeaves(of: table.name, in: connection)
    var statement = try connection.prepare(table.selectRows)
    var hasher = LeafHasher(table)
    for cover in covers where sorted.hasElement(in: cover.keys) {
      let isAlone = if case .row = cover.commitment { true } else { false }
      // A text was taken out of the row, which a later entry covers anew.
      if isAlone, erased.takeAlone(entry: cover.entry, key: cover.keys.lowerBound) != nil {
        continue
      }
      var gone = erased.takeTogether(entry: cover.entry).compactMap(\.position)[...]
      var position = 0
      try statement.forEachRow(
        binding: .integer(cover.keys.lowerBound),
        .integer(cover.keys.upperBound)
      ) { row in
        while gone.first == position {
          gone.removeFirst()
          position += 1
        }
        defer { position += 1 }
        let key = try row.integer(at: 0)
        guard keys.contains(key), try isErased(row, key) else { return }
        rows.append(
          Found(
            key: key,
            entry: cover.entry,
            position: isAlone ? nil : position,
            leaf: try hasher.leaf(of: row, replacing: originals[key]),
            rest: try table.restOfKey(of: row)
          )
        )
      }
    }
  }

  /// Stores what is left of the rows.
  func keepLeaves(of erasure: Int64, in connection: Connection) throws {
    for row in rows {
      try connection.insert(
        into: .erasedLeaf,
        [
          "erasure": .integer(erasure), "table_name": .text(table.name), "key": .integer(row.key),
          "entry": .integer(row.entry), "position": .optional(row.position.map(Int64.init)),
          "leaf": .blob(row.leaf.bytes),
        ]
      )
    }
  }

  /// Deletes the rows, the newest first: what refers to another row of its table comes after it.
  func delete(from connection: Connection) throws {
    for row in rows.reversed() {
      try connection.run(table.deletion, [.integer(row.key)] + row.rest)
    }
  }
}

extension Array where Element == Int64 {
  /// Whether a sorted array has an element in a range.
  fileprivate func hasElement(in range: ClosedRange<Int64>) -> Bool {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] <= range.upperBound
  }
}
