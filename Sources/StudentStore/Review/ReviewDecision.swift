/// The verdict of a decision about one student.
package enum Verdict: Equatable, Sendable {
  /// The run's suggestion is right.
  case accept(gender: String)
  /// Another gender, or one without a suggestion.
  case correct(gender: String)
  /// The gender is unknown and stays unknown.
  case leaveUnknown
  /// Not now.
  case later
  /// No decision: the result of undoing a first decision.
  case reopen

  /// The word in the column `verdict`.
  package var word: String {
    switch self {
    case .accept: "accept"
    case .correct: "correct"
    case .leaveUnknown: "leave_unknown"
    case .later: "later"
    case .reopen: "reopen"
    }
  }

  /// The decided gender, if the verdict gives one.
  package var gender: String? {
    switch self {
    case .accept(let gender), .correct(let gender): gender
    case .leaveUnknown, .later, .reopen: nil
    }
  }

  init(word: String, gender: String?) throws(StoreError) {
    switch (word, gender) {
    case ("accept", let gender?): self = .accept(gender: gender)
    case ("correct", let gender?): self = .correct(gender: gender)
    case ("leave_unknown", nil): self = .leaveUnknown
    case ("later", nil): self = .later
    case ("reopen", nil): self = .reopen
    default: throw .malformed(table: "review_decision", detail: "a verdict is \(word)")
    }
  }
}

/// One stored decision about one student.
package struct ReviewDecision: Equatable, Sendable {
  package let id: Int64
  package let student: Int64
  /// The run whose suggestion was reviewed; nil if there was none.
  package let run: Int64?
  package let verdict: Verdict
  package let reviewer: String
  package let decidedAt: String
  package let reason: String?
  /// Whether the suggestion was hidden.
  package let blind: Bool
  /// Its batch.
  package let batch: Int64?
  /// The decision that it replaces.
  package let supersedes: Int64?
  /// The decision that it undoes.
  package let undoes: Int64?
  /// The earlier decision that is active again.
  package let restores: Int64?
}

/// A decision to be stored.
package struct NewDecision: Sendable {
  package var student: Int64
  package var run: Int64?
  package var verdict: Verdict
  package var reason: String?
  package var blind = false
  package var batch: Int64?
  /// The decision that the reviewer saw; nil for none.
  ///
  /// If another one was made since, the new one is refused.
  package var supersedes: Int64?
  package var undoes: Int64?
  package var restores: Int64?

  package init(
    student: Int64,
    run: Int64?,
    verdict: Verdict,
    reason: String? = nil,
    blind: Bool = false,
    batch: Int64? = nil,
    supersedes: Int64?,
    undoes: Int64? = nil,
    restores: Int64? = nil
  ) {
    self.student = student
    self.run = run
    self.verdict = verdict
    self.reason = reason
    self.blind = blind
    self.batch = batch
    self.supersedes = supersedes
    self.undoes = undoes
    self.restores = restores
  }
}

/// How a decision was made.
package enum DecisionPath: String, Sendable, CaseIterable {
  /// Individually.
  case lookedAt = "looked_at"
  /// Accepted in a batch, by its confidence.
  case batch
  /// Applied from a completed review file.
  case file

  /// Reads the column `decided_how` of the view `current_decision`.
  init?(word: String?) throws(StoreError) {
    guard let word else { return nil }
    guard let path = DecisionPath(rawValue: word) else {
      throw .malformed(table: "current_decision", detail: "a way is \(word)")
    }
    self = path
  }
}
