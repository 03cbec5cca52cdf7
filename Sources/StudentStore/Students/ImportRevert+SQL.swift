import SQLite

extension SchoolDatabase {
  /// The revert of an import; nil for an active one.
  package func importRevert(of importBatch: Int64) throws -> ActRevert? {
    var statement = try connection.prepare(
      """
      SELECT actor, reverted_at, reason FROM import_revert WHERE import_batch = ?
      """
    )
    return try statement.first(binding: .integer(importBatch)) { row in
      ActRevert(
        actor: try row.text("actor"),
        revertedAt: try row.text("reverted_at"),
        reason: try row.text("reason")
      )
    }
  }

  /// Later active imports with students that an import added or changed, oldest first.
  package func importsResting(on batch: ImportBatch) throws -> [Int64] {
    var statement = try connection.prepare(
      """
      SELECT DISTINCT student_line.import_batch AS later FROM student_line
      WHERE student_line.student BETWEEN ?2 AND ?3 AND student_line.import_batch <> ?1
        AND student_line.import_batch NOT IN (SELECT import_batch FROM import_revert)
      UNION
      SELECT DISTINCT student_line.import_batch FROM student_change
      JOIN student_line ON student_line.student = student_change.student
      WHERE student_change.import_batch = ?1 AND student_line.import_batch > ?1
        AND student_line.import_batch NOT IN (SELECT import_batch FROM import_revert)
      ORDER BY later
      """
    )
    var later = Set(
      try statement.map(
        binding: .integer(batch.id),
        .integer(batch.students?.lowerBound ?? 1),
        .integer(batch.students?.upperBound ?? 0)
      ) { row in try row.integer("later") }
    )
    for importBatch in try importIDs() where importBatch > batch.id && !later.contains(importBatch)
    {
      if try repeatsLines(importBatch, aboutStudentsOf: batch) { later.insert(importBatch) }
    }
    return later.sorted()
  }

  /// Whether a later import repeats lines about students whom an import added or changed.
  private func repeatsLines(_ later: Int64, aboutStudentsOf batch: ImportBatch) throws -> Bool {
    var changed = try connection.prepare(
      """
      SELECT EXISTS (SELECT 1 FROM student_change
                     WHERE import_batch = ? AND student BETWEEN ? AND ?) AS is_changed
      """
    )
    var isResting = false
    try forEachRepeatedRun(of: later) { run in
      if isResting { return }
      isResting =
        try batch.students?.overlaps(run.students) ?? false
        || changed.first(
          binding: .integer(batch.id),
          .integer(run.students.lowerBound),
          .integer(run.students.upperBound)
        ) { row in try row.integer("is_changed") == 1 } ?? false
    }
    return isResting
  }

  /// Reverts an import: its students are no longer active, and its changes to other students are
  /// restored, except where corrected since.
  ///
  /// One row records this; nothing is removed, however large the import.
  ///
  /// `voiding`: why the signatures of its students are void; nil to respect them. Throws
  /// `StoreError.importSupportsLater` if a later import depends on it, `importIsJoined` if one of its
  /// students is joined with another, `importIsSigned` if a signature prevents it, `idTaken` if a school id to be restored now belongs to another student.
  package func revert(
    _ batch: ImportBatch,
    reason: String,
    voiding: String?,
    act: Act
  ) throws -> RevertedImport {
    let later = try importsResting(on: batch)
    guard later.isEmpty else {
      throw StoreError.importSupportsLater(importBatch: batch.id, later: later)
    }
    let joins = try joins(ofStudentsFrom: batch)
    guard joins.isEmpty else {
      throw StoreError.importIsJoined(importBatch: batch.id, joins: joins)
    }
    var outcome = RevertedImport(batch)
    outcome.students = try storedStudents(of: batch)
    outcome.decided = try decidedStudents(of: batch)
    outcome.voidedSignatures = try clearSignatures(of: batch, voiding: voiding, act: act)
    try connection.insert(
      into: .importRevert,
      [
        "import_batch": .integer(batch.id), "actor": .text(act.context.actor),
        "reverted_at": .text(act.time), "reason": .text(reason),
        "program_version": .text(act.context.programVersion),
      ],
      salt: try act.context.salt()
    )
    act.note("import", .text("i\(batch.id)"))
    act.note("students", .integer(Int64(outcome.students)))
    act.cover(.importRevert, row: batch.id)
    try giveBack(&outcome, reason: reason, act: act)
    act.note("restored", .integer(Int64(outcome.restored)))
    return outcome
  }

  /// Restores the values that the import changed.
  private func giveBack(_ outcome: inout RevertedImport, reason: String, act: Act) throws {
    guard try hasChanges(by: outcome.batch) else { return }
    var restorations = try Restorations(of: outcome.batch.id, in: connection)
    var written: ClosedRange<Int64>?
    let importBatch = outcome.batch.id
    try withoutRowGuards(of: .studentUpdate) {
      try restorations.forEachStudent { restoration in
        if restoration.keepsCorrection {
          outcome.kept += 1
          if outcome.kept <= 100 { outcome.keptStudents.append(restoration.after.id) }
        }
        let changes = restoration.changes
        guard !changes.isEmpty else { return }
        try requireFreeID(of: restoration.after, before: restoration.before)
        for change in changes {
          let row = try connection.insert(
            change,
            reason: reason,
            reverting: importBatch,
            act: act
          )
          written = (written?.lowerBound ?? row)...row
        }
        try connection.update(restoration.after)
        outcome.restored += 1
      }
    }
    if let written { act.cover(.studentChange, keys: written) }
  }

  /// Students of an import with an active decision.
  private func decidedStudents(of batch: ImportBatch) throws -> Int {
    try connection.count(
      """
      SELECT count(*) FROM current_decision
      WHERE student BETWEEN ? AND ? AND verdict <> 'reopen'
      """,
      .integer(batch.students?.lowerBound ?? 1),
      .integer(batch.students?.upperBound ?? 0)
    )
  }
}

/// The revert of an import or a join: by whom, when and why.
package struct ActRevert: Equatable, Sendable {
  package let actor: String
  package let revertedAt: String
  package let reason: String
}

/// The result of reverting an import.
package struct RevertedImport: Sendable {
  package let batch: ImportBatch
  /// Students of the import, who are no longer active.
  package var students = 0
  /// Of these, students with a decision that was active until now.
  package var decided = 0
  /// Other students with restored values.
  package var restored = 0
  /// Other students whose imported values were corrected since; the corrections stay.
  package var kept = 0
  /// The first hundred of those.
  package var keptStudents: [Int64] = []
  /// Signatures that are no longer valid for a student.
  package var voidedSignatures = 0

  /// An import that is not reverted.
  package init(_ batch: ImportBatch) {
    self.batch = batch
  }
}
