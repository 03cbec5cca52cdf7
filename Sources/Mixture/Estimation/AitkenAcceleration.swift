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
  /// A latest increment of zero says that the sequence has arrived: 0 / 0 is not asked.
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
