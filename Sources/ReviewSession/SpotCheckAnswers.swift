package import Mixture
package import StudentStore
import Workflows

/// The answers about some students of a batch, given without their suggestions before the batch is
/// accepted.
package struct SpotCheckAnswers {
  package private(set) var asked = 0
  /// How many answers equal the suggestion.
  package private(set) var agreed = 0

  package init() {}

  /// Stores an answer; it is a blind decision like any other.
  ///
  /// - Throws: `StoreError.decidedMeanwhile` if there is another decision than the item's.
  package mutating func keep(
    _ gender: String,
    about item: QueueItem,
    run: Int64,
    in database: SchoolDatabase,
    context: WorkContext,
    reason: String?
  ) throws {
    let decision = try ReviewWorkflow(database, context: context).decide(
      item.student,
      .gender(gender),
      run: run,
      reason: reason,
      seen: .exactly(item.decision),
      isBlind: true
    )
    asked += 1
    if decision.verdict.gender == item.suggestion?.gender { agreed += 1 }
  }

  /// The share that agrees, with its 95 % interval; nil without answers.
  package var agreement: (share: Double, interval: ConfidenceInterval)? {
    guard asked > 0 else { return nil }
    let share = Double(agreed) / Double(asked)
    return (share, ConfidenceInterval(share: share, of: Double(asked)))
  }
}
