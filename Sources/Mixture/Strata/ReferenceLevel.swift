import Glibc

/// How much taller a school is than its reference: one number for all ages and genders.
///
/// A population grows taller than another, and shoes are worn or not, at every age alike. So before
/// strata are drawn towards the reference, it is raised by the level that fits the school best: the
/// mode of the posterior, normal about zero with a standard deviation of ``deviation``. Students
/// without a gender take part by their probabilities, with shares of their own that begin equal.
enum ReferenceLevel {
  /// How far schools lie from the reference, in centimetres.
  private static let deviation = 4.0

  /// The references raised by the level of the students.
  static func raised(_ references: [MixturePrior?], for strata: [Evidence?]) -> [MixturePrior?] {
    guard references.contains(where: { $0 != nil }) else { return references }
    let level = level(of: strata, over: references)
    return references.map { reference in
      reference.map { prior in
        MixturePrior(
          components: prior.components.map {
            ComponentPrior(
              mean: $0.mean + level,
              variance: $0.variance,
              strength: $0.strength
            )
          },
          shares: prior.shares,
          sharesAmongMissing: prior.sharesAmongMissing
        )
      }
    }
  }

  private static func level(of strata: [Evidence?], over references: [MixturePrior?]) -> Double {
    let parts = zip(strata, references).compactMap { evidence, reference in
      evidence.flatMap { evidence in reference.map { (evidence, $0.components) } }
    }
    guard let genders = parts.first?.1.count else { return 0 }
    var level = 0.0
    var shares = [Double](repeating: 1 / Double(genders), count: genders)
    var terms = [Double](repeating: 0, count: genders)
    for _ in 0..<200 {
      var (pull, precision) = (0.0, 1 / (deviation * deviation))
      var counts = [Double](repeating: 1, count: genders)
      for (evidence, components) in parts {
        for cell in evidence.cells {
          let weight = Double(cell.count)
          if let label = cell.label {
            let own = components[label]
            pull += weight * (cell.height - own.mean) / own.variance
            precision += weight / own.variance
            continue
          }
          for k in 0..<genders {
            let gap = cell.height - components[k].mean - level
            terms[k] =
              log(shares[k]) - 0.5 * log(components[k].variance)
              - 0.5 * gap * gap / components[k].variance
          }
          let largest = terms.max() ?? 0
          for k in 0..<genders { terms[k] = exp(terms[k] - largest) }
          let total = terms.reduce(0, +)
          for k in 0..<genders {
            let expected = weight * terms[k] / total
            counts[k] += expected
            pull += expected * (cell.height - components[k].mean) / components[k].variance
            precision += expected / components[k].variance
          }
        }
      }
      let next = pull / precision
      let total = counts.reduce(0, +)
      shares = counts.map { $0 / total }
      let isDone = (next - level).magnitude < 1e-5
      level = next
      if isDone { break }
    }
    return level
  }
}
