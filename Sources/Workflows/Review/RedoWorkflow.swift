package import StudentStore

/// Brings back what was undone, by new decisions: an undo of the undo.
///
/// What can be redone follows from the entries alone, so that it is the same after a restart and
/// for everybody. A new decision about a student ends it for that student alone.
package struct RedoWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Redoes one decision that was undone, or the one undone last; of a batch, all of it.
  ///
  /// `decision`: nil for the newest; else the decision that was undone, or its undo.
  /// Throws `StoreError.nothingToRedo` where there is nothing, or where something else about the
  /// same student has to be redone first.
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
  /// Throws `StoreError.unknown` where there is no such batch, `nothingToRedo` where nothing of it
  /// can be redone.
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

  /// What was undone last of all, with the rest of its batch.
  private func newest(reason: String?) throws -> [NewDecision] {
    var newest: ReviewDecision?
    for head in try database.undoneHeads() {
      // Nothing about a student can be newer than his or her newest entry.
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

  /// Those of some decisions, or of some undos, that can be redone.
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
  /// Whether a decision, or the undo of one, is the next that can be redone.
  fileprivate func isNext(_ decision: ReviewDecision) -> Bool {
    undone.last.map { $0.original.id == decision.id || $0.undo.id == decision.id } ?? false
  }
}
