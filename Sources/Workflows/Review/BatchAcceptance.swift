package import StudentStore

/// Accepts every suggestion above a confidence in one act.
package struct BatchAcceptance: Sendable {
  /// The suggestions that would be accepted, and the expected number of wrong ones.
  package struct Plan: Sendable {
    package let run: Int64
    package let threshold: Double
    package let items: [QueueItem]
    /// What ``expectedWrong`` would be under changes that the records cannot tell.
    package let sensitivity: [Sensitivity]

    /// The expected number of wrong suggestions: the sum of 1 - p.
    package var expectedWrong: Double {
      items.reduce(0) { $0 + (1 - ($1.suggestion?.confidence ?? 1)) }
    }
  }

  /// The result.
  package struct Outcome: Sendable {
    package let plan: Plan
    package let batch: Int64
    package let decisions: ClosedRange<Int64>
  }

  private let plan: Plan

  /// Looks up what would be accepted.
  ///
  /// - Throws: `StoreError.runProposesNothing` if the run's gate refused.
  package init(
    in database: SchoolDatabase,
    run: Int64,
    atLeast threshold: Double,
    group: String? = nil
  ) throws {
    let model = try database.run(run)
    guard model.passedGate else { throw StoreError.runProposesNothing(run: run) }
    let items = try database.queue(of: run).filter { item in
      item.state == .open && (item.suggestion?.confidence ?? -1) >= threshold
        && (group == nil || item.group == group)
    }
    plan = Plan(
      run: run,
      threshold: threshold,
      items: items,
      sensitivity: try model.sensitivity(of: items, names: database.learntNames(of: model))
    )
  }

  /// What would be accepted.
  package var planned: Plan { plan }

  /// A random sample, to be reviewed before the rest is accepted.
  ///
  /// Their suggestions are hidden. The sample is always the same, so that repeating the command
  /// cannot give a better one.
  package func spotCheck(_ count: Int) -> [QueueItem] {
    let draw = BlindSample(run: plan.run, of: plan.items.count)
    return draw.order(of: plan.items.map(\.student)).prefix(max(0, count)).map { index in
      var item = plan.items[index]
      item.isBlind = true
      return item
    }
  }

  /// Accepts them all, as one batch.
  ///
  /// `expected`: the number that the reviewer expects; any other is refused. Returns nil if there
  /// is nothing to accept.
  package func accept(
    in database: SchoolDatabase,
    context: WorkContext,
    expected: Int?,
    reason: String?,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Outcome? {
    if let expected, expected != plan.items.count {
      throw StoreError.unexpectedCount(expected: expected, actual: plan.items.count)
    }
    guard !plan.items.isEmpty else { return nil }
    return try database.write(.accept, context: context, mode: mode) { act in
      let decisions = plan.items.compactMap { item in
        item.suggestion.map { suggestion in
          NewDecision(
            student: item.student,
            run: plan.run,
            verdict: .accept(gender: suggestion.gender),
            supersedes: item.decision
          )
        }
      }
      let stored = try database.append(
        batch: "accept",
        run: plan.run,
        threshold: plan.threshold,
        expectedWrong: plan.expectedWrong,
        reason: reason,
        decisions: decisions,
        act: act
      )
      return Outcome(plan: plan, batch: stored.batch, decisions: stored.decisions)
    }
  }
}
