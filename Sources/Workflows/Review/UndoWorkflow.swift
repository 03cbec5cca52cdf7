package import StudentStore

/// Undoes decisions, by new decisions that restore the earlier state.
package struct UndoWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// What was undone or redone.
  package struct Outcome: Sendable {
    /// The entries that are no longer active, oldest first.
    package let undone: [ReviewDecision]
    /// The active decision for each of their students.
    package let restored: [ReviewDecision]
  }

  /// Undoes one decision, or the newest that can be undone; if that is a batch, the whole batch.
  ///
  /// `decision`: nil for the newest; a named one is undone alone. Naming an undo redoes its
  /// decision. Throws `StoreError.nothingToUndo` if there is nothing to undo, or if a later
  /// decision about the student depends on it.
  package func undo(
    _ decision: Int64?,
    reason: String?,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Outcome {
    try database.write(.undo, context: context, mode: mode) { act in
      let restoration = Restoration(database, signatures: signatures, reason: reason, act: act)
      if let decision {
        return try restoration.store([try undo(of: try database.decision(decision), reason)], .undo)
      }
      guard let newest = try database.newestUndoableDecision() else {
        throw StoreError.nothingToUndo(detail: "no decision is active")
      }
      let members = try newest.batch.map { try database.decisions(inBatch: $0) } ?? [newest]
      return try restoration.store(try undos(of: members, reason: reason), .undo)
    }
  }

  /// Undoes the active decisions of a batch.
  ///
  /// Throws `StoreError.unknown` if there is no such batch, `nothingToUndo` if none of it is
  /// active.
  package func undo(
    batch: Int64,
    reason: String?,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Outcome {
    try database.write(.undo, context: context, mode: mode) { act in
      let undos = try undos(of: try members(of: batch), reason: reason)
      guard !undos.isEmpty else {
        throw StoreError.nothingToUndo(
          detail: "nothing of b\(batch) counts any more, or it is a batch of undos"
        )
      }
      return try Restoration(database, signatures: signatures, reason: reason, act: act)
        .store(undos, .undo)
    }
  }

  private func members(of batch: Int64) throws -> [ReviewDecision] {
    try database.decisions(inBatch: try database.reviewBatch(batch).id)
  }

  /// The given decisions that can be undone; a newer decision about a student stays.
  private func undos(of decisions: [ReviewDecision], reason: String?) throws -> [NewDecision] {
    try decisions.compactMap { decision in
      guard try database.mayBeDecided(decision.student) else { return nil }
      let history = try DecisionHistory(of: decision.student, in: database)
      return history.counting?.id == decision.id ? history.undoing(reason: reason) : nil
    }
  }

  /// The entry that undoes a named one of any kind.
  private func undo(of decision: ReviewDecision, _ reason: String?) throws -> NewDecision {
    let history = try DecisionHistory(of: decision.student, in: database)
    let answer: NewDecision?
    if history.counting?.id == decision.id || decision.id == history.head?.id,
      history.undone.last?.undo.id != decision.id
    {
      answer = history.undoing(reason: reason)
    } else if history.undone.last?.undo.id == decision.id {
      answer = history.redoing(reason: reason)
    } else {
      answer = nil
    }
    guard let answer else {
      let head = history.head?.id ?? decision.id
      throw StoreError.nothingToUndo(
        detail: "d\(decision.id) no longer counts, because d\(head) came after it; undo that one "
          + "first"
      )
    }
    return answer
  }
}

/// Stores entries that restore the earlier state, and handles the signatures on them.
struct Restoration {
  /// The name of a batch of them.
  enum Kind: String {
    case undo
    case redo
  }

  private let database: SchoolDatabase
  private let signatures: SignatureTreatment
  private let reason: String?
  private let act: Act

  init(
    _ database: SchoolDatabase,
    signatures: SignatureTreatment,
    reason: String?,
    act: Act
  ) {
    self.database = database
    self.signatures = signatures
    self.reason = reason
    self.act = act
  }

  /// Stores one entry by itself and several as one batch.
  ///
  /// - Precondition: there is at least one, and each undoes an entry.
  func store(_ entries: [NewDecision], _ kind: Kind) throws -> UndoWorkflow.Outcome {
    let taken = entries.compactMap(\.undoes)
    act.note("undoes", text: taken.map { "d\($0)" }.joined(separator: " "))
    for entry in entries { try signatures.clear(entry.student, in: database, act: act) }
    return UndoWorkflow.Outcome(
      undone: try taken.map { try database.decision($0) },
      restored: try restored(entries, kind)
    )
  }

  private func restored(_ entries: [NewDecision], _ kind: Kind) throws -> [ReviewDecision] {
    if entries.count == 1 { return [try database.append(entries[0], act: act)] }
    let stored = try database.append(
      batch: kind.rawValue,
      run: entries[0].run,
      threshold: nil,
      expectedWrong: nil,
      reason: reason,
      decisions: entries,
      act: act
    )
    return try database.decisions(inBatch: stored.batch)
  }
}
