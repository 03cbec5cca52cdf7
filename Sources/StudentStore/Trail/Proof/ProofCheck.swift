import SQLite

/// What a proof says, checked without any database.
struct ProofCheck {
  private(set) var rowFailures: [Verification.Failure] = []
  private(set) var chainFailures: [Verification.Failure] = []
  /// The hash of every entry of the proof.
  private(set) var hashes: [Int64: Digest] = [:]
  private var bodies: [Int64: TrailBody] = [:]

  init(_ proof: StudentProof) {
    checkChain(proof)
    if !proof.rows.contains(where: { $0.table == CoveredTable.student.name }) {
      rowFailures.append(
        .init(table: "student", key: "\(proof.student)", message: "the proof has no such row")
      )
    }
    for row in proof.rows {
      guard let problem = problem(of: row, student: proof.student) else { continue }
      rowFailures.append(.init(table: row.table, key: "\(row.key)", message: problem))
    }
  }

  private mutating func checkChain(_ proof: StudentProof) {
    var previous = Digest(hexadecimal: proof.previousHash)
    var expected = proof.entries.first?.sequence ?? 1
    for link in proof.entries {
      let bytes = link.body.flatMap(Hexadecimal.bytes)
      let digest =
        bytes.map { Digest(of: $0) } ?? link.bodyDigest.flatMap { Digest(hexadecimal: $0) }
      guard link.sequence == expected, let before = previous, let digest,
        link.body == nil || bytes != nil
      else {
        fail(link.sequence, "it cannot be read, or does not follow the one before it")
        return
      }
      let hash = TrailEntry.hash(
        sequence: link.sequence,
        recordedAt: link.time,
        kind: link.kind,
        actor: link.actor,
        bodyDigest: digest,
        previous: before
      )
      hashes[link.sequence] = hash
      bodies[link.sequence] = bytes.flatMap { try? TrailBody(reading: $0) }
      previous = hash
      expected = link.sequence &+ 1
    }
    let last = proof.entries.last.flatMap { link in
      hashes[link.sequence].map { TrailHead(sequence: link.sequence, hash: $0) }
    }
    if last?.description != proof.head {
      fail(proof.entries.last?.sequence ?? 0, "the entries do not lead to the proof's head")
    }
  }

  private mutating func fail(_ sequence: Int64, _ message: String) {
    chainFailures.append(.init(table: "trail", key: "entry \(sequence)", message: message))
  }

  /// Why a row is not proven; nil if it is.
  private func problem(of row: StudentProof.CommittedRow, student: Int64) -> String? {
    guard let table = CoveredTable.provable.first(where: { $0.name == row.table }),
      row.columns.map(\.name) == table.columnNames
    else { return "its columns are not those of the table" }
    var values: [SQLiteValue] = []
    for column in row.columns {
      guard let value = column.value else { return "\(column.name) cannot be read" }
      values.append(value)
    }
    let owner = table.name == CoveredTable.student.name ? "id" : "student"
    let place = table.columnNames.firstIndex(of: owner) ?? 0
    guard values[place] == .integer(student) else { return "it is about another student" }
    guard let salt = Hexadecimal.bytes(row.salt),
      salt.count == (table.isSalted ? SaltSource.saltLength : 0)
    else {
      return "its salt cannot be read"
    }
    var hasher = LeafHasher(table)
    var bytes: [UInt8] = []
    hasher.append(salt: salt, values, to: &bytes)
    let leaf = Digest(bytes: bytes)
    guard let body = bodies[row.entry] else { return "entry \(row.entry) is not in the proof" }
    guard let position = row.position else {
      let isThere = body.rows.contains {
        $0.table == row.table && $0.key == row.key && $0.leaf == leaf
      }
      return isThere ? nil : "it is not what entry \(row.entry) committed to"
    }
    var levels: [MerklePath.Level] = []
    for level in row.path {
      let before = level.before.compactMap { Digest(hexadecimal: $0) }
      let after = level.after.compactMap { Digest(hexadecimal: $0) }
      guard before.count == level.before.count, after.count == level.after.count else {
        return "its path cannot be read"
      }
      levels.append(MerklePath.Level(before: before, after: after))
    }
    let isThere = body.ranges.contains { range in
      range.table == row.table && range.keys.contains(row.key)
        && MerklePath.root(of: leaf, at: position, among: range.count, levels) == range.root
    }
    return isThere ? nil : "it is not what entry \(row.entry) committed to"
  }
}

extension StudentProof {
  /// Checks the proof.
  ///
  /// `noted`: heads noted elsewhere, which the proof has to hold.
  package func verify(noted: [TrailHead]) -> Verification {
    let check = ProofCheck(self)
    var verification = Verification(
      head: TrailHead(reading: head) ?? TrailHead(sequence: 0, hash: .zero)
    )
    verification.add(
      "chain",
      detail: "\(entries.count) entries, from \(entries.first?.sequence ?? 0) to the head",
      failures: check.chainFailures
    )
    verification.add(
      "rows",
      detail: "\(rows.count) rows of student \(student), each as its entry committed to it",
      failures: check.rowFailures
    )
    verification.add(noted: noted, hashes: check.hashes)
    return verification
  }
}
