package import RosterReading
package import StudentStore

/// Reads decisions from a completed review file.
///
/// Valid lines are applied in one transaction, as one batch marked as coming from a file; every
/// other line is a conflict. A decision is replaced only if the file knew it. Applying the same
/// file again changes nothing.
package struct ApplyWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// The result for a file.
  package struct Outcome: Sendable {
    /// Non-blank lines below the headings.
    package let rows: Int
    /// Lines without a decision.
    package let empty: Int
    /// Decisions that were already recorded.
    package let unchanged: Int
    /// The decisions, in file order.
    package let decisions: [ReviewDecision]
    /// Lines that were not applied, in file order.
    package let conflicts: [SheetConflict]

    /// The batch of the decisions; nil if there are none.
    package var batch: Int64? { decisions.first?.batch }
  }

  /// Applies a file.
  ///
  /// `options`: the encoding, if requested. Throws `WorkflowError` and `RosterError` if the file as
  /// a whole cannot be read.
  package func apply(
    _ source: RosterSource,
    options: ImportOptions = ImportOptions(),
    reason: String? = nil,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Outcome {
    let sheet = try CompletedReviewFile(source, options: options)
    return try database.write(.apply, context: context, mode: mode) { act in
      var judge = try SheetValidator(database, signatures: signatures, reason: reason)
      for row in sheet.rows { try judge.judge(row) }
      var decisions: [ReviewDecision] = []
      if !judge.decisions.isEmpty {
        for decision in judge.decisions {
          try signatures.clear(decision.student, in: database, act: act)
        }
        let runs = Set(judge.decisions.map(\.run))
        let stored = try database.append(
          batch: ReviewBatch.Kind.apply.rawValue,
          run: runs.count == 1 ? runs.first ?? nil : nil,
          threshold: nil,
          expectedWrong: nil,
          reason: reason,
          decisions: judge.decisions,
          act: act
        )
        decisions = try database.decisions(inBatch: stored.batch)
        act.note("file_sha256", text: sheet.sha256.hexadecimal)
      }
      return Outcome(
        rows: sheet.rows.count,
        empty: sheet.rows.count { !$0.isFilled },
        unchanged: judge.unchanged,
        decisions: decisions,
        conflicts: judge.conflicts
      )
    }
  }
}
