/// The M-step: the mixture that makes the expected sums of an E-step most likely.
///
/// With N_k the expected number of students of gender k, and d = x - mu_k about the old mean:
///
///     pi_k     = N_k / N
///     mu_k     = mu_k + sum w r d / N_k
///     sigma2_k = sum w r d^2 / N_k - (sum w r d / N_k)^2     unequal variances
///     sigma2   = sum_k N_k sigma2_k / N                      equal variances
///
/// Bishop (2006), eq. 9.24 to 9.26, with the sums centred; McLachlan and Peel (2000), section 3.2.
struct MaximisationStep {
  let variance: VarianceStructure
  let floor: VarianceFloor

  /// The fewest expected students with which a gender can still be estimated.
  ///
  /// A gender with recorded heights never falls below their number. Without any, its share may
  /// fade until nothing is left to divide by; a millionth of a student is nobody.
  static let fewestStudents = 1e-6

  /// The first gender that has nobody left, and with that no mean.
  func emptyComponent(of expectation: ExpectationStep) -> Int? {
    expectation.sums.firstIndex { !($0.count >= Self.fewestStudents) }
  }

  /// The mixture that maximises the expected log-likelihood.
  ///
  /// - Precondition: No gender is empty; see ``emptyComponent(of:)``.
  func mixture(
    after old: HeightMixture,
    expecting expectation: ExpectationStep
  ) -> HeightMixture {
    let total = expectation.sums.reduce(0) { $0 + $1.count }
    let components = zip(old.components, expectation.sums).map { component, sums in
      let shift = sums.deviation / sums.count
      return Component(
        weight: sums.count / total,
        mean: component.mean + shift,
        variance: sums.square / sums.count - shift * shift
      )
    }
    return HeightMixture(estimated: structured(components))
  }

  /// Components whose variances have the structure asked for and lie on or above the floor.
  func structured(_ components: [Component]) -> [Component] {
    let pooled = components.pooledVariance
    return components.map {
      let own =
        switch variance {
        case .equal: pooled
        case .unequal: $0.variance
        }
      return Component(weight: $0.weight, mean: $0.mean, variance: floor.applied(to: own))
    }
  }
}

extension [Component] {
  /// The variance about the component's own mean, averaged over the students.
  var pooledVariance: Double {
    reduce(0) { $0 + $1.weight * $1.variance }
  }
}
