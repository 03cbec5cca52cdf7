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
