/// Whether the students with a missing gender have other shares than the recorded ones: the
/// likelihood-ratio test.
///
/// The fit with one set of shares is a special case of the one with two, so that twice the
/// difference of the log-likelihoods is chi-squared with one degree of freedom fewer than genders
/// where nothing is different (Wilks 1938). Heights tell the shares of the missing only as far as
/// the densities are apart: where they hardly are, the fit keeps them near those of the recorded.
package struct MissingnessTest: Hashable, Sendable {
  /// Twice the difference of the log-likelihoods, not below zero.
  package let likelihoodRatio: Double

  /// One fewer than genders.
  package let degreesOfFreedom: Int

  /// The probability of a ratio this large or larger where nothing is different.
  package let pValue: Double

  /// The largest difference of a gender's share among the missing from that among the recorded.
  package let difference: Double

  /// Differences below this are not worth a second set of shares, however sure they are.
  package static let leastDifference = 0.02

  /// Below this probability the shares are taken to differ.
  ///
  /// Stricter than the usual .05: a second set of shares costs certainty everywhere, and where the
  /// skew is large enough to matter, .01 is passed easily.
  package static let level = 0.01

  /// The test of two fits of the same evidence, alike but for their missingness.
  ///
  /// - Precondition: The first has the missingness ``Missingness/same``, the other
  ///   ``Missingness/different``.
  package init(_ same: Fit, _ different: Fit) {
    precondition(
      same.settings.missingness == .same && different.settings.missingness == .different,
      "the test compares one set of shares with two"
    )
    self.init(
      likelihoodRatio: 2 * (different.logLikelihood - same.logLikelihood),
      degreesOfFreedom: same.mixture.components.count - 1,
      difference: different.mixture.components
        .map { ($0.weightAmongMissing - $0.weight).magnitude }.max() ?? 0
    )
  }

  /// The test of a ratio; without saying otherwise, the shares differ by as much as can be.
  package init(likelihoodRatio: Double, degreesOfFreedom: Int, difference: Double = 1) {
    self.difference = difference
    self.likelihoodRatio = max(0, likelihoodRatio)
    self.degreesOfFreedom = degreesOfFreedom
    pValue = chiSquaredUpperTail(self.likelihoodRatio, degreesOfFreedom: degreesOfFreedom)
  }

  /// Whether the shares of the missing are taken to be different.
  package var suggests: Missingness {
    pValue < Self.level && difference >= Self.leastDifference ? .different : .same
  }
}

/// Whether the students whose gender is missing have the shares of those who have it recorded.
package enum Missingness: String, Sendable, CaseIterable {
  /// One share for everybody: it does not depend on the gender whether it was forgotten.
  case same

  /// Shares of their own for the students whose gender is missing; the densities are common.
  ///
  /// Boys may forget to tick the box more often than girls. Under ``same``, heights would then be
  /// read with the wrong odds: the shares of those who did not forget.
  case different

  /// How many free shares a fit estimates: for each set of shares one fewer than genders.
  package func shareCount(genders: Int) -> Int {
    switch self {
    case .same: genders - 1
    case .different: 2 * (genders - 1)
    }
  }
}
