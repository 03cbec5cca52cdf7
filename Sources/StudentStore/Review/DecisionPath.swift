/// How a decision came about.
package enum DecisionPath: String, Sendable, CaseIterable {
  /// Somebody decided about this one student.
  case lookedAt = "looked_at"
  /// It was accepted in a batch, by its confidence.
  case batch
  /// It was read back from a file that somebody had filled in.
  case file

  /// Reads the column `path` of the view `current_decision`.
  init?(word: String?) throws(StoreError) {
    guard let word else { return nil }
    guard let path = DecisionPath(rawValue: word) else {
      throw .malformed(table: "current_decision", detail: "a path is \(word)")
    }
    self = path
  }
}
