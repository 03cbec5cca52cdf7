package import RosterReading
package import StudentStore

/// Reads decisions back from a sheet that a person filled in.
///
/// What can be applied is applied in one transaction, as one batch that is marked apart; every line
/// that cannot is a conflict. No decision is replaced by one that was made without knowing it. The
/// same file a second time changes nothing.
package struct ApplyWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// What came of a file.
  package struct Outcome: Sendable {
    /// Lines with something in them, behind the headings.
    package let rows: Int
    /// Lines without a decision.
    package let empty: Int
    /// Decisions that were so already.
    package let unchanged: Int
    /// What was decided, in the order of the file.
    package let decisions: [ReviewDecision]
    /// Lines that were not applied, in the order of the file.
    package let conflicts: [SheetConflict]

    /// The batch that the decisions make; nil where there are none.
    package var batch: Int64? { decisions.first?.batch }
  }

  /// Applies a file.
  ///
  /// `options`: the encoding, where it was asked for.
  /// Throws `WorkflowError` and `RosterError` where the file as a whole cannot be read.
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
