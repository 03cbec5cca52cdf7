import SQLite

/// A student for whom a signature is no longer valid, and the changed part of the signed values.
package struct SignatureInvalidation: Equatable, Sendable {
  package let student: Int64
  /// The newest decision, if it is not the signed one.
  package let newDecision: Int64?
  /// Whether a signed value has changed.
  package let hasOtherValues: Bool
  /// The signed columns that changed since.
  package let changedFields: [String]
  /// The student's import, if it was reverted since.
  package let revertedImport: Int64?
  /// Who declared the signature void for the student, and when; nil if it was not.
  package let voided: (by: String, at: String)?

  package static func == (left: Self, right: Self) -> Bool {
    left.student == right.student && left.newDecision == right.newDecision
      && left.hasOtherValues == right.hasOtherValues && left.changedFields == right.changedFields
      && left.revertedImport == right.revertedImport && left.voided?.by == right.voided?.by
      && left.voided?.at == right.voided?.at
  }

  /// The invalid parts in words, without the pupil's name.
  package var words: String {
    var parts: [String] = []
    if let newDecision { parts.append("decided anew in d\(newDecision)") }
    if hasOtherValues {
      let fields = changedFields.joined(separator: ", ")
      parts.append(fields.isEmpty ? "a signed value changed" : "\(fields) changed")
    }
    if let revertedImport { parts.append("import i\(revertedImport) reverted") }
    return parts.isEmpty ? "declared void" : parts.joined(separator: ", ")
  }
}

/// Compares the signed values with the present ones.
struct SignatureComparison {
  /// The signed values as stored.
  struct Signed {
    /// The root over the digests of the signed values.
    let content: Digest
    /// The numbers of accepted, corrected and left unknown, and of those accepted in batches.
    let counts: [Int]
    /// How many of the signed were erased, so that it is not known how they are counted.
    let erased: Int
  }

  private(set) var lost: [SignatureInvalidation] = []
  let signed: Signed

  /// Checks every student of a signature.
  init(of signOff: Int64, in connection: Connection) throws {
    var items = try connection.prepare(Self.selectItems)
    var values = try connection.prepare(SignedValue.selectByDecision)
    var tree = MerkleTree()
    var counts = [0, 0, 0, 0]
    var lost: [SignatureInvalidation] = []
    var erased = 0
    try items.forEachRow(binding: .integer(signOff)) { row in
      let digest = try row.blob("value_digest")
      tree.append(Digest(reading: digest) ?? .zero)
      guard try row.integer("is_stored") == 1 else {
        erased += 1
        return
      }
      let value = try values.first(
        binding: .integer(try row.integer("decision")),
        body: SignedValue.init(reading:)
      )
      switch value?.verdict {
      case "accept":
        counts[0] += 1
        counts[3] += value?.path == .batch ? 1 : 0
      case "correct": counts[1] += 1
      case "leave_unknown": counts[2] += 1
      default: break
      }
      let newDecision = try row.optionalInteger("new_decision")
      let voidedBy = try row.optionalText("actor")
      let hasOtherValues = value.map { Array($0.digest) != digest } ?? true
      guard newDecision != nil || voidedBy != nil || hasOtherValues else { return }
      lost.append(
        SignatureInvalidation(
          student: try row.integer("student"),
          newDecision: newDecision,
          hasOtherValues: hasOtherValues,
          changedFields: try row.optionalText("changed_fields")?.split(separator: " ").map(
            String.init
          ) ?? [],
          revertedImport: try row.optionalInteger("reverted_import"),
          voided: try voidedBy.map { (by: $0, at: try row.text("voided_at")) }
        )
      )
    }
    self.lost = lost
    signed = Signed(content: tree.root(), counts: counts, erased: erased)
  }

  private static let selectItems: SQL =
    """
    SELECT signed_item.student, signed_item.decision, signed_item.value_digest,
      EXISTS (SELECT 1 FROM erased_leaf
              WHERE table_name = 'student' AND key = signed_item.student) = 0 AS is_stored,
      (SELECT nullif(max(id), signed_item.decision) FROM review_decision
       WHERE review_decision.student = signed_item.student) AS new_decision,
      sign_off_void.actor, sign_off_void.voided_at,
      (SELECT group_concat(field, ' ') FROM (
         SELECT DISTINCT field FROM student_change
         WHERE student_change.student = signed_item.student
           AND student_change.changed_at >= sign_off.signed_at
           AND student_change.field IN
             ('school_id', 'name', 'not_a_person', 'height_cm', 'gender_absence', 'gender')
         ORDER BY field)) AS changed_fields,
      (SELECT import_revert.import_batch FROM student
       JOIN import_revert ON import_revert.import_batch = student.import_batch
       WHERE student.id = signed_item.student) AS reverted_import
    FROM signed_item
    JOIN sign_off ON sign_off.id = signed_item.sign_off
    LEFT JOIN sign_off_void ON sign_off_void.sign_off = signed_item.sign_off
                           AND sign_off_void.student = signed_item.student
    WHERE signed_item.sign_off = ? ORDER BY signed_item.student
    """
}

extension SchoolDatabase {
  /// The students for whom a signature is no longer valid, in order of number.
  package func signatureInvalidations(of signOff: Int64) throws -> [SignatureInvalidation] {
    try SignatureComparison(of: signOff, in: connection).lost
  }
}

/// The valid signatures for a student, and their invalidation.
struct ActiveSignatures {
  let connection: Connection

  /// Signatures of the active decision.
  func of(_ student: Int64) throws -> [Int64] {
    var statement = try connection.prepare(
      """
      SELECT sign_off FROM active_signature
      JOIN current_decision ON current_decision.decision = active_signature.decision
      WHERE active_signature.student = ? ORDER BY sign_off
      """
    )
    return try statement.map(binding: .integer(student)) { row in try row.integer("sign_off") }
  }

  /// Declares signatures void for one student.
  func void(_ signOffs: [Int64], for student: Int64, reason: String, act: Act) throws {
    for signOff in signOffs {
      act.cover(
        .signOffVoid,
        row: try connection.insertVoid(of: signOff, for: student, reason: reason, act: act)
      )
      act.note("voided", .text("s\(signOff) for student \(student)"))
    }
  }
}

extension Connection {
  /// Records that a signature is no longer valid for a student.
  ///
  /// - Returns: the row, for the act to cover.
  func insertVoid(
    of signOff: Int64,
    for student: Int64,
    reason: String,
    act: Act
  ) throws(SQLiteError) -> Int64 {
    try insert(
      into: .signOffVoid,
      [
        "sign_off": .integer(signOff), "student": .integer(student),
        "actor": .text(act.context.actor), "voided_at": .text(act.time), "reason": .text(reason),
      ]
    )
  }
}
