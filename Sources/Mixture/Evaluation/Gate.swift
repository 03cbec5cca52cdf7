/// Whether a fit may propose genders, and if not, why not.
///
/// A confidence is shown only when it deserves to be believed. A fit that is refused here is kept
/// and can be looked at; it proposes nothing.
package struct Gate: Hashable, Sendable {
  /// The fewest recorded heights of a gender that a model is believed with.
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
      return checks.map { refusal in
        GateRefusal(
          code: refusal.code,
          stratum: stratum.name,
          message: stratum.name.map { "\($0): " + refusal.message } ?? refusal.message
        )
      }
    }
    let telling = zip(strata, own).filter { !$1.contains { $0.code == .notInformative } }
    let refusals =
      Self.tooFewTogether(strata, genders) + Self.leftOpen(small)
      + Self.unproven(telling.map(\.0), evaluation)
      + Self.differing(telling.map(\.0), genders) + own.joined()
    self.init(refusals, turnsOf: strata, genders)
  }
}

// The checks, each of which gives the refusals that it finds.
extension Gate {
  private static func tooFewRecorded(
    _ stratum: StratumFit,
    _ genders: [String]
  ) -> [GateRefusal] {
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
  ) -> [GateRefusal] {
    let alike = strata.filter { $0.background == .likeStrata }
    guard let first = alike.first else { return [] }
    let counts = alike.reduce(first.evidence.labelledCounts.map { _ in 0 }) { sums, stratum in
      zip(sums, stratum.evidence.labelledCounts).map { $0 + $1 }
    }
    return tooFewRecorded(counts, genders)
  }

  private static func tooFewRecorded(_ counts: [Int], _ genders: [String]) -> [GateRefusal] {
    counts.enumerated().filter { $0.element < fewestRecorded }.map { gender, count in
      GateRefusal(
        code: .tooFewRecorded,
        message: "\(genders.word(for: gender)) has \(count) recorded "
          + "\(count == 1 ? "height" : "heights"); record the gender of at least "
          + "\(fewestRecorded) students of each"
      )
    }
  }

  /// Genders that may be many of those asked about, and too few are recorded to tell.
  static func leftOpen(_ small: SmallGenders) -> [GateRefusal] {
    guard small.leavesOpen else { return [] }
    let known = small.members.map { "\($0.gender) (\($0.known) recorded)" }
    return [
      GateRefusal(
        code: .tooFewRecorded,
        message: "those without a gender have other genders than the recorded ones, and "
          + "between \(percent(small.range.lowerBound)) and \(percent(small.range.upperBound)) of "
          + "them may be \(known.joined(separator: ", ")): too few heights to tell; record the "
          + "gender of at least \(fewestRecorded) students of each"
      )
    ]
  }

  private static func unfinished(_ stratum: StratumFit, _ genders: [String]) -> [GateRefusal] {
    let outcome = stratum.fit.outcome
    let reason = outcome.stopReason(genders: genders)
    return switch outcome {
    case .converged: []
    case .degenerate:
      // The code says the first word already.
      [
        GateRefusal(
          code: .degenerate,
          message: reason.replacing("degenerate: ", with: "", maxReplacements: 1)
            + "; record more students of that gender"
        )
      ]
    case .stopped:
      [GateRefusal(code: .notConverged, message: reason + "; allow more iterations")]
    case .stalled:
      [GateRefusal(code: .notConverged, message: reason + "; ask for a larger tolerance")]
    case .nonMonotone:
      [GateRefusal(code: .notConverged, message: reason + "; report it with the file")]
    }
  }

  private static func uninformative(_ stratum: StratumFit) -> [GateRefusal] {
    guard stratum.fit.outcome.isConverged, stratum.fit.mixture.components.count > 1 else {
      return []
    }
    let skill = stratum.leastInformative.expectedSkill
    guard skill < leastSkill else { return [] }
    return [
      GateRefusal(
        code: .notInformative,
        message: "heights say next to nothing about the gender here: the skill to expect is "
          + "\(skill.rounded(to: 3)) as far as is known, and \(leastSkill.rounded(to: 2)) is the "
          + "least; ask for these genders, height cannot tell them"
      )
    ]
  }

  private static func drifted(_ stratum: StratumFit, _ genders: [String]) -> [GateRefusal] {
    stratum.drifts.filter(\.isTooFar).map { drift in
      GateRefusal(
        code: .componentsDrifted,
        message: "the mean of \(genders.word(for: drift.gender)) went to "
          + "\(drift.mean.rounded(to: 1)) cm, the recorded students have "
          + "\(drift.recordedMean.rounded(to: 1)) cm, which is \(drift.deviates.rounded(to: 1)) "
          + "standard errors away: something else than gender divides the heights; "
          + "fit by group or by age, or record more students of that gender"
      )
    }
  }

  /// The students of a stratum without a gender who are beyond the turn; nil where nobody is.
  private static func turning(_ stratum: StratumFit, _ genders: [String]) -> GateRefusal? {
    guard stratum.fit.outcome.isConverged else { return nil }
    let turn = TurningPosterior(stratum.fit.mixture)
    let beyond = stratum.open.compactMap { cell in
      turn.pair(beyond: cell.height).map { (cell: cell, pair: $0) }
    }
    guard let pair = beyond.first?.pair else { return nil }
    let heights = beyond.map(\.cell.height)
    let count = beyond.reduce(0) { $0 + $1.cell.count }
    let range = [heights.min() ?? 0, heights.max() ?? 0].map { $0.rounded(to: 1) }
    return GateRefusal(
      code: .beyondTheTurn,
      stratum: stratum.name,
      message: (stratum.name.map { "\($0): " } ?? "")
        + "\(count) \(count == 1 ? "student" : "students") of "
        + (range[0] == range[1] ? range[0] : "\(range[0]) to \(range[1])")
        + " cm: so far out the model confuses \(genders.word(for: pair.shorter)) and "
        + "\(genders.word(for: pair.taller)); only they are left out, check their heights"
    )
  }

  private static func differing(
    _ strata: [StratumFit],
    _ genders: [String]
  ) -> [GateRefusal] {
    guard let asked = AskedStudents(strata), let difference = asked.difference else { return [] }
    let who = "the \(asked.count) students without a gender"
    let message =
      switch difference {
      case .shift(let shift):
        "\(who) are about \(shift.magnitude.rounded(to: 1)) cm \(shift > 0 ? "taller" : "shorter") "
          + "than the model expects, which other shares of the genders explain no better: they may "
          + "have been measured otherwise, such as with shoes; ask some of them"
      case .shiftOfOne(let gender, let shift, let off):
        "\(who) look as if mostly the \(shift > 0 ? "tall" : "short") of "
          + "\(genders.word(for: gender)) were among them, about "
          + "\(shift.magnitude.rounded(to: 1)) cm \(shift > 0 ? "taller" : "shorter") than the "
          + "recorded; then confidences would be \(percent(off)) too high; ask some of them"
      case .shape(let height, let observed, let expected):
        "\(percent(observed)) of \(who) are shorter than \(height.rounded(to: 1)) cm, and the model "
          + "expects \(percent(expected)): they are not like the recorded students; fit by age or "
          + "by group, or ask some of them"
      }
    return [GateRefusal(code: .askedDiffer, message: message)]
  }

  static func percent(_ part: Double) -> String {
    "\((100 * part).rounded(to: 1)) %"
  }
}

extension Double {
  /// The number with so many digits after the point, for a sentence.
  func rounded(to digits: Int) -> String {
    guard isFinite, magnitude < 1e12 else { return "\(self)" }
    let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
    let units = Int(nearest: magnitude * scale)
    let sign = self < 0 && units > 0 ? "-" : ""
    let fraction = String(units % Int(nearest: scale))
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(sign)\(units / Int(nearest: scale)).\(zeros)\(fraction)"
  }
}
