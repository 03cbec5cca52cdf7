/// How the EM loop ended.
///
/// The mixture of a ``Fit`` is finite whatever the outcome, but only ``converged(iterations:)``
/// makes it the maximum-likelihood estimate.
package enum FitOutcome: Hashable, Sendable {
  /// The remaining distance to the optimum is below the tolerance.
  case converged(iterations: Int)

  /// The permitted number of iterations was used up before that.
  case stopped(atLimit: Int)

  /// The steps have sunk into rounding before the tolerance was met: it is out of reach.
  case stalled(iterations: Int)

  /// The gender at this index has shrunk to the variance floor, or has no students left.
  case degenerate(component: Int)

  /// The log-likelihood fell at this step. EM cannot do that; it is a defect of the program.
  case nonMonotone(atStep: Int)

  /// Whether the mixture is an optimum.
  package var isConverged: Bool {
    if case .converged = self { true } else { false }
  }

  /// A stable word for the outcome, for JSON and for the database.
  package var status: String {
    switch self {
    case .converged: "converged"
    case .stopped: "max_iterations"
    case .stalled: "stalled"
    case .degenerate: "degenerate"
    case .nonMonotone: "non_monotone"
    }
  }

  /// Why the loop stopped, in one sentence.
  ///
  /// - Parameter genders: The words for the genders, in the order of their indices. A gender
  ///   without a word is called by its number, counted from one.
  /// - Returns: The sentence, in small letters and without a full stop.
  package func stopReason(genders: [String] = []) -> String {
    switch self {
    case .converged(let iterations):
      "converged after \(Self.steps(iterations))"
    case .stopped(let limit):
      "stopped at the limit of \(Self.steps(limit)) before it converged"
    case .stalled(let iterations):
      "stalled after \(Self.steps(iterations)): the steps are lost in rounding before the "
        + "tolerance is met"
    case .degenerate(let component):
      "degenerate: \(genders.word(for: component)) has shrunk to a single height or to nobody"
    case .nonMonotone(let step):
      "the log-likelihood fell at step \(step), which is a defect of the program"
    }
  }

  private static func steps(_ count: Int) -> String {
    count == 1 ? "1 step" : "\(count) steps"
  }
}
