package import StudentStore

/// Redoes what was undone, by new decisions: an undo of the undo.
///
/// What can be redone depends only on the stored entries, so it is the same after a restart and for
/// every reviewer. After a new decision about a student, nothing more can be redone for that
/// student.
package struct RedoWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Redoes one undone decision, or the one undone last; if that was a batch, the whole batch.
  ///
  /// `decision`: nil for the newest; else the decision that was undone, or its undo. Throws
  /// `StoreError.nothingToRedo` if there is nothing to redo, or if another decision about the
  /// student must be redone first.
  package func redo(
    _ decision: Int64?,
    reason: String?,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> UndoWorkflow.Outcome {
    try database.write(.redo, context: context, mode: mode) { act in
      let entries =
        if let decision {
          [try redo(of: try database.decision(decision), reason: reason)]
        } else {
          try newest(reason: reason)
        }
      return try Restoration(database, signatures: signatures, reason: reason, act: act)
        .store(entries, .redo)
    }
  }

  /// Redoes what was undone of a batch, or by a batch of undos.
  ///
  /// Throws `StoreError.unknown` if there is no such batch, `nothingToRedo` if none of it can be
  /// redone.
  package func redo(
    batch: Int64,
    reason: String?,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> UndoWorkflow.Outcome {
    try database.write(.redo, context: context, mode: mode) { act in
      let entries = try redos(of: try members(of: batch), reason: reason)
      guard !entries.isEmpty else {
        throw StoreError.nothingToRedo(detail: "nothing of b\(batch) was undone last")
      }
      return try Restoration(database, signatures: signatures, reason: reason, act: act)
        .store(entries, .redo)
    }
  }

  /// The last undone decision, with the rest of its batch.
  private func newest(reason: String?) throws -> [NewDecision] {
    var newest: ReviewDecision?
    for head in try database.undoneHeads() {
      // No entry about a student can be newer than their newest entry.
      if let newest, newest.id > head.decision { break }
      guard try database.mayBeDecided(head.student) else { continue }
      let next = try DecisionHistory(of: head.student, in: database).undone.last?.undo
      if let next, newest.map({ $0.id < next.id }) ?? true { newest = next }
    }
    guard let newest else {
      throw StoreError.nothingToRedo(detail: "no undo stands that a newer decision has not ended")
    }
    let members = try newest.batch.map { try database.decisions(inBatch: $0) } ?? [newest]
    return try redos(of: members, reason: reason)
  }

  private func members(of batch: Int64) throws -> [ReviewDecision] {
    try database.decisions(inBatch: try database.reviewBatch(batch).id)
  }

  /// The given decisions or undos that can be redone.
  private func redos(of decisions: [ReviewDecision], reason: String?) throws -> [NewDecision] {
    try decisions.compactMap { decision in
      guard try database.mayBeDecided(decision.student) else { return nil }
      let history = try DecisionHistory(of: decision.student, in: database)
      return history.isNext(decision) ? history.redoing(reason: reason) : nil
    }
  }

  private func redo(of decision: ReviewDecision, reason: String?) throws -> NewDecision {
    let history = try DecisionHistory(of: decision.student, in: database)
    guard history.isNext(decision), let answer = history.redoing(reason: reason) else {
      let isUndone = history.undone.contains {
        $0.original.id == decision.id || $0.undo.id == decision.id
      }
      let next = history.undone.last?.original.id ?? 0
      throw StoreError.nothingToRedo(
        detail: isUndone
          ? "d\(next) was undone after d\(decision.id); redo that one first"
          : "d\(decision.id) is not undone, or a newer decision came after the undo"
      )
    }
    return answer
  }
}

extension DecisionHistory {
  /// Whether a decision, or its undo, is the next that can be redone.
  fileprivate func isNext(_ decision: ReviewDecision) -> Bool {
    undone.last.map { $0.original.id == decision.id || $0.undo.id == decision.id } ?? false
  }
}
