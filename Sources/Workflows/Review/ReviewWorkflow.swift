package import StudentStore

/// A reviewer's decisions about a run: each is on disk, with its trail entry, before the next
/// question.
package struct ReviewWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// A decision about one student.
  package enum Choice: Equatable, Sendable {
    /// What the run suggests.
    case accept
    /// This gender, regardless of the suggestion.
    case gender(String)
    case leaveUnknown
    case later
  }

  /// The run that is under review.
  ///
  /// `run`: the requested run; nil for the current one. Throws `StoreError.unknown` if there is no
  /// such run, or none yet.
  package func run(_ run: Int64?) throws -> Int64 {
    if let run { return try database.run(run).id }
    guard let current = try database.currentRun() else {
      throw StoreError.unknown(kind: "run", id: "yet: run \"studentdb impute\" first")
    }
    return current
  }

  /// The students of a run, least certain first.
  ///
  /// The students of the blind sample are marked; `QueueArrangement` orders them and hides their
  /// suggestions.
  package func queue(run: Int64?) throws -> QueuedStudents {
    let run = try self.run(run)
    return try database.queue(of: run, isDrawn: try BlindSample(of: run, in: database).holds)
  }

  /// Reads what a review begins with, and the genders that the school's file uses, most frequent
  /// first.
  ///
  /// Of a large school, a second connection counts the genders meanwhile, which goes through all
  /// students.
  ///
  /// - Parameter body: Reads on this connection, in one snapshot.
  /// - Returns: What `body` returns, and the genders.
  /// - Throws: What `body` throws, and what reading throws.
  package func withRecordedGenders<Result>(
    _ body: () throws -> Result
  ) throws -> (result: Result, genders: [String]) {
    try database.read {
      guard let path = database.path, database.differences.isEmpty,
        let numbers = try database.studentNumbers(), SecondReader.reads(numbers)
      else { return (try body(), try database.recordedGenders()) }
      let head = try database.head()
      let (counted, own) = try runConcurrently(
        {
          var genders: [String]?
          try SchoolDatabase.withSecondReader(of: path, at: head) {
            genders = try $0.recordedGenders()
          }
          return genders
        },
        body
      )
      return (own, try counted ?? database.recordedGenders())
    }
  }

  /// The genders that may be decided, the school's own first.
  package func genders() throws -> [String] {
    var genders: [String] = []
    for gender in try database.recordedGenders() + database.decidedGenders() + ["female", "male"]
    where !genders.contains(gender) {
      genders.append(gender)
    }
    return genders
  }

  /// Decides about one student.
  ///
  /// `seen`: the decision that the reviewer saw, or nil for the active one. If another decision was
  /// made since, the new one is refused.
  package func decide(
    _ student: Int64,
    _ choice: Choice,
    run: Int64? = nil,
    reason: String? = nil,
    signatures: SignatureTreatment = .respect,
    seen: SeenDecision = .current,
    isBlind: Bool = false,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> ReviewDecision {
    try database.write(.decide, context: context, mode: mode) { act in
      try signatures.clear(student, in: database, act: act)
      let current = try database.currentDecision(of: student)
      let underReview = try run ?? database.currentRun()
      let suggestion = try underReview.flatMap {
        try database.suggestion(of: $0, for: student)
      }
      let verdict = try verdict(
        choice,
        suggestion: suggestion,
        student: student,
        run: underReview
      )
      return try database.append(
        NewDecision(
          student: student,
          run: suggestion == nil ? nil : underReview,
          verdict: verdict,
          reason: reason,
          blind: isBlind,
          supersedes: seen.supersedes(current)
        ),
        act: act
      )
    }
  }

  /// What the reviewer saw.
  package enum SeenDecision: Equatable, Sendable {
    /// Whatever is active when the decision is stored: for scripts, which read and act at once.
    case current
    /// This decision, or none.
    case exactly(Int64?)

    func supersedes(_ current: ReviewDecision?) -> Int64? {
      switch self {
      case .current: current?.id
      case .exactly(let id): id
      }
    }
  }

  private func verdict(
    _ choice: Choice,
    suggestion: String?,
    student: Int64,
    run: Int64?
  ) throws -> Verdict {
    switch choice {
    case .accept:
      guard let suggestion else {
        if let run, try !database.run(run).passedGate {
          throw StoreError.runProposesNothing(run: run)
        }
        // If there is nothing to decide, report that first.
        let person = try database.activeStudent(student)
        guard person.gender == .missing else {
          throw StoreError.nothingToDecide(student: student, status: person.gender.status)
        }
        throw WorkflowError.noSuggestion(student: student)
      }
      return .accept(gender: suggestion)
    case .gender(let gender):
      return gender == suggestion ? .accept(gender: gender) : .correct(gender: gender)
    case .leaveUnknown: return .leaveUnknown
    case .later: return .later
    }
  }
}

/// How to treat a signature that a change would invalidate.
package enum SignatureTreatment: Equatable, Sendable {
  /// Refuse the change.
  case respect
  /// Declare the signature void for the student, with the reason, and make the change.
  case void(reason: String)

  /// Ensures that no signature prevents changing a student.
  ///
  /// - Throws: `StoreError.wouldBreakSignature` if one does and must be respected.
  func clear(_ student: Int64, in database: SchoolDatabase, act: Act) throws {
    let standing = try database.activeSignOffs(of: student)
    guard !standing.isEmpty else { return }
    guard case .void(let reason) = self else {
      throw StoreError.wouldBreakSignature(student: student, signOffs: standing)
    }
    try database.void(standing, for: student, reason: reason, act: act)
  }
}
