package import Mixture
package import StudentStore
package import Workflows

/// The evidence for a decision about one student, from one snapshot.
package struct EvidenceSheet {
  package let student: Student
  package let item: QueueItem
  package let state: QueueItem.State
  package let explanation: StudentExplanation
  package let line: FileRecord
  /// The densities of the student's stratum; nil if the run proposes nothing.
  package let mixture: HeightMixture?
  /// Whether the run compares students of one age, rather than of one class or all.
  package let isByAge: Bool
  /// Whether the suggestion, and everything that would reveal it, is hidden.
  package let isBlind: Bool

  /// The active decision, which a new one would replace.
  package var decision: ReviewDecision? {
    state == .open ? nil : explanation.decision
  }

  /// The newest decision, including undos; a new one must follow it.
  package var seen: Int64? { explanation.decision?.id }

  /// Whether the student is already decided.
  package var isDecided: Bool { !state.isToDo }

  init(
    _ place: ReviewQueue.Place,
    isBlind: Bool,
    model: ImputationRun,
    in database: SchoolDatabase
  ) throws {
    self.isBlind = isBlind
    isByAge = model.settings.stratifiedBy == "age"
    item = place.item
    state = place.state
    student = try database.student(item.student)
    let explanation = try ExplainWorkflow(database).run(item.student, run: model.id)
    line = try FileRecord(student, in: database)
    mixture = try explanation.weights.flatMap { _ in
      try model.strata.first { $0.name == explanation.evidence?.stratum }
        .map { try model.mixture(of: $0) }
    }
    self.explanation = explanation
  }
}
