import SQLite

/// Holds every signature against what it was given for: the head of the trail then, the digest of
/// the signed values, and whether those values are still the same.
struct SignatureCheck {
  private(set) var failures: [Verification.Failure] = []
  private(set) var notices: [String] = []
  private(set) var count = 0

  init(_ connection: Connection, hashes: [Int64: Digest]) throws {
    var statement = try connection.prepare(
      "SELECT id, content_digest, head_sequence, head_hash FROM sign_off ORDER BY id"
    )
    let signatures = try statement.map { row in
      (
        id: try row.integer(at: 0), content: try row.blob(at: 1),
        sequence: try row.integer(at: 2), hash: try row.blob(at: 3)
      )
    }
    var items = try connection.prepare(
      """
      SELECT student, decision, value_digest,
        EXISTS (SELECT 1 FROM sign_off_void
                WHERE sign_off_void.sign_off = signed_item.sign_off
                  AND sign_off_void.student = signed_item.student),
        EXISTS (SELECT 1 FROM review_decision AS next
                WHERE next.supersedes = signed_item.decision)
      FROM signed_item WHERE sign_off = ? ORDER BY student
      """
    )
    var values = try connection.prepare(SignedValue.selectByDecision)
    for signature in signatures {
      count += 1
      if hashes[signature.sequence]?.bytes != signature.hash {
        fail(
          signature.id,
          "the trail's entry \(signature.sequence) is not the head it was given at"
        )
      }
      var tree = MerkleTree()
      var changed: [Int64] = []
      try items.forEachRow(binding: .integer(signature.id)) { row in
        let signed = try row.blob(at: 2)
        tree.append(Digest(reading: signed) ?? .zero)
        let isVoid = try row.integer(at: 3) == 1
        let isSuperseded = try row.integer(at: 4) == 1
        let now = try values.first(binding: .integer(try row.integer(at: 1))) { value in
          Array(try SignedValue(reading: value).digest)
        }
        if isVoid || isSuperseded || now != signed { changed.append(try row.integer(at: 0)) }
      }
      if tree.root().bytes != signature.content {
        fail(signature.id, "the signed values do not give its digest")
      }
      if !changed.isEmpty {
        let students = changed.prefix(10).map(String.init).joined(separator: ", ")
        let further = changed.count > 10 ? " and \(changed.count - 10) more" : ""
        notices.append("s\(signature.id) no longer stands for student \(students)\(further)")
      }
    }
  }

  private mutating func fail(_ id: Int64, _ message: String) {
    failures.append(.init(table: "sign_off", key: "s\(id)", message: message))
  }
}
