/// The M-step: the mixture that makes the expected sums of an E-step most likely.
///
/// With N_k the expected number of students of gender k, d = x - mu_k about the old mean, and the
/// weight u, which is one for normal densities:
///
///     pi_k     = N_k / N
///     mu_k     = mu_k + sum w r u d / sum w r u
///     sigma2_k = (sum w r u d^2 - (sum w r u d)^2 / sum w r u) / N_k    unequal variances
///     sigma2   = sum_k N_k sigma2_k / N                                 equal variances
///
/// and for similar variances those of ``SimilarVariances``.
/// Bishop (2006), eq. 9.24 to 9.26, with the sums centred; McLachlan and Peel (2000), sections 3.2
/// and 7.5 for t densities. Where there is a prior, its pseudo-students have joined the sums.
struct MaximisationStep {
  let settings: FitSettings
  let density: Density
  let floor: VarianceFloor
  let prior: MixturePrior
  /// How many students have each gender recorded.
  let recorded: [Int]

  /// The fewest expected students with which a gender can still be estimated.
  ///
  /// A gender with recorded heights never falls below their number. Without any, its share may
  /// fade until nothing is left to divide by; a millionth of a student is nobody.
  static let fewestStudents = 1e-6

  /// The smallest share among the missing: that of a gender of which nobody is missing.
  ///
  /// The estimate is then zero, which EM approaches without reaching it. A share of 1e-12 is
  /// zero for any school, and still has a logarithm.
  static let smallestShare = 1e-12

  /// The first gender that has nobody left, and with that no mean.
  func emptyComponent(of expectation: ExpectationStep) -> Int? {
    guard !prior.definesComponents else { return nil }
    return expectation.sums.firstIndex { !($0.count >= Self.fewestStudents) }
  }

  /// The mixture that maximises the expected log-likelihood, plus the log of the prior density.
  ///
  /// - Precondition: No gender is empty; see ``emptyComponent(of:)``.
  func mixture(
    after old: HeightMixture,
    expecting expectation: ExpectationStep
  ) -> HeightMixture {
    let sums = zip(old.components.indices, expectation.sums).map { k, sums in
      joined(sums, gender: k, about: old.components[k].mean)
    }
    let variances = sums.map { ($0.square - $0.deviation * $0.deviation / $0.pull) / $0.count }
    let counts = sums.map(\.count)
    let structured =
      settings.variance == .similar
      ? SimilarVariances.mode(variances, counts: counts, above: floor)
      : structured(variances, counts: counts)
    let shares = shares(expectation.sums)
    let components = old.components.indices.map { k in
      Component(
        weight: shares.recorded[k],
        weightAmongMissing: shares.missing[k],
        mean: old.components[k].mean + sums[k].deviation / sums[k].pull,
        variance: structured[k]
      )
    }
    return HeightMixture(estimated: components, density: density)
  }

  /// The log prior, up to a constant.
  func logPrior(in mixture: HeightMixture) -> Double {
    let logPrior = prior.logDensity(at: mixture, missingness: settings.missingness)
    guard settings.variance == .similar else { return logPrior }
    return logPrior + SimilarVariances.logDensity(at: mixture.components.map(\.variance))
  }

  /// The sums of a gender and of its pseudo-students, about the same mean.
  private func joined(
    _ sums: ExpectationStep.Sums,
    gender: Int,
    about mean: Double
  ) -> ExpectationStep.Sums {
    guard !prior.components.isEmpty else { return sums }
    let pseudo = prior.components[gender]
    let deviation = pseudo.mean - mean
    var joined = sums
    joined.count += pseudo.strength
    joined.pull += pseudo.strength
    joined.deviation += pseudo.strength * deviation
    joined.square += pseudo.strength * (deviation * deviation + pseudo.variance)
    return joined
  }

  /// The variances in the structure that was asked for, on or above the floor.
  ///
  /// Similar variances are not constrained: the prior pulls them together.
  func structured(_ variances: [Double], counts: [Double]) -> [Double] {
    switch settings.variance {
    case .similar, .unequal:
      return variances.map { floor.applied(to: $0) }
    case .equal:
      let squares = zip(variances, counts).reduce(0) { $0 + $1.0 * $1.1 }
      let pooled = floor.applied(to: squares / counts.reduce(0, +))
      return variances.map { _ in pooled }
    }
  }

  /// The shares among the recorded and among the missing.
  private func shares(
    _ sums: [ExpectationStep.Sums]
  ) -> (recorded: [Double], missing: [Double]) {
    switch settings.missingness {
    case .same:
      let shares = Self.shares(sums.indices.map { sums[$0].count + prior.pseudoStudents(of: $0) })
      return (shares, shares)
    case .different:
      let known = Self.shares(
        sums.indices.map { Double(recorded[$0]) + prior.pseudoStudents(of: $0) }
      )
      let missing = Self.shares(sums.indices.map { sums[$0].missing + prior.pseudoMissing(of: $0) })
      // Of an empty set of students the shares are those of the other.
      return (known.isEmpty ? missing : known, missing.isEmpty ? known : missing)
    }
  }

  /// Counts divided by their total, none below ``smallestShare``; empty where there is nobody.
  ///
  /// Lifting the smallest and scaling the others is the exact maximum under that bound, so that
  /// the log-likelihood cannot fall.
  static func shares(_ counts: [Double]) -> [Double] {
    let total = counts.reduce(0, +)
    guard total > 0 else { return [] }
    let shares = counts.map { $0 / total }
    let lifted = shares.filter { $0 < smallestShare }
    guard !lifted.isEmpty else { return shares }
    let left = 1 - Double(lifted.count) * smallestShare
    let others = 1 - lifted.reduce(0, +)
    return shares.map { $0 < smallestShare ? smallestShare : $0 * left / others }
  }
}
