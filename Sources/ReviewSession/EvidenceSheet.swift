package import Mixture
package import StudentStore
package import Workflows

/// Everything about one student that a decision is based on, as of one moment.
package struct EvidenceSheet {
  package let student: Student
  package let item: QueueItem
  package let state: QueueItem.State
  package let explanation: StudentExplanation
  package let line: FileRecord
  /// The densities of the student's stratum; nil where the run proposes nothing.
  package let mixture: HeightMixture?
  /// Whether the suggestion, and all that would give it away, is hidden.
  package let isBlind: Bool

  /// The decision that counts, and that a new one would replace.
  package var decision: ReviewDecision? {
    state == .open ? nil : explanation.decision
  }

  /// The newest decision, an undo included: what a new one has to follow.
  package var seen: Int64? { explanation.decision?.id }

  /// Whether a person has decided already.
  package var isDecided: Bool { !state.isToDo }

  init(
    _ place: ReviewQueue.Place,
    isBlind: Bool,
    model: ImputationRun,
    in database: SchoolDatabase
  ) throws {
    self.isBlind = isBlind
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
