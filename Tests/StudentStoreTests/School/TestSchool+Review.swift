import SQLite

@testable import StudentStore

extension TestSchool {
  /// One person decides about one student, having seen the decision that counts now.
  @discardableResult
  func decide(
    _ student: Int64,
    _ verdict: Verdict,
    run: Int64? = 1,
    by actor: String = "ada",
    reason: String? = nil,
    blind: Bool = false
  ) throws -> ReviewDecision {
    let seen = try database.currentDecision(of: student)?.id
    return try database.write(.decide, context: context(actor)) { act in
      try database.append(
        NewDecision(
          student: student,
          run: run,
          verdict: verdict,
          reason: reason,
          blind: blind,
          supersedes: seen
        ),
        act: act
      )
    }
  }

  /// One person accepts what a run suggests for some students at once.
  @discardableResult
  func acceptBatch(
    _ students: [Int64],
    run: Int64,
    by actor: String = "ada"
  ) throws -> (batch: Int64, decisions: ClosedRange<Int64>) {
    let decisions = try students.map { student in
      let suggested = try database.suggestion(of: run, for: student) ?? "nothing"
      return NewDecision(
        student: student,
        run: run,
        verdict: .accept(gender: suggested),
        supersedes: try database.currentDecision(of: student)?.id
      )
    }
    return try database.write(.accept, context: context(actor)) { act in
      try database.append(
        batch: "accept",
        run: run,
        threshold: 0.7,
        expectedWrong: 0.5,
        reason: "sure enough",
        decisions: decisions,
        act: act
      )
    }
  }

  /// Takes a student's first decision back.
  @discardableResult
  func undoFirst(of student: Int64, by actor: String = "ada") throws -> ReviewDecision? {
    guard let first = try database.currentDecision(of: student) else { return nil }
    return try database.write(.undo, context: context(actor)) { act in
      try database.append(
        NewDecision(
          student: student,
          run: first.run,
          verdict: .reopen,
          supersedes: first.id,
          undoes: first.id
        ),
        act: act
      )
    }
  }

  /// Signs a run.
  @discardableResult
  func sign(_ run: Int64, allowOpen: Bool = false, by actor: String = "ada") throws -> SignOff {
    try database.write(.signOff, context: context(actor)) { act in
      try database.sign(
        run: run,
        printedName: "Ada Lovelace",
        role: "teacher",
        statement: "I have looked.",
        allowOpen: allowOpen,
        act: act
      )
    }
  }

  /// Decides anew about a signed student and declares the signatures void.
  @discardableResult
  func decideVoiding(
    _ student: Int64,
    _ verdict: Verdict,
    run: Int64,
    reason: String
  ) throws -> ReviewDecision {
    let seen = try database.currentDecision(of: student)?.id
    let signOffs = try database.activeSignOffs(of: student)
    return try database.write(.decide, context: context("ben")) { act in
      try database.void(signOffs, for: student, reason: reason, act: act)
      return try database.append(
        NewDecision(
          student: student,
          run: run,
          verdict: verdict,
          reason: reason,
          supersedes: seen
        ),
        act: act
      )
    }
  }
}
