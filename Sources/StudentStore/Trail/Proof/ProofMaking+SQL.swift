import SQLite

extension SchoolDatabase {
  /// Makes the proof of a student's rows.
  ///
  /// - Throws: `StoreError.unknown` if there is no such student, `malformed` if the trail or one of the
  ///   rows is not what it was.
  package func proof(of student: Int64) throws -> StudentProof {
    _ = try self.student(student)
    let trail = Trail(connection: connection)
    let chain = try ChainCheck(trail)
    if let failure = chain.failures.first {
      throw StoreError.malformed(table: failure.table, detail: "\(failure.key): \(failure.message)")
    }
    let originals = try originalValues(of: student)
    var rows: [StudentProof.CommittedRow] = []
    let about = try rowsAbout(student)
    for table in CoveredTable.provable {
      for key in (about[table.name] ?? []).sorted() {
        for row in try proofRows(of: table, key: key, student: student, originals: originals) {
          rows.append(try committed(row, chain: chain, trail: trail))
        }
      }
    }
    return try chained(rows, student: student, trail: trail)
  }

  /// A row before it is looked for in the trail.
  private struct ProvenRow {
    let table: CoveredTable
    let key: Int64
    let salt: [UInt8]
    let columns: [StudentProof.Column]
    let leaf: Digest
  }

  /// The rows with a key that are about a student.
  private func proofRows(
    of table: CoveredTable,
    key: Int64,
    student: Int64,
    originals: [String: SQLiteValue]
  ) throws -> [ProvenRow] {
    let replaced = table.name == CoveredTable.student.name ? originals : [:]
    let owner = table.columnNames.firstIndex(of: "student")
    var hasher = LeafHasher(table)
    var found: [ProvenRow] = []
    var statement = try connection.prepare(table.selectRows)
    try statement.forEachRow(binding: .integer(key), .integer(key)) { row in
      if let owner, try row.integer(at: LeafHasher.leadingColumns + owner) != student { return }
      var columns: [StudentProof.Column] = []
      for (index, name) in table.columnNames.enumerated() {
        let value = try replaced[name] ?? row.value(at: LeafHasher.leadingColumns + index)
        columns.append(StudentProof.Column(name, value))
      }
      found.append(
        ProvenRow(
          table: table,
          key: key,
          salt: try row.optionalBlob(at: 1) ?? [],
          columns: columns,
          leaf: try hasher.leaf(of: row, replacing: replaced)
        )
      )
    }
    return found
  }

  /// Finds a row in the entry that covers it.
  private func committed(
    _ row: ProvenRow,
    chain: ChainCheck,
    trail: Trail
  ) throws -> StudentProof.CommittedRow {
    let cover = (chain.covers[row.table.name] ?? []).first { $0.keys.contains(row.key) }
    switch cover?.commitment {
    case .row(let committed) where committed.leaf == row.leaf:
      return proven(row, entry: cover?.entry ?? 0, position: nil, path: [])
    case .range(let range):
      var leaves: [UInt8] = []
      let all = row.table.name == CoveredTable.student.name ? try originalValues() : [:]
      try trail.forEachLeaf(
        of: row.table,
        keys: range.keys,
        entry: cover?.entry ?? 0,
        originals: all
      ) { leaves.append(contentsOf: $0.bytes) }
      let path = MerklePath(to: row.leaf, among: leaves)
      guard let path, path.root == range.root, path.count == range.count else { break }
      return proven(row, entry: cover?.entry ?? 0, position: path.position, path: path.levels)
    default: break
    }
    throw StoreError.malformed(
      table: row.table.name,
      detail: "row \(row.key) is not what the trail committed to"
    )
  }

  private func proven(
    _ row: ProvenRow,
    entry: Int64,
    position: Int?,
    path: [MerklePath.Level]
  ) -> StudentProof.CommittedRow {
    StudentProof.CommittedRow(
      table: row.table.name,
      key: row.key,
      entry: entry,
      salt: Hexadecimal.text(row.salt),
      columns: row.columns,
      position: position,
      path: path.map { level in
        StudentProof.Level(
          before: level.before.map(\.hexadecimal),
          after: level.after.map(\.hexadecimal)
        )
      }
    )
  }

  /// Adds the entries from the first that is needed up to the head.
  private func chained(
    _ rows: [StudentProof.CommittedRow],
    student: Int64,
    trail: Trail
  ) throws -> StudentProof {
    let needed = Set(rows.map(\.entry))
    let first = needed.min() ?? 1
    var previous = Digest.zero
    var links: [StudentProof.Link] = []
    try trail.forEachEntry { sequence, entry in
      guard sequence >= first else { return }
      if sequence == first { previous = Digest(reading: entry.previousHash) ?? .zero }
      var link = StudentProof.Link(
        sequence: sequence,
        time: entry.recordedAt,
        kind: entry.kind,
        actor: entry.actor
      )
      if needed.contains(sequence) {
        link.body = Hexadecimal.text(entry.body)
      } else {
        link.bodyDigest = Digest(of: entry.body).hexadecimal
      }
      links.append(link)
    }
    return StudentProof(
      student: student,
      head: try trail.head(),
      rows: rows,
      previous: previous,
      entries: links
    )
  }

  /// The first value of each field of a student that changed.
  private func originalValues(of student: Int64) throws -> [String: SQLiteValue] {
    var originals: [String: SQLiteValue] = [:]
    var statement = try connection.prepare(
      "SELECT field, old_value FROM student_change WHERE student = ? ORDER BY id DESC"
    )
    try statement.forEachRow(binding: .integer(student)) { row in
      originals[try row.text("field")] = try row.value("old_value")
    }
    return originals
  }
}

extension CoveredTable {
  /// The tables whose rows are about one student, and about no other.
  static let provable: [CoveredTable] = [
    student, studentLine, studentChange, imputation, reviewDecision, signedItem, signOffVoid,
  ]
}
