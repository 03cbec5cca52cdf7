package import StudentStore

/// Takes decisions back, by new decisions that state again what held before.
package struct UndoWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// What was taken back.
  package struct Outcome: Sendable {
    /// The decisions that no longer count, oldest first.
    package let undone: [ReviewDecision]
    /// What counts now for each of their students.
    package let restored: [ReviewDecision]
  }

  /// Undoes one decision, or the newest that can be undone; of a batch, all of it.
  ///
  /// `decision`: nil for the newest.
  /// Throws `StoreError.nothingToUndo` where there is nothing, or where a later decision about
  /// the same student stands on it.
  package func undo(
    _ decision: Int64?,
    reason: String?,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Outcome {
    try database.write(.undo, context: context, mode: mode) { act in
      let target: ReviewDecision
      if let decision {
        target = try database.decision(decision)
      } else {
        guard let newest = try database.newestUndoableDecision() else {
          throw StoreError.nothingToUndo(detail: "no decision stands")
        }
        target = newest
      }
      var members = [target]
      if decision == nil, let batch = target.batch {
        members = try database.decisions(inBatch: batch)
      }
      let undos = try members.compactMap { member in
        try undo(of: member, isNamed: decision != nil, reason: reason)
      }
      guard !undos.isEmpty else {
        throw StoreError.nothingToUndo(detail: "d\(target.id) no longer counts")
      }
      let undone = undos.compactMap { $0.undoes.map { "d\($0)" } }
      act.note("undoes", text: undone.joined(separator: " "))
      for undo in undos { try signatures.clear(undo.student, in: database, act: act) }
      return Outcome(
        undone: try undos.compactMap { try $0.undoes.map { try database.decision($0) } },
        restored: try store(undos, reason: reason, act: act)
      )
    }
  }

  private func store(
    _ undos: [NewDecision],
    reason: String?,
    act: Act
  ) throws -> [ReviewDecision] {
    if undos.count == 1 {
      return [try database.append(undos[0], act: act)]
    }
    let stored = try database.append(
      batch: "undo",
      run: undos[0].run,
      threshold: nil,
      expectedWrong: nil,
      reason: reason,
      decisions: undos,
      act: act
    )
    return try database.decisions(inBatch: stored.batch)
  }

  /// The decision that takes another back: what held before it, said again.
  private func undo(
    of decision: ReviewDecision,
    isNamed: Bool,
    reason: String?
  ) throws -> NewDecision? {
    guard let current = try database.currentDecision(of: decision.student) else { return nil }
    if !isNamed, try !database.mayBeDecided(decision.student) { return nil }
    // A decision counts as long as it is the newest, or an undo has brought it back.
    guard current.id == decision.id || current.restores == decision.id else {
      guard isNamed else { return nil }
      throw StoreError.nothingToUndo(
        detail: "d\(decision.id) no longer counts, because d\(current.id) came after it; undo that "
          + "one first"
      )
    }
    let before = try effective(before: decision)
    return NewDecision(
      student: decision.student,
      run: before?.run ?? decision.run,
      verdict: before?.verdict ?? .reopen,
      reason: reason,
      supersedes: current.id,
      undoes: decision.id,
      restores: before?.id
    )
  }

  /// The decision that counted before another one; nil where the student was open.
  ///
  /// An undo is followed to what it restored, so that undoing again goes further back.
  private func effective(before decision: ReviewDecision) throws -> ReviewDecision? {
    guard let earlier = try decision.supersedes.map({ try database.decision($0) }) else {
      return nil
    }
    if earlier.undoes != nil {
      return try earlier.restores.map { try database.decision($0) }
    }
    return earlier
  }
}
