import StudentStore

/// Stores entries that state again what held before, and takes care of the signatures on them.
struct Restoration {
  /// What many of them are called together.
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
  /// - Precondition: there is at least one, and each takes something back.
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
