/// How the EM loop ended.
///
/// The mixture of a ``Fit`` is finite whatever the outcome, but only ``converged(iterations:)``
/// makes it the maximum-likelihood estimate.
package enum FitOutcome: Codable, Hashable, Sendable {
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
}
