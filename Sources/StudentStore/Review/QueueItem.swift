/// One student of a run with the evidence, the suggestion and what became of it.
package struct QueueItem: Sendable {
  /// What became of a suggestion.
  package enum State: String, Sendable, CaseIterable {
    case open
    case later
    case accepted
    case corrected
    case leftUnknown = "left_unknown"
    case signed

    /// Whether somebody still has to decide.
    package var isToDo: Bool { self == .open || self == .later }
  }

  package let student: Int64
  package let schoolID: String?
  package let name: String
  package let group: String?
  package let heightCentimetres: Double
  /// Nil where the run's gate refused: a refused run proposes nothing.
  package let suggestion: (gender: String, confidence: Double)?
  /// The interval of the confidence; nil where the run has none.
  package let interval: ClosedRange<Double>?
  /// The probability of each gender as the model has it, whether or not the gate let it through.
  package let probabilities: [(gender: String, probability: Double)]
  package let state: State
  package let run: Int64
  /// The decision that counts now.
  package let decision: Int64?
  package let decidedGender: String?
}
