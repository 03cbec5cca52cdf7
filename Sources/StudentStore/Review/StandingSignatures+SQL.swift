import SQLite

/// The signatures that stand for a student, and the end of their standing.
struct StandingSignatures {
  let connection: Connection

  /// Signatures under the decision that counts now.
  func of(_ student: Int64) throws -> [Int64] {
    var statement = try connection.prepare(
      """
      SELECT sign_off FROM standing_signature
      JOIN current_decision ON current_decision.decision = standing_signature.decision
      WHERE standing_signature.student = ? ORDER BY sign_off
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
  /// Says that a signature no longer stands for a student.
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
