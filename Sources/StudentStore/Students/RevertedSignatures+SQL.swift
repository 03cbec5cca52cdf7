import SQLite

extension SchoolDatabase {
  /// Ensures that no signature depends on an import.
  ///
  /// `voiding`: why they are declared void; nil to respect them. Returns how many were declared
  /// void. Throws `StoreError.importIsSigned` if one does and must be respected.
  func clearSignatures(of batch: ImportBatch, voiding: String?, act: Act) throws -> Int {
    guard try connection.isTrue("SELECT EXISTS (SELECT 1 FROM sign_off)") else { return 0 }
    let signed = try signedStudents(of: batch)
    guard let voiding else {
      guard signed.isEmpty else {
        throw StoreError.importIsSigned(
          importBatch: batch.id,
          students: Set(signed.map(\.student)).sorted(),
          signOffs: Set(signed.map(\.signOff)).sorted()
        )
      }
      return 0
    }
    var written: ClosedRange<Int64>?
    for (student, signOff) in signed {
      let row = try connection.insertVoid(of: signOff, for: student, reason: voiding, act: act)
      written = (written?.lowerBound ?? row)...row
    }
    if let written {
      act.cover(.signOffVoid, keys: written)
      act.note("voided", .integer(Int64(signed.count)))
    }
    return signed.count
  }

  /// The signatures of active decisions about an import's students, and about students whose signed
  /// values it changed.
  private func signedStudents(
    of batch: ImportBatch
  ) throws -> [(student: Int64, signOff: Int64)] {
    var statement = try connection.prepare(
      """
      SELECT active_signature.student, active_signature.sign_off FROM active_signature
      JOIN current_decision ON current_decision.decision = active_signature.decision
      WHERE active_signature.student BETWEEN ? AND ?
      ORDER BY active_signature.student, active_signature.sign_off
      """
    )
    var signed = try statement.map(
      binding: .integer(batch.students?.lowerBound ?? 1),
      .integer(batch.students?.upperBound ?? 0)
    ) { row in (student: try row.integer("student"), signOff: try row.integer("sign_off")) }
    guard try hasChanges(by: batch) else { return signed }
    let signatures = ActiveSignatures(connection: connection)
    var restorations = try Restorations(of: batch.id, in: connection)
    try restorations.forEachStudent { restoration in
      guard Self.touchSignedValues(restoration.changes) else { return }
      for signOff in try signatures.of(restoration.after.id) {
        signed.append((student: restoration.after.id, signOff: signOff))
      }
    }
    return signed
  }
}
