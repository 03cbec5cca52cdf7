/// A student as `list` shows one: the gender that counts, what it rests on, and the suggestion
/// beside it.
package struct ListedStudent: Sendable {
  /// What the gender rests on.
  package enum State: String, Sendable, CaseIterable {
    case recorded
    case inferred
    case decided
    case missing
    case inDoubt = "in_doubt"
    case declined
    case doNotInfer = "do_not_infer"
    case notAPerson = "not_a_person"
  }

  package let student: Int64
  package let schoolID: String?
  package let name: String
  package let group: String?
  package let ageYears: Double?
  package let heightCentimetres: Double?
  /// Recorded, else decided; nil while it is only inferred.
  package let gender: String?
  package let state: State
  /// What the current run suggests, where its gate let it through.
  package let suggestion: (gender: String, confidence: Double, run: Int64)?
  package let decidedBy: String?
  package let decidedAt: String?
  /// How the decision came about; nil where none counts.
  package let path: DecisionPath?
  /// The signatures that stand for the student.
  package let signed: Bool
}

/// Which students to list, and how.
package struct ListFilter: Sendable {
  /// What the list is sorted by.
  package enum Order: String, Sendable, CaseIterable {
    case student
    case name
    case group
    case height
    case confidence
  }

  package var state: ListedStudent.State?
  package var group: String?
  /// A part of the name, in any case.
  package var name: String?
  package var order: Order
  package var limit: Int?

  package init(
    state: ListedStudent.State? = nil,
    group: String? = nil,
    name: String? = nil,
    order: Order = .student,
    limit: Int? = nil
  ) {
    self.state = state
    self.group = group
    self.name = name
    self.order = order
    self.limit = limit
  }
}

/// Where the school stands, in counts.
package struct SchoolStatus: Sendable {
  package let students: Int
  /// Imports that stand.
  package let imports: Int
  /// Imports that were taken back.
  package let revertedImports: Int
  package let runs: Int
  package let states: [ListedStudent.State: Int]
  /// Students whose gender is missing and whom no height helps to infer.
  package let missingWithoutHeight: Int
  /// Items of the current run by state.
  package let queue: [QueueItem.State: Int]
  package let currentRun: Int64?
  package let signOffs: Int
  package let rejectedRows: Int
  package let head: TrailHead
}
