/// When EM has converged, and when it has to give up.
///
/// EM converges linearly, and where few genders are recorded it does so slowly: each step then
/// covers a thousandth of the distance that is left, and a last change of 1e-8 still means a
/// distance of 1e-5. So neither condition looks at the last change; both project what is left:
/// - the rise left to the objective, by ``AitkenAcceleration``, is below the tolerance;
/// - the distance left to the parameters, change * a / (1 - a) with *a* the ratio of successive
///   changes, is below the tolerance.
package struct StoppingRule: Sendable {
  private let settings: FitSettings
  private let floor: VarianceFloor

  /// Whether one M-step gives the estimate, whatever it starts from: the densities are normal, and
  /// nobody is unlabelled or there is one gender only, so that the E-step does not depend on the
  /// mixture.
  private let closedForm: Bool

  /// How many students the log-likelihood is of.
  private let count: Int

  /// The rule for one fit of `evidence`.
  package init(
    settings: FitSettings,
    density: Density = .normal,
    floor: VarianceFloor,
    evidence: Evidence
  ) {
    self.settings = settings
    self.floor = floor
    closedForm =
      density == .normal && (evidence.unlabelledCount == 0 || evidence.genderCount == 1)
    count = evidence.count
  }

  /// A change of the parameters that rounding alone can make.
  ///
  /// Sums over some thousand cells are good to about 1e-14 of their size, and a change of the
  /// parameters is a difference of such sums.
  static let roundingOfChange = 1e-13

  /// So many steps in a row have to stay within rounding before the loop is given up.
  static let patience = 100

  /// How the loop ends after these steps, or `nil` where it goes on.
  package func outcome(after steps: [Step]) -> FitOutcome? {
    guard let last = steps.last else { return nil }
    if hasFallen(steps) { return .nonMonotone(atStep: last.number) }
    guard let end = end(after: steps, at: last) else { return nil }
    // A gender on the variance floor is no estimate of that gender, however the loop ended.
    return floor.component(of: last.mixture).map { .degenerate(component: $0) } ?? end
  }

  private func end(after steps: [Step], at last: Step) -> FitOutcome? {
    if hasConverged(steps) { return .converged(iterations: last.number) }
    if last.number >= settings.maximumIterations { return .stopped(atLimit: last.number) }
    if hasStalled(steps) { return .stalled(iterations: last.number) }
    return nil
  }

  /// What rounding can do to the objective.
  ///
  /// It is a sum of one log-density a student. Each is good to a few units in the last place of
  /// its parts, which are of order one or of the order of the log-density itself, and the sum is
  /// compensated. That makes some 1e-15 of `count + |l|`; a hundred times that is allowed, which
  /// still is far below what a wrong step does.
  private func rounding(of objective: Double) -> Double {
    1e-13 * (Double(count) + objective.magnitude)
  }

  private func hasFallen(_ steps: [Step]) -> Bool {
    guard steps.count >= 2 else { return false }
    let (before, after) = (steps[steps.count - 2].objective, steps[steps.count - 1].objective)
    // Written so that NaN counts as a fall.
    return !(after >= before - rounding(of: before))
  }

  private func hasConverged(_ steps: [Step]) -> Bool {
    if closedForm { return steps.count >= 2 }
    guard let change = steps.last?.largestChange else { return false }
    // A step that changes nothing ends at the optimum; every later step would be the same.
    if change == 0 { return true }
    // The first change after the start is no part of a rate: it corrects what is wrong in all
    // directions at once, and the second looks tiny beside it.
    guard steps.count > 3, let before = steps[steps.count - 2].largestChange else { return false }
    let left = AitkenAcceleration(increments: before, change).remainder
    return left < settings.tolerance && objectiveHasConverged(steps)
  }

  private func objectiveHasConverged(_ steps: [Step]) -> Bool {
    let l = steps.suffix(3).map(\.objective)
    // A rise within rounding is noise, and so is the ratio of two of them.
    if (l[2] - l[1]).magnitude <= rounding(of: l[2]) { return true }
    let rise = AitkenAcceleration(l[0], l[1], l[2]).remainder
    return 0 <= rise && rise < settings.tolerance
  }

  private func hasStalled(_ steps: [Step]) -> Bool {
    guard steps.count > Self.patience else { return false }
    return steps.suffix(Self.patience).allSatisfy {
      ($0.largestChange ?? .infinity) <= Self.roundingOfChange
    }
  }
}

/// Where a sequence that converges linearly is heading: Aitken's acceleration.
///
/// The increments of such a sequence shrink by a constant rate *a*, so that the increments still
/// to come are a geometric series and add up to *a* / (1 - *a*) times the latest. McNicholas,
/// Murphy, McDaid and Frost (2010), after Böhning, Dietz, Schaub, Schlattmann and Lindsay (1994).
package struct AitkenAcceleration: Hashable, Sendable {
  /// The rate *a* at which the increments shrink; below one where the sequence converges.
  package let rate: Double

  /// What the increments still to come add up to; infinite where they do not shrink.
  package let remainder: Double

  /// The acceleration from two successive increments.
  ///
  /// A latest increment of zero says that the sequence has converged: 0 / 0 is not asked.
  package init(increments previous: Double, _ latest: Double) {
    rate = latest == 0 ? 0 : latest / previous
    remainder = rate < 1 ? latest * rate / (1 - rate) : .infinity
  }

  /// The acceleration from three successive values, such as log-likelihoods.
  ///
  /// The limit of the sequence is then `l2 + remainder`, which is the paper's
  /// l1 + (l2 - l1) / (1 - a).
  package init(_ l0: Double, _ l1: Double, _ l2: Double) {
    self.init(increments: l1 - l0, l2 - l1)
  }
}
