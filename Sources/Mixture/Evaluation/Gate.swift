/// Whether a fit may propose genders, and if not, why not.
///
/// A confidence is shown only where held-back students support it. A fit that is refused here is kept
/// and can be looked at; it proposes nothing.
package struct Gate: Hashable, Sendable {
  /// The fewest recorded heights of a gender that a model may be used with.
  ///
  /// With four, the standard error of a mean is half a standard deviation and that of a standard
  /// deviation more than a third: the fit could be anything.
  package static let fewestRecorded = 5

  /// The least skill that is worth a proposal.
  package static let leastSkill = 0.02

  /// All reasons found: those of the whole run first, then stratum by stratum.
  package let refusals: [GateRefusal]

  /// Whether all of the run may propose.
  package var passed: Bool { refusals.isEmpty }

  /// Where the posteriors of strata turn back, for those in which somebody is beyond.
  private let turns: [String?: TurningPosterior]

  /// Whether a stratum may propose: nothing is refused to it or to the whole run.
  ///
  /// Students beyond the turn are refused one by one; see ``mayPropose(in:at:)``.
  package func mayPropose(in stratum: String?) -> Bool {
    !refusals.contains {
      $0.code != .beyondTheTurn && ($0.stratum == nil || $0.stratum == stratum)
    }
  }

  /// Whether a student of a stratum with a height in centimetres may be proposed to.
  package func mayPropose(in stratum: String?, at height: Double) -> Bool {
    mayPropose(in: stratum) && turns[stratum]?.pair(beyond: height) == nil
  }

  /// A gate with these refusals, and those of students beyond the turn.
  init(_ refusals: [GateRefusal], turnsOf strata: [StratumFit], _ genders: [String]) {
    let turning = strata.compactMap { stratum in
      Self.turning(stratum, genders).map { (stratum, $0) }
    }
    self.refusals = refusals + turning.map(\.1)
    turns = Dictionary(
      turning.map { ($0.0.name, TurningPosterior($0.0.fit.mixture)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Judges one fit for the whole school.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - evidence: What was fitted.
  ///   - genders: The words for the genders, in the order of their indices.
  ///   - evaluation: How students with a known gender were predicted when held back; without it,
  ///     nothing is known of skill and calibration, and neither is asked for.
  package init(
    _ fit: Fit,
    of evidence: Evidence,
    genders: [String],
    evaluation: Evaluation? = nil
  ) {
    self.init(
      [StratumFit(name: nil, evidence: evidence, fit: fit)],
      genders: genders,
      evaluation: evaluation
    )
  }

  /// A gate for a school to whose heights no model can be fitted: nothing is proposed by height.
  package init(withoutHeights reason: GateReason) {
    self.init([GateRefusal(reason)], turnsOf: [], [])
  }

  /// Judges the fits of all strata.
  ///
  /// - Parameters:
  ///   - strata: The fits.
  ///   - genders: The words for the genders, in the order of their indices.
  ///   - evaluation: How students with a known gender were predicted when held back.
  ///   - small: The genders that have no density of their own.
  package init(
    _ strata: [StratumFit],
    genders: [String],
    evaluation: Evaluation?,
    small: SmallGenders = .none
  ) {
    let own = strata.map { stratum in
      let checks =
        Self.tooFewRecorded(stratum, genders) + Self.unfinished(stratum, genders)
        + Self.uninformative(stratum) + Self.drifted(stratum, genders)
      return checks.map { GateRefusal($0, stratum: stratum.name) }
    }
    let telling = zip(strata, own).filter { !$1.contains { $0.code == .notInformative } }
    let refusals =
      (Self.tooFewTogether(strata, genders) + Self.leftOpen(small)).map { GateRefusal($0) }
      + Self.unproven(telling.map(\.0), evaluation)
      + Self.differing(telling.map(\.0), genders).map { GateRefusal($0) } + own.joined()
    self.init(refusals, turnsOf: strata, genders)
  }
}

extension StratumFit {
  /// For each height in centimetres whether a student without a gender would be beyond the turn; see
  /// ``Gate/mayPropose(in:at:)``, which knows the turns of strata in which somebody is.
  package func areBeyondTheTurn(_ heights: [Double]) -> [Bool] {
    let turn = TurningPosterior(fit.mixture)
    return heights.map { turn.pair(beyond: $0) != nil }
  }
}

// The checks, each of which gives the reasons that it finds.
extension Gate {
  private static func tooFewRecorded(
    _ stratum: StratumFit,
    _ genders: [String]
  ) -> [GateReason] {
    switch stratum.background {
    case .likeStrata, .reference: return []
    case .none, .unlikeStrata: break
    }
    return tooFewRecorded(stratum.evidence.labelledCounts, genders)
  }

  /// Strata that are alike may share what they know of a gender, if together they know enough.
  private static func tooFewTogether(
    _ strata: [StratumFit],
    _ genders: [String]
  ) -> [GateReason] {
    let alike = strata.filter { $0.background == .likeStrata }
    guard let first = alike.first else { return [] }
    let counts = alike.reduce(first.evidence.labelledCounts.map { _ in 0 }) { sums, stratum in
      zip(sums, stratum.evidence.labelledCounts).map { $0 + $1 }
    }
    return tooFewRecorded(counts, genders)
  }

  private static func tooFewRecorded(_ counts: [Int], _ genders: [String]) -> [GateReason] {
    zip(genders, counts).filter { $1 < fewestRecorded }.map { .fewRecorded(gender: $0, known: $1) }
  }

  /// Genders that may be many of those asked about, and too few are recorded to tell.
  static func leftOpen(_ small: SmallGenders) -> [GateReason] {
    guard small.leavesOpen else { return [] }
    return [
      .leftOpen(
        genders: small.members,
        least: small.range.lowerBound,
        most: small.range.upperBound
      )
    ]
  }

  private static func unfinished(_ stratum: StratumFit, _ genders: [String]) -> [GateReason] {
    switch stratum.fit.outcome {
    case .converged: []
    case .degenerate(let gender): [.degenerate(gender: genders[gender])]
    case let outcome: [.notConverged(outcome)]
    }
  }

  private static func uninformative(_ stratum: StratumFit) -> [GateReason] {
    guard stratum.fit.outcome.isConverged, stratum.fit.mixture.components.count > 1 else {
      return []
    }
    let skill = stratum.leastInformative.expectedSkill
    return skill < leastSkill ? [.notInformative(skill: skill)] : []
  }

  private static func drifted(_ stratum: StratumFit, _ genders: [String]) -> [GateReason] {
    stratum.drifts.filter(\.isTooFar).map { drift in
      .drifted(
        gender: genders[drift.gender],
        mean: drift.mean,
        recordedMean: drift.recordedMean,
        deviates: drift.deviates
      )
    }
  }

  /// The students of a stratum without a gender who are beyond the turn; nil where nobody is.
  private static func turning(_ stratum: StratumFit, _ genders: [String]) -> GateRefusal? {
    guard stratum.fit.outcome.isConverged else { return nil }
    let turn = TurningPosterior(stratum.fit.mixture)
    // The cells are in order of height.
    let beyond = stratum.open.compactMap { cell in
      turn.pair(beyond: cell.height).map { (cell: cell, pair: $0) }
    }
    guard let first = beyond.first, let last = beyond.last else { return nil }
    return GateRefusal(
      .beyondTheTurn(
        students: beyond.reduce(0) { $0 + $1.cell.count },
        heights: first.cell.height...last.cell.height,
        shorter: genders[first.pair.shorter],
        taller: genders[first.pair.taller]
      ),
      stratum: stratum.name
    )
  }

  private static func differing(
    _ strata: [StratumFit],
    _ genders: [String]
  ) -> [GateReason] {
    guard let asked = AskedStudents(strata), let difference = asked.difference else { return [] }
    return switch difference {
    case .shift(let shift): [.shifted(students: asked.count, by: shift)]
    case .shiftOfOne(let gender, let shift, let off):
      [.shiftedGender(students: asked.count, gender: genders[gender], by: shift, off: off)]
    case .shape(let height, let observed, let expected):
      [.shaped(students: asked.count, height: height, observed: observed, expected: expected)]
    }
  }
}
