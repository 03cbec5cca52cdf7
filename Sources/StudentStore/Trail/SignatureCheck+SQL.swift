import SQLite

/// Checks every signature: the head of the trail at that time, the digest of the signed values, and
/// whether those values are unchanged.
struct SignatureCheck {
  private(set) var failures: [Verification.Failure] = []
  private(set) var notices: [String] = []
  private(set) var count = 0
  /// The students for whom one of them is no longer valid.
  private var lost: Set<Int64> = []

  /// The result if nothing failed.
  ///
  /// A signature itself never changes; the signed values may have.
  var detail: String {
    guard !lost.isEmpty else { return "\(count) signed, each as it was given" }
    let students = lost.count == 1 ? "1 student" : "\(lost.count) students"
    return
      "\(count) signed, each kept as it was given; for \(students) no longer standing, as noted"
  }

  /// Checks the signatures.
  ///
  /// `only`: the one to check; nil for all.
  init(_ connection: Connection, hashes: [Int64: Digest], only: Int64? = nil) throws {
    var statement = try connection.prepare(
      """
      SELECT id, content_digest, head_sequence, head_hash, accepted, corrected, left_unknown,
        in_batches
      FROM sign_off WHERE id = ?1 OR ?1 IS NULL ORDER BY id
      """
    )
    let signatures = try statement.map(binding: .optional(only)) { row in
      (
        id: try row.integer("id"), content: try row.blob("content_digest"),
        sequence: try row.integer("head_sequence"), hash: try row.blob("head_hash"),
        counts: [
          try row.integer("accepted"), try row.integer("corrected"),
          try row.integer("left_unknown"), try row.integer("in_batches"),
        ]
      )
    }
    for signature in signatures {
      count += 1
      if hashes[signature.sequence]?.bytes != signature.hash {
        fail(
          signature.id,
          "the trail's entry \(signature.sequence) is not the head it was given at"
        )
      }
      let standing = try SignatureComparison(of: signature.id, in: connection)
      if standing.signed.content.bytes != signature.content {
        fail(signature.id, "the signed values do not give its digest")
      }
      if !standing.signed.counts(as: signature.counts) {
        fail(signature.id, "its counts are not those of what it signed")
      }
      if standing.signed.erased > 0 {
        notices.append("s\(signature.id): \(standing.signed.erased) of its students erased since")
      }
      lost.formUnion(standing.lost.map(\.student))
      if !standing.lost.isEmpty {
        let students = standing.lost.prefix(10).map { "\($0.student) (\($0.words))" }
          .joined(separator: ", ")
        let further = standing.lost.count > 10 ? " and \(standing.lost.count - 10) more" : ""
        notices.append("s\(signature.id) no longer stands for student \(students)\(further)")
      }
    }
  }

  private mutating func fail(_ id: Int64, _ message: String) {
    failures.append(.init(table: "sign_off", key: "s\(id)", message: message))
  }
}

extension SignatureComparison.Signed {
  /// Whether the counts that a signature states are those of what it signed; each erased student is
  /// one of the first three, and which is no longer known.
  fileprivate func counts(as stated: [Int64]) -> Bool {
    let missing = zip(stated, counts).map { $0 - Int64($1) }
    return missing.allSatisfy { $0 >= 0 } && missing.prefix(3).reduce(0, +) == Int64(erased)
      && missing[3] <= missing[0]
  }
}
