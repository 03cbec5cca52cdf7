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

    /// Reads the column `state` of the view `current_decision`.
    init(word: String) throws(StoreError) {
      guard let state = State(rawValue: word) else {
        throw .malformed(table: "review_decision", detail: "a verdict is \(word)")
      }
      self = state
    }

    /// Whether the student is still to be decided.
    package var isToDo: Bool { self == .open || self == .later }
  }

  package let student: Int64
  package let schoolID: String?
  package let name: String
  package let group: String?
  package let heightCentimetres: Double
  /// Nil where the run's gate refused: a refused run proposes nothing.
  package internal(set) var suggestion: (gender: String, confidence: Double)?
  /// The interval of the confidence; nil where the run has none.
  package internal(set) var interval: ClosedRange<Double>?
  /// The probability of each gender as the model has it, whether or not the gate let it through.
  package internal(set) var probabilities: [(gender: String, probability: Double)]
  package let state: State
  package let run: Int64
  /// The decision that counts now.
  package let decision: Int64?
  package let decidedGender: String?
  /// How the decision that counts came about; nil where there is none.
  package let path: DecisionPath?
  /// Whether the student is in the run's blind sample.
  package var isDrawn = false
  /// Whether the suggestion is to be hidden from whoever decides, and the decision stored as blind.
  ///
  /// Nothing is blind as it comes from the database: whoever arranges a queue says who is.
  package var isBlind = false

  /// The item as it may be shown: without suggestion, interval and probabilities where it is blind.
  package var shown: QueueItem {
    guard isBlind else { return self }
    var item = self
    item.suggestion = nil
    item.interval = nil
    item.probabilities = []
    return item
  }
}
