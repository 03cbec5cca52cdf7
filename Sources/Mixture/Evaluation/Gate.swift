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

  /// All reasons found, in the order of the genders; empty where the gate is passed.
  package let refusals: [GateRefusal]

  /// Whether the fit may propose.
  package var passed: Bool { refusals.isEmpty }

  /// Judges a fit.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - evidence: What was fitted.
  ///   - genders: The words for the genders, in the order of their indices.
  package init(_ fit: Fit, of evidence: Evidence, genders: [String]) {
    refusals = Self.tooFewRecorded(evidence, genders) + Self.unfinished(fit, genders)
  }

  private static func tooFewRecorded(_ evidence: Evidence, _ genders: [String]) -> [GateRefusal] {
    evidence.labelledCounts.enumerated().filter { $0.element < fewestRecorded }.map {
      let word = genders.word(for: $0.offset)
      return GateRefusal(
        code: .tooFewRecorded,
        message: "\(word) has \($0.element) recorded \($0.element == 1 ? "height" : "heights"); "
          + "record the gender of at least \(fewestRecorded) students of each"
      )
    }
  }

  private static func unfinished(_ fit: Fit, _ genders: [String]) -> [GateRefusal] {
    let reason = fit.outcome.stopReason(genders: genders)
    return switch fit.outcome {
    case .converged: []
    case .degenerate:
      [GateRefusal(code: .degenerate, message: reason + "; record more students of that gender")]
    case .stopped:
      [GateRefusal(code: .notConverged, message: reason + "; allow more iterations")]
    case .stalled:
      [GateRefusal(code: .notConverged, message: reason + "; ask for a larger tolerance")]
    case .nonMonotone:
      [GateRefusal(code: .notConverged, message: reason + "; report it with the file")]
    }
  }
}
