import Mixture
import StudentStore
import Workflows

/// Everything about one student that a decision is based on, as of one moment.
struct StudentSheet {
  let student: Student
  let item: QueueItem
  let state: QueueItem.State
  let explanation: StudentExplanation
  let line: FileLine
  /// The densities of the student's stratum; nil where the run proposes nothing.
  let mixture: HeightMixture?
  /// Whether the suggestion, and all that would give it away, is hidden.
  let isBlind: Bool

  /// The decision that counts, and that a new one would replace.
  var decision: ReviewDecision? {
    state == .open ? nil : explanation.decision
  }

  /// The newest decision, an undo included: what a new one has to follow.
  var seen: Int64? { explanation.decision?.id }

  /// Whether somebody has decided already.
  var isDecided: Bool { !state.isToDo }

  init(
    _ place: LiveQueue.Place,
    isBlind: Bool,
    model: ImputationRun,
    in database: SchoolDatabase
  ) throws {
    self.isBlind = isBlind
    item = place.item
    state = place.state
    student = try database.student(item.student)
    let explanation = try ExplainWorkflow(database).run(item.student, run: model.id)
    line = try FileLine(student, in: database)
    mixture = try explanation.weights.flatMap { _ in
      try model.strata.first { $0.name == explanation.evidence?.stratum }
        .map { try model.mixture(of: $0) }
    }
    self.explanation = explanation
  }
}
