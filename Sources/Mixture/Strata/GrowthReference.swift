import Glibc

/// What is known of heights by age and gender from elsewhere, such as a growth reference.
package struct GrowthReference: Hashable, Sendable {
  /// The heights of one gender at one age.
  package struct Entry: Hashable, Sendable {
    /// The age in years.
    package let age: Double
    /// The mean height in centimetres.
    package let mean: Double
    /// The standard deviation of the heights in centimetres.
    package let standardDeviation: Double

    /// An entry.
    package init(age: Double, mean: Double, standardDeviation: Double) {
      self.age = age
      self.mean = mean
      self.standardDeviation = standardDeviation
    }
  }

  /// The entries of each gender in the order of the genders, by age.
  private let genders: [[Entry]]

  /// A table of entries for each gender, in the order of the genders of the model.
  ///
  /// It is nil where a gender has no entry, an age occurs twice, or a number cannot be a height's
  /// mean or deviation.
  package init?(_ genders: [[Entry]]) {
    for entries in genders {
      guard !entries.isEmpty, Set(entries.map(\.age)).count == entries.count,
        entries.allSatisfy({ entry in
          entry.age.isFinite && entry.mean.magnitude <= Evidence.largestHeight
            && HeightMixture.variances.contains(entry.standardDeviation * entry.standardDeviation)
        })
      else { return nil }
    }
    guard !genders.isEmpty else { return nil }
    self.genders = genders.map { $0.sorted { $0.age < $1.age } }
  }

  /// The prior of students of an age.
  ///
  /// Between two ages of the table means and deviations are interpolated. Above the last age they
  /// stay, because grown-ups do; below the first there is no saying.
  ///
  /// - Parameters:
  ///   - age: The age in years.
  ///   - strength: How many students of each gender the table is worth.
  /// - Returns: The prior; nil below the first age of a gender.
  package func prior(at age: Double, strength: Double = 20) -> MixturePrior? {
    var components: [ComponentPrior] = []
    for entries in genders {
      guard let entry = Self.entry(at: age, of: entries) else { return nil }
      components.append(
        ComponentPrior(
          mean: entry.mean,
          variance: entry.standardDeviation * entry.standardDeviation,
          strength: strength
        )
      )
    }
    // Of shares a table of heights knows nothing; as many of each gender is what to expect.
    let share = strength / Double(genders.count)
    return MixturePrior(components: components, shares: genders.map { _ in share })
  }

  private static func entry(at age: Double, of entries: [Entry]) -> Entry? {
    guard let above = entries.firstIndex(where: { $0.age >= age }) else { return entries.last }
    if entries[above].age == age { return entries[above] }
    guard above > 0 else { return nil }
    let (lower, upper) = (entries[above - 1], entries[above])
    let part = (age - lower.age) / (upper.age - lower.age)
    return Entry(
      age: age,
      mean: lower.mean + part * (upper.mean - lower.mean),
      standardDeviation: lower.standardDeviation
        + part * (upper.standardDeviation - lower.standardDeviation)
    )
  }
}

/// Heights of girls and boys by age, of the United States: the reference that is built in.
///
/// Mean and standard deviation in centimetres for each age in completed years from 2 to 20, averaged
/// over the year. They are worked out from the powers, medians and coefficients of variation of
/// "stature for age, 2 to 20 years" of the National Center for Health Statistics (2000), a work of the
/// US government in the public domain. A school may be taller or shorter; its level is estimated.
package enum GrowthTable {
  /// The first age of the table in completed years; the others follow.
  private static let firstAge = 2

  private static let female: [(mean: Double, deviation: Double)] = [
    (89.80, 4.56), (97.41, 4.59), (104.28, 4.99), (111.32, 5.37), (118.29, 5.70), (124.76, 5.97),
    (130.45, 6.24), (135.56, 6.62), (140.95, 7.20), (147.55, 7.67), (154.34, 7.37), (158.96, 6.80),
    (161.23, 6.54), (162.25, 6.48), (162.75, 6.47), (163.02, 6.47), (163.19, 6.47), (163.29, 6.47),
    (163.32, 6.47),
  ]

  private static let male: [(mean: Double, deviation: Double)] = [
    (90.95, 4.46), (98.73, 4.53), (105.58, 4.82), (112.13, 5.19), (118.60, 5.54), (124.91, 5.86),
    (130.82, 6.18), (136.18, 6.55), (141.14, 6.95), (146.29, 7.40), (152.52, 7.92), (159.96, 8.28),
    (166.92, 8.17), (171.71, 7.76), (174.36, 7.41), (175.69, 7.22), (176.36, 7.15), (176.71, 7.14),
    (176.83, 7.14),
  ]

  /// The entries of girls and of boys, by age.
  package static let entries = (female: entries(female), male: entries(male))

  private static func entries(
    _ table: [(mean: Double, deviation: Double)]
  ) -> [GrowthReference.Entry] {
    table.enumerated().map { number, row in
      GrowthReference.Entry(
        age: Double(firstAge + number),
        mean: row.mean,
        standardDeviation: row.deviation
      )
    }
  }
}

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
