/// What a person decided about one student.
package enum Verdict: Equatable, Sendable {
  /// The run's suggestion is right.
  case accept(gender: String)
  /// Another gender, or one where nothing was suggested.
  case correct(gender: String)
  /// The gender is unknown and stays unknown.
  case leaveUnknown
  /// Not now.
  case later
  /// As if nothing had been decided: what an undo of a first decision comes to.
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

/// One act of a person about one student, as stored.
package struct ReviewDecision: Equatable, Sendable {
  package let id: Int64
  package let student: Int64
  /// The run whose suggestion was looked at; nil where there was none.
  package let run: Int64?
  package let verdict: Verdict
  package let reviewer: String
  package let decidedAt: String
  package let reason: String?
  /// Whether the suggestion was hidden.
  package let blind: Bool
  /// The batch it was taken in.
  package let batch: Int64?
  /// The decision that it replaces.
  package let supersedes: Int64?
  /// The decision that it takes back.
  package let undoes: Int64?
  /// The earlier decision that holds again.
  package let restores: Int64?
}

/// A decision that is about to be taken.
package struct NewDecision: Sendable {
  package var student: Int64
  package var run: Int64?
  package var verdict: Verdict
  package var reason: String?
  package var blind = false
  package var batch: Int64?
  /// The decision that the person saw when deciding; nil for none.
  ///
  /// If another one has come in between, the new one is refused.
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

/// How a decision came about.
package enum DecisionPath: String, Sendable, CaseIterable {
  /// A person decided about this one student.
  case lookedAt = "looked_at"
  /// It was accepted in a batch, by its confidence.
  case batch
  /// It was read back from a file that a person filled in.
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
