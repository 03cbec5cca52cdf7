import Mixture

/// One student of a run with the evidence, the suggestion and what became of it.
///
/// It says where the student is among the ``QueuedStudents``, and reads there what is asked for.
package struct QueueItem: Sendable {
  /// The state of a suggestion.
  package enum State: String, Sendable, CaseIterable {
    case open
    case later
    case accepted
    case corrected
    case leftUnknown = "left_unknown"
    case signed

    /// Reads the column `state` of the view `current_decision`.
    init(word: String) throws(StoreError) {
      guard let state = State(rawValue: word) else {
        throw .malformed(table: "review_decision", detail: "a verdict is \(word)")
      }
      self = state
    }

    /// What the verdict of the newest decision makes of a student, as that view has it; a signature
    /// is another matter.
    init(verdict: String) throws(StoreError) {
      switch verdict {
      case "accept": self = .accepted
      case "correct": self = .corrected
      case "reopen": self = .open
      case "leave_unknown": self = .leftUnknown
      default: try self.init(word: verdict)
      }
    }

    /// Whether the student is undecided.
    package var isToDo: Bool { self == .open || self == .later }
  }

  private let students: QueuedStudents
  private let row: Int
  /// Whether the suggestion is hidden from the reviewer, and the decision stored as blind.
  ///
  /// Items from the database are never blind; the arrangement of a queue sets this.
  package var isBlind = false
  /// Whether suggestion, interval and probabilities are left out.
  private var isReduced = false

  /// The student of a row.
  init(_ students: QueuedStudents, row: Int) {
    self.students = students
    self.row = row
  }

  package var student: Int64 { students.numbers[row] }
  package var schoolID: String? { students.people.schoolID(row) }
  package var name: String { students.people.name(row) }
  package var group: String? { students.people.group(row) }
  package var state: State { students.states[row] }
  /// The active decision.
  package var decision: Int64? { students.decided(row)?.decision }
  package var decidedGender: String? { students.decided(row)?.gender }
  /// How the active decision was made; nil if there is none.
  package var path: DecisionPath? { students.decided(row)?.path }
  /// Whether the student is in the run's blind sample.
  package var isDrawn: Bool { students.drawn[row] }
  package var run: Int64 { students.run }

  private var cell: EvidenceCell { students.cells[Int(students.places[row])] }

  /// As the run saw it; nil where the name alone was asked.
  package var heightCentimetres: Double? { cell.height }
  /// The class, grade or age that the student was fitted with; nil for the whole school.
  package var stratum: String? { cell.stratum }
  /// The words of the name, as in ``EvidenceCell/words``.
  package var words: [Int]? { cell.words }
  /// Nil where the run's gate refused: a refused run proposes nothing.
  package var suggestion: (gender: String, confidence: Double)? {
    let cell = self.cell
    return cell.isProposed && !isReduced ? (cell.gender, cell.confidence) : nil
  }
  /// The interval of the confidence; nil if the run has none.
  package var interval: ClosedRange<Double>? {
    let cell = self.cell
    return cell.isProposed && !isReduced ? cell.range : nil
  }
  /// The model's probability of each gender, whether or not the gate passed.
  package var probabilities: [GenderProbability] { isReduced ? [] : cell.probabilities }

  /// The item to show: without suggestion, interval and probabilities if it is blind.
  package var shown: QueueItem {
    guard isBlind else { return self }
    var item = self
    item.isReduced = true
    return item
  }
}

extension EvidenceCell {
  /// The interval; nil where there is none, or the file says none that could be.
  fileprivate var range: ClosedRange<Double>? {
    interval.flatMap { $0.lower <= $0.upper ? $0.lower...$0.upper : nil }
  }
}
