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
      try connection.run(
        """
        INSERT INTO sign_off_void (sign_off, student, actor, voided_at, reason)
        VALUES (?, ?, ?, ?, ?)
        """,
        .integer(signOff),
        .integer(student),
        .text(act.context.actor),
        .text(act.time),
        .text(reason)
      )
      act.cover(.signOffVoid, row: connection.lastInsertedRowID)
      act.note("voided", .text("s\(signOff) for student \(student)"))
    }
  }
}
