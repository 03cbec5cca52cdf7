import SQLite

/// The rows of a range of keys as another connection has read them, in order.
struct LeafPiece: Sendable {
  private(set) var keys: [Int64] = []
  /// 32 bytes for each key.
  private(set) var leaves: [UInt8] = []

  /// Takes the next row of `table.selectRows`.
  mutating func append(
    _ row: borrowing Row,
    _ hasher: inout LeafHasher,
    originals: [Int64: [String: SQLiteValue]]
  ) throws {
    let key = try row.integer(at: 0)
    try hasher.append(row, replacing: originals[key], to: &leaves)
    keys.append(key)
  }
}

extension CoverageCheck {
  /// Checks every row; of a large table, a second thread with a connection of its own reads every other
  /// piece.
  ///
  /// The second thread finds nothing by itself: a piece of which not every row is as the trail says, or
  /// that it could not read, is read here. So the findings are those of one thread.
  ///
  /// `file`: the database, where its structure is sound; nil if this thread is to read all.
  /// `progress`: is told now and then how many rows were read.
  mutating func readAll(alsoFrom file: String?, progress: (Int) -> Void) throws {
    guard let file, let keys = try? table.uniqueKeys(in: trail.connection),
      SecondReader.reads(keys), let head = try? trail.head()
    else { return try read(progress: progress) }
    let pieces = NumberPieces(dividing: keys)
    try read(pieces[0], progress: progress)
    var next = 1
    try withPipeline(capacity: 2) { [table, originals] put in
      // What it leaves, for whatever reason, the first thread reads.
      try? SchoolDatabase.withSecondReader(of: file, at: head) { other in
        try other.connection.useCache(.narrow)
        var hasher = LeafHasher(table)
        var statement = try other.connection.prepare(table.selectRows)
        for index in stride(from: 1, to: pieces.count, by: 2) {
          var piece = LeafPiece()
          try statement.forEachRow(
            binding: .integer(pieces[index].lowerBound),
            .integer(pieces[index].upperBound)
          ) { row in try piece.append(row, &hasher, originals: originals) }
          try put(piece)
        }
      }
    } finishing: { _ in
    } consuming: { piece in
      if take(piece) { progress(rowCount) } else { try read(pieces[next], progress: progress) }
      next += 1
      guard next < pieces.count else { return }
      try read(pieces[next], progress: progress)
      next += 1
    }
    while next < pieces.count {
      try read(pieces[next], progress: progress)
      next += 1
    }
  }
}
