import SQLite

/// Writes and reads the trail of one database.
struct Trail {
  let connection: Connection

  /// The newest entry's number and hash.
  func head() throws -> TrailHead {
    var statement = try connection.prepare(
      """
      SELECT sequence, hash FROM trail ORDER BY sequence DESC LIMIT 1
      """
    )
    let head = try statement.first { row in
      (try row.integer("sequence"), try row.blob("hash"))
    }
    guard let head else { return TrailHead(sequence: 0, hash: .zero) }
    guard let hash = Digest(reading: head.1) else {
      throw StoreError.malformed(table: "trail", detail: "entry \(head.0) has no proper hash")
    }
    return TrailHead(sequence: head.0, hash: hash)
  }

  /// Ends an act: commits to all its rows, and appends its entry.
  ///
  /// - Precondition: called inside the act's own transaction, after its last row.
  /// - Returns: the entry.
  @discardableResult
  func append(_ act: Act) throws -> TrailHead {
    let head = try head()
    let sequence = head.sequence &+ 1
    var body = TrailBody()
    body.facts = act.facts
    body.ranges = act.committedRanges
    for (table, key) in act.rows {
      body.rows.append(try committedRow(of: table, key: key))
    }
    for (table, keys) in act.ranges {
      if let range = try commit(to: table, keys: keys, entry: sequence) {
        body.ranges.append(range)
      }
    }
    let bytes = body.bytes
    let hash = TrailEntry.hash(
      sequence: sequence,
      recordedAt: act.time,
      kind: act.kind.rawValue,
      actor: act.context.actor,
      body: bytes,
      previous: head.hash
    )
    try connection.run(
      """
      INSERT INTO trail (sequence, recorded_at, kind, actor, body, previous_hash, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(sequence),
      .text(act.time),
      .text(act.kind.rawValue),
      .text(act.context.actor),
      .blob(bytes),
      .blob(head.hash.bytes),
      .blob(hash.bytes)
    )
    return TrailHead(sequence: sequence, hash: hash)
  }

  /// Whether an entry is in the trail at any position.
  func contains(_ entry: TrailHead) throws -> Bool {
    var statement = try connection.prepare(
      """
      SELECT hash FROM trail WHERE sequence = ?
      """
    )
    return try statement.first(binding: .integer(entry.sequence)) { try $0.blob("hash") }
      == entry.hash.bytes
  }

  /// A row as an entry commits to it: its open columns and its leaf.
  func committedRow(of table: CoveredTable, key: Int64) throws -> TrailBody.CommittedRow {
    var hasher = LeafHasher(table)
    var statement = try connection.prepare(table.selectRows)
    let row = try statement.first(binding: .integer(key), .integer(key)) { row in
      TrailBody.CommittedRow(
        table: table.name,
        key: key,
        openColumns: try openColumns(of: row, table: table),
        leaf: try hasher.leaf(of: row)
      )
    }
    guard let row else {
      throw StoreError.malformed(table: table.name, detail: "row \(key) is not there")
    }
    return row
  }

  /// The columns of a row whose values may be in the entry.
  func openColumns(
    of row: borrowing Row,
    table: CoveredTable
  ) throws -> [(name: String, value: SQLiteValue)] {
    var open: [(name: String, value: SQLiteValue)] = []
    for (index, name) in table.columnNames.enumerated()
    where !table.privateColumns.contains(name) {
      open.append((name, try row.value(at: LeafHasher.leadingColumns + index)))
    }
    return open
  }

  private func commit(
    to table: CoveredTable,
    keys: ClosedRange<Int64>,
    entry: Int64
  ) throws -> TrailBody.CommittedRange? {
    var hasher = LeafHasher(table)
    var committer = RangeCommitter(table, entry: entry, connection: connection)
    var leaf: [UInt8] = []
    var statement = try connection.prepare(table.selectRows)
    try statement.forEachRow(binding: .integer(keys.lowerBound), .integer(keys.upperBound)) { row in
      leaf.removeAll(keepingCapacity: true)
      try hasher.append(row, to: &leaf)
      try committer.append(leaves: leaf)
    }
    return try committer.finish(keys: keys)
  }

  /// Every entry in order, as stored; the body is passed on in bytes, because a forged one may be
  /// unreadable.
  func forEachEntry(
    _ visit: (_ sequence: Int64, _ fields: StoredEntry) throws -> Void
  ) throws {
    var statement = try connection.prepare(
      """
      SELECT sequence, recorded_at, kind, actor, body, previous_hash, hash
      FROM trail ORDER BY sequence
      """
    )
    try statement.forEachRow { row in
      let entry = StoredEntry(
        recordedAt: try row.text("recorded_at"),
        kind: try row.text("kind"),
        actor: try row.text("actor"),
        body: try row.blob("body"),
        previousHash: try row.blob("previous_hash"),
        hash: try row.blob("hash")
      )
      try visit(try row.integer("sequence"), entry)
    }
  }

  /// The marks of one range, in order; none where a block is missing or has another number.
  func marks(entry: Int64, table: String) throws -> [UInt8] {
    var statement = try connection.prepare(
      """
      SELECT block, marks FROM trail_locator WHERE entry = ? AND table_name = ? ORDER BY block
      """
    )
    var marks: [UInt8] = []
    var (expected, isWhole): (Int64, Bool) = (0, true)
    try statement.forEachRow(binding: .integer(entry), .text(table)) { row in
      isWhole = try isWhole && row.integer("block") == expected
      expected += 1
      marks.append(contentsOf: try row.blob("marks"))
    }
    return isWhole ? marks : []
  }

  /// Every range that has marks.
  func locatedRanges() throws -> [(entry: Int64, table: String)] {
    var statement = try connection.prepare(
      """
      SELECT DISTINCT entry, table_name FROM trail_locator ORDER BY entry, table_name
      """
    )
    return try statement.map { row in
      (try row.integer("entry"), try row.text("table_name"))
    }
  }
}

/// The columns of a trail row, not yet verified.
struct StoredEntry {
  let recordedAt: String
  let kind: String
  let actor: String
  let body: [UInt8]
  let previousHash: [UInt8]
  let hash: [UInt8]
}
