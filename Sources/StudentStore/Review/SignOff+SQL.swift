import Crypto
import SQLite

extension SchoolDatabase {
  /// Signs every decided student of a run, and if requested all other decided students.
  ///
  /// - Throws: `StoreError.openItems` if there are open items and they are not allowed.
  package func sign(
    run: Int64,
    scope: SignatureScope = .run,
    printedName: String,
    role: String,
    statement: String,
    allowOpen: Bool,
    act: Act
  ) throws -> SignOff {
    let items = try queue(of: run)
    let open = items.count { $0.state == .open }
    let later = items.count { $0.state == .later }
    guard allowOpen || open + later == 0 else {
      throw StoreError.openItems(open: open, later: later)
    }
    let decided = items.filter { !$0.state.isToDo }
    let id = try connection.nextNumber("SELECT coalesce(max(id), 0) + 1 FROM sign_off")
    let others = scope == .everyDecision ? try unsignedDecisions(outside: run) : []
    let values = try signedValues(of: decided.compactMap(\.decision) + others)
    var tree = MerkleTree()
    for value in values { tree.append(value.digest) }
    let head = try Trail(connection: connection).head()
    try connection.insert(
      into: .signOff,
      [
        "id": .integer(id), "run": .integer(run), "printed_name": .text(printedName),
        "role": .text(role), "statement": .text(statement), "actor": .text(act.context.actor),
        "signed_at": .text(act.time), "accepted": values.count(of: "accept"),
        "corrected": values.count(of: "correct"),
        "left_unknown": values.count(of: "leave_unknown"),
        "open_count": .integer(Int64(open + later)),
        "in_batches": .integer(
          Int64(values.count { $0.path == .batch && $0.verdict == "accept" })
        ),
        "content_digest": .blob(tree.root().bytes), "head_sequence": .integer(head.sequence),
        "head_hash": .blob(head.hash.bytes),
        "program_version": .text(act.context.programVersion),
      ]
    )
    for value in values {
      try connection.insert(
        into: .signedItem,
        [
          "sign_off": .integer(id), "student": .integer(value.student),
          "decision": .integer(value.decision), "value_digest": .blob(Array(value.digest)),
        ]
      )
    }
    act.cover(.signOff, row: id)
    act.cover(.signedItem, keys: id...id)
    act.note("sign_off", .text("s\(id)"))
    act.note("run", .text("r\(run)"))
    act.note("name", .text(printedName))
    act.note("role", .text(role))
    act.note("students", .integer(Int64(values.count)))
    return try signOff(id)
  }

  /// The unsigned active decisions about students without a result in a run.
  ///
  /// They were decided before the run, which used them as known, or have no height.
  private func unsignedDecisions(outside run: Int64) throws -> [Int64] {
    var statement = try connection.prepare(
      """
      SELECT current_decision.decision
      FROM current_decision
      JOIN active_student AS student ON student.id = current_decision.student
      WHERE student.gender_absence = 'missing'
        AND current_decision.verdict IN ('accept', 'correct', 'leave_unknown')
        AND NOT EXISTS (SELECT 1 FROM imputation
                        WHERE imputation.run = ? AND imputation.student = current_decision.student)
        AND NOT EXISTS (SELECT 1 FROM active_signature
                        WHERE active_signature.student = current_decision.student
                          AND active_signature.decision = current_decision.decision)
      """
    )
    return try statement.map(binding: .integer(run)) { row in try row.integer("decision") }
  }

  /// The signed values of some decisions, in order of student, as digests.
  private func signedValues(of decisions: [Int64]) throws -> [SignedValue] {
    var statement = try connection.prepare(SignedValue.selectByDecision)
    return try decisions.map { decision in
      guard
        let value = try statement.first(
          binding: .integer(decision),
          body: SignedValue.init(reading:)
        )
      else { throw StoreError.unknown(kind: "decision", id: "d\(decision)") }
      return value
    }.sorted { $0.student < $1.student }
  }

  /// One signature.
  ///
  /// - Throws: `StoreError.unknown` where there is none.
  package func signOff(_ id: Int64) throws -> SignOff {
    var statement = try connection.prepare(
      """
      SELECT id, run, printed_name, role, statement, actor, signed_at, accepted, corrected,
        left_unknown, open_count, in_batches, content_digest, head_sequence, head_hash,
        program_version,
        (SELECT count(*) FROM sign_off_void WHERE sign_off_void.sign_off = sign_off.id) AS voided,
        (SELECT count(*) FROM signed_item JOIN student ON student.id = signed_item.student
         WHERE signed_item.sign_off = sign_off.id AND student.has_left = 1) AS left_since,
        (SELECT count(*) FROM signed_item
         WHERE signed_item.sign_off = sign_off.id
           AND signed_item.student NOT IN (SELECT id FROM student)) AS erased_since,
        (SELECT count(*) FROM signed_item
         JOIN decision_detail ON decision_detail.decision = signed_item.decision
         WHERE signed_item.sign_off = sign_off.id
           AND decision_detail.decided_how = 'file') AS from_files,
        (SELECT count(*) FROM signed_item
         JOIN student ON student.id = signed_item.student
         WHERE signed_item.sign_off = sign_off.id
           AND NOT EXISTS (SELECT 1 FROM imputation
                           WHERE imputation.run = sign_off.run
                             AND imputation.student = signed_item.student)) AS outside_run,
        (SELECT count(*) FROM signed_item
         JOIN review_decision ON review_decision.id = signed_item.decision
         WHERE signed_item.sign_off = sign_off.id AND review_decision.verdict = 'correct'
           AND review_decision.run IS NULL) AS without_suggestion
      FROM sign_off WHERE id = ?
      """
    )
    let signOff = try reading("sign_off", "row \(id)") {
      try statement.first(binding: .integer(id)) { row in
        guard let content = Digest(reading: try row.blob("content_digest")),
          let head = Digest(reading: try row.blob("head_hash"))
        else { throw StoreError.malformed(table: "sign_off", detail: "row \(id)") }
        return SignOff(
          id: id,
          run: try row.integer("run"),
          printedName: try row.text("printed_name"),
          role: try row.text("role"),
          statement: try row.text("statement"),
          actor: try row.text("actor"),
          signedAt: try row.text("signed_at"),
          accepted: try row.count("accepted"),
          corrected: try row.count("corrected"),
          leftUnknown: try row.count("left_unknown"),
          open: try row.count("open_count"),
          inBatches: try row.count("in_batches"),
          fromFiles: try row.count("from_files"),
          outsideRun: try row.count("outside_run"),
          withoutSuggestion: try row.count("without_suggestion"),
          contentDigest: content,
          head: TrailHead(sequence: try row.integer("head_sequence"), hash: head),
          programVersion: try row.text("program_version"),
          voided: try row.count("voided"),
          leftSince: try row.count("left_since"),
          erasedSince: try row.count("erased_since")
        )
      }
    }
    guard let signOff else { throw StoreError.unknown(kind: "sign-off", id: "s\(id)") }
    return signOff
  }

  /// The newest signature, if there is one.
  package func newestSignOff() throws -> Int64? {
    try connection.number("SELECT max(id) FROM sign_off")
  }

  /// The signatures on a run, oldest first.
  package func signOffs(of run: Int64) throws -> [Int64] {
    var statement = try connection.prepare("SELECT id FROM sign_off WHERE run = ? ORDER BY id")
    return try statement.map(binding: .integer(run)) { row in try row.integer("id") }
  }

  /// The valid signatures of a student.
  package func activeSignOffs(of student: Int64) throws -> [Int64] {
    try ActiveSignatures(connection: connection).of(student)
  }

  /// Declares signatures void for one student, with the reason.
  ///
  /// The act must be the one that changes the student.
  package func void(_ signOffs: [Int64], for student: Int64, reason: String, act: Act) throws {
    try ActiveSignatures(connection: connection)
      .void(signOffs, for: student, reason: reason, act: act)
  }
}

/// The signed values of one student: the person, the evidence and the decision.
struct SignedValue {
  let student: Int64
  let decision: Int64
  let verdict: String
  let path: DecisionPath?
  let digest: SHA256.Digest

  /// The columns of `student` that a signature is bound to.
  static let fields: Set<String> = [
    "school_id", "name", "not_a_person", "height_cm", "gender_absence", "gender",
  ]

  /// The input of the digest, in this order.
  private static let digested: [StaticString] = [
    "student", "id", "verdict", "name", "school_id", "height_cm", "gender_absence", "gender", "run",
  ]

  static let selectByDecision: SQL =
    """
    SELECT detail.student, detail.decision AS id, detail.verdict, detail.decided_how,
      student.salt, student.name, student.school_id, student.height_cm, student.gender_absence,
      detail.gender, detail.run
    FROM decision_detail AS detail JOIN student ON student.id = detail.student
    WHERE detail.decision = ?
    """

  init(reading row: borrowing Row) throws {
    student = try row.integer("student")
    decision = try row.integer("id")
    verdict = try row.text("verdict")
    path = try DecisionPath(word: try row.optionalText("decided_how"))
    var canonical = CanonicalBytes()
    canonical.appendRaw(MerkleTree.leafTag)
    canonical.appendRaw(try row.blob("salt"))
    canonical.append("studentdb signed value 1")
    for name in Self.digested {
      let place = try row.place(of: name)
      try canonical.append(columns: place..<place + 1, of: row)
    }
    digest = SHA256.hash(data: canonical.bytes)
  }
}

extension [SignedValue] {
  fileprivate func count(of verdict: String) -> SQLiteValue {
    .integer(Int64(count { $0.verdict == verdict }))
  }
}

/// The decisions to sign.
package enum SignatureScope: Sendable {
  /// Those about the students of one run.
  case run
  /// Those, and every other unsigned active decision.
  case everyDecision
}

/// One signature under the results of one run.
package struct SignOff: Sendable {
  package let id: Int64
  package let run: Int64
  package let printedName: String
  package let role: String
  /// The meaning of the signature.
  package let statement: String
  package let actor: String
  package let signedAt: String
  package let accepted: Int
  package let corrected: Int
  package let leftUnknown: Int
  package let open: Int
  /// The number of decisions accepted in batches rather than individually.
  package let inBatches: Int
  /// The number of decisions applied from a completed review file.
  package let fromFiles: Int
  /// The number of students without a result in the run: decided before it, or without a height.
  package let outsideRun: Int
  /// The number of corrected students for whom nothing was suggested: decided rather than corrected.
  package let withoutSuggestion: Int
  /// The root over the signed values.
  package let contentDigest: Digest
  /// The trail's head when the signature was given.
  package let head: TrailHead
  package let programVersion: String
  /// Students under the signature for whom it was declared void.
  package let voided: Int
  /// Students who left since; the signature is valid for them.
  package let leftSince: Int
  /// Signed students who were erased since.
  package let erasedSince: Int

  /// The number of signed students.
  package var students: Int { accepted + corrected + leftUnknown }
  /// The number of them decided individually.
  package var lookedAt: Int { students - inBatches - fromFiles }
}
