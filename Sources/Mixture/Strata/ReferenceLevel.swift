import Glibc

/// How much taller the strata of a school are than their reference.
///
/// A population grows taller than another, and shoes are worn or not, at every age alike: that is the
/// level L of the school. But its children may be early and its youths as elsewhere, so every stratum
/// has a deviation b_s of its own, whose variance is estimated from all of them:
///
///     x  ~  N(m_ks + L + b_s, v_ks),    b_s ~ N(0, tau^2),    L ~ N(0, 4^2)
///
/// with the mean and variance of the reference. Students without a gender take part by their
/// probabilities, with shares of their own that begin equal. It is found by EM; L and b_s are
/// eliminated exactly in each step, and tau^2 has the prior of two strata that deviate by 2 cm.
/// Searle, Casella and McCulloch (1992), chapter 8.
struct ReferenceLevel {
  /// How far schools lie from the reference, in centimetres.
  private static let deviation = 4.0
  /// How far strata lie from their school before any is seen, in centimetres.
  private static let deviationOfStrata = 2.0
  private static let priorStrata = 2.0

  /// The references, each raised by the level of its stratum.
  static func raised(_ references: [MixturePrior?], for strata: [Evidence?]) -> [MixturePrior?] {
    let parts = zip(strata, references).map { evidence, reference in
      evidence.flatMap { evidence in
        reference.map { Part(cells: evidence.cells, components: $0.components) }
      }
    }
    guard let genders = parts.lazy.compactMap({ $0?.components.count }).first else {
      return references
    }
    var level = ReferenceLevel(strata: parts.count, genders: genders)
    for _ in 0..<500 {
      let last = level.levels
      level.step(parts)
      if zip(last, level.levels).allSatisfy({ ($0 - $1).magnitude < 1e-5 }) { break }
    }
    return zip(references, level.levels).map { $0?.raised(by: $1) }
  }

  private struct Part {
    let cells: [Cell]
    let components: [ComponentPrior]
  }

  /// L + b_s of every stratum.
  private var levels: [Double]
  private var shares: [Double]
  /// The variance tau^2 of b_s.
  private var variance = Self.deviationOfStrata * Self.deviationOfStrata

  private init(strata: Int, genders: Int) {
    levels = [Double](repeating: 0, count: strata)
    shares = [Double](repeating: 1 / Double(genders), count: genders)
  }

  /// One step of EM.
  private mutating func step(_ parts: [Part?]) {
    var counts = [Double](repeating: 1, count: shares.count)
    var strata: [(sum: Double, precision: Double)] = []
    for (part, level) in zip(parts, levels) {
      strata.append(part.map { moments(of: $0, at: level, counting: &counts) } ?? (0, 0))
    }
    let seen = strata.filter { $0.precision > 0 }
    // One stratum is its school.
    if seen.count < 2 { variance = 0 }
    // With b_s integrated out, the mean residual of a stratum has the variance tau^2 + 1 / precision.
    var (sum, precision) = (0.0, 1 / (Self.deviation * Self.deviation))
    for stratum in seen {
      let weight = 1 / (1 + variance * stratum.precision)
      sum += weight * stratum.sum
      precision += weight * stratum.precision
    }
    let school = sum / precision
    var squares = Self.priorStrata * Self.deviationOfStrata * Self.deviationOfStrata
    for (index, stratum) in strata.enumerated() {
      let spread = variance / (1 + variance * stratum.precision)
      let own = spread * (stratum.sum - stratum.precision * school)
      levels[index] = school + own
      if stratum.precision > 0 { squares += own * own + spread }
    }
    if variance > 0 { variance = squares / (Self.priorStrata + Double(seen.count)) }
    let total = counts.reduce(0, +)
    shares = counts.map { $0 / total }
  }

  /// The sum of the residuals of a stratum over their variances, and the sum of the reciprocals.
  private func moments(
    of part: Part,
    at level: Double,
    counting counts: inout [Double]
  ) -> (sum: Double, precision: Double) {
    var (sum, precision) = (0.0, 0.0)
    var terms = shares
    func add(_ weight: Double, _ height: Double, _ own: ComponentPrior) {
      sum += weight * (height - own.mean) / own.variance
      precision += weight / own.variance
    }
    for cell in part.cells {
      let weight = Double(cell.count)
      if let label = cell.label {
        add(weight, cell.height, part.components[label])
        continue
      }
      for (k, own) in part.components.enumerated() {
        let gap = cell.height - own.mean - level
        terms[k] = log(shares[k]) - 0.5 * log(own.variance) - 0.5 * gap * gap / own.variance
      }
      let largest = terms.max() ?? 0
      for k in terms.indices { terms[k] = exp(terms[k] - largest) }
      let total = terms.reduce(0, +)
      for (k, own) in part.components.enumerated() {
        let expected = weight * terms[k] / total
        counts[k] += expected
        add(expected, cell.height, own)
      }
    }
    return (sum, precision)
  }
}

extension MixturePrior {
  /// The same with all means so many centimetres higher.
  fileprivate func raised(by level: Double) -> MixturePrior {
    MixturePrior(
      components: components.map {
        ComponentPrior(mean: $0.mean + level, variance: $0.variance, strength: $0.strength)
      },
      shares: shares,
      sharesAmongMissing: sharesAmongMissing
    )
  }
}
