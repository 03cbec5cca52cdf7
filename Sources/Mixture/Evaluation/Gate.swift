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

  /// How much better than a guess the best rule has to be, as a part of the students.
  package static let leastInformation = 0.02

  /// All reasons found: those of the whole run first, then stratum by stratum.
  package let refusals: [GateRefusal]

  /// Whether all of the run may propose.
  package var passed: Bool { refusals.isEmpty }

  /// Whether a stratum may propose: nothing is refused to it or to the whole run.
  package func mayPropose(in stratum: String?) -> Bool {
    !refusals.contains { $0.stratum == nil || $0.stratum == stratum }
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
  package init(_ strata: [StratumFit], genders: [String], evaluation: Evaluation?) {
    let own = strata.map { stratum in
      let checks =
        Self.tooFewRecorded(stratum, genders) + Self.unfinished(stratum, genders)
        + Self.uninformative(stratum) + Self.drifted(stratum, genders)
        + Self.turning(stratum, genders)
      return checks.map { refusal in
        GateRefusal(
          code: refusal.code,
          stratum: stratum.name,
          message: stratum.name.map { "\($0): " + refusal.message } ?? refusal.message
        )
      }
    }
    let telling = zip(strata, own).filter { !$1.contains { $0.code == .notInformative } }
    refusals =
      Self.tooFewTogether(strata, genders) + Self.unproven(telling.map(\.0), evaluation)
      + own.joined()
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
    let mixture = stratum.leastInformative
    let (best, guess) = (mixture.bayesError, mixture.majorityError)
    guard best > guess - leastInformation else { return [] }
    return [
      GateRefusal(
        code: .notInformative,
        message: "as far as is known, by height even the best rule may be wrong for "
          + "\(percent(best)) of the students without a gender, and calling all of them by the "
          + "commonest gender for \(percent(guess)); ask for these genders, height cannot tell them"
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

  private static func turning(_ stratum: StratumFit, _ genders: [String]) -> [GateRefusal] {
    guard stratum.fit.outcome.isConverged else { return [] }
    guard let turn = stratum.fit.mixture.turningPosterior(within: stratum.heights) else {
      return []
    }
    return [
      GateRefusal(
        code: .notMonotone,
        message: "at \(turn.height.rounded(to: 1)) cm the model calls taller students "
          + "\(genders.word(for: turn.shorter)) rather than \(genders.word(for: turn.taller)) "
          + "again; check the extreme heights, or ask for equal variances"
      )
    ]
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
