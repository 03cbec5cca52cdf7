import Glibc

/// Whether the students whose gender is missing have heights as the model expects of them.
///
/// Cross-validation cannot tell: it asks the recorded. Two kinds of difference are looked for, with
/// the densities of the recorded students alone, which nothing about the others has touched.
/// - **A common shift.** Shoes or another tape make all of them taller. What is fitted to them are
///   shares other than those of the recorded, against the same shares with one shift; and both
///   together, which finds a gender of which only the short (or the tall) did not say.
/// - **Another shape.** The distance of Kolmogorov and Smirnov between their heights and the mixture
///   with the shares that fit them best, each height spread over the step to which it was rounded.
package struct AskedStudents: Hashable, Sendable {
  /// How they differ.
  package enum Difference: Hashable, Sendable {
    /// All are so many centimetres taller than expected.
    case shift(Double)
    /// So large a part of them is shorter than a height, where so much is expected.
    case shape(height: Double, observed: Double, expected: Double)
  }

  /// How many they are.
  package let count: Int

  /// What is found; nil where nothing is.
  package let difference: Difference?

  /// What the odds of each gender are multiplied by among them, in logarithms; zeros where their
  /// shares may well be those of the recorded.
  let certainTilt: [Double]

  /// Chi-squared of one degree of freedom: .001 of it lies above.
  private static let strictRatio = 10.828
  /// Of both together: .0001, since densities that are not quite right look like a little of both.
  private static let strictestRatio = 15.137
  private static let leastShift = 1.0
  private static let leastJointShift = 2.0
  private static let largestShift = 15.0
  /// The distance that is worth a refusal, however many students there are.
  private static let leastDistance = 0.05
  private static let level = 0.001
  private static let fewest = 8

  /// Compares; nil where there are too few on either side.
  package init?(_ strata: [StratumFit]) {
    let parts = strata.compactMap(Part.init)
    count = parts.reduce(0) { $0 + $1.cells.reduce(0) { $0 + $1.count } }
    let recorded = parts.reduce(0) { $0 + $1.recorded }
    guard let first = parts.first, count >= Self.fewest, recorded >= Self.fewest else { return nil }
    // The densities are known from the recorded only: as in a comparison of two samples.
    let known = Double(recorded) / Double(recorded + count)
    let none = [Double](repeating: 0, count: first.mixture.components.count)
    let same = Self.logLikelihood(parts, shift: 0, tilt: none)
    let shares = Self.fit(parts, shift: 0, from: none)
    let shift = Self.best { Self.logLikelihood(parts, shift: $0, tilt: none) }
    let areOthers =
      chiSquaredUpperTail(
        max(0, 2 * known * (shares.value - same)),
        degreesOfFreedom: max(1, none.count - 1)
      ) < MissingnessTest.level
    certainTilt = areOthers ? shares.tilt : none
    let both = Self.best { Self.fit(parts, shift: $0, from: shares.tilt, steps: 25).value }
    if shift.value > shares.value, 2 * known * (shift.value - same) > Self.strictRatio,
      shift.at.magnitude > Self.leastShift
    {
      difference = .shift(shift.at)
    } else if 2 * known * (both.value - shares.value) > Self.strictestRatio,
      both.at.magnitude > Self.leastJointShift
    {
      difference = .shift(both.at)
    } else {
      difference = Self.shape(parts, tilt: shares.tilt, effective: known * Double(count))
    }
  }

  /// One stratum: the recorded students' densities, and the heights of those without a gender.
  private struct Part {
    let mixture: HeightMixture
    let cells: [Cell]
    let recorded: Int

    init?(_ stratum: StratumFit) {
      guard !stratum.missing.isEmpty, stratum.fit.outcome.isConverged else { return nil }
      cells = stratum.missing
      recorded = stratum.evidence.recordedCounts.reduce(0, +)
      mixture = (stratum.recordedAlone?.mixture ?? stratum.fit.mixture).amongRecorded
    }

    /// The mixture with shares multiplied by exp(tilt).
    func tilted(_ tilt: [Double]) -> HeightMixture {
      let weights = zip(mixture.components, tilt).map { $0.weight * exp($1) }
      let total = weights.reduce(0, +)
      return HeightMixture(
        estimated: zip(mixture.components, weights).map {
          Component(
            weight: max($1 / total, MaximisationStep.smallestShare),
            mean: $0.mean,
            variance: $0.variance
          )
        },
        density: mixture.density
      )
    }
  }

  private static func logLikelihood(_ parts: [Part], shift: Double, tilt: [Double]) -> Double {
    parts.reduce(0) { sum, part in
      var terms = PosteriorTerms(part.tilted(tilt))
      return part.cells.reduce(sum) {
        $0 + Double($1.count) * terms.evaluate(at: $1.height - shift)
      }
    }
  }

  /// The shares that fit best, as what those of the recorded are multiplied by in every stratum.
  ///
  /// Each step makes the expected numbers of the genders those that the shares give; for one stratum
  /// that is EM.
  private static func fit(
    _ parts: [Part],
    shift: Double,
    from start: [Double],
    steps: Int = 400
  ) -> (tilt: [Double], value: Double) {
    var (tilt, value) = (start, -Double.infinity)
    for _ in 0..<steps {
      var expected = tilt.map { _ in 0.0 }
      var given = expected
      var likelihood = 0.0
      for part in parts {
        let mixture = part.tilted(tilt)
        var terms = PosteriorTerms(mixture)
        var students = 0.0
        for cell in part.cells {
          let weight = Double(cell.count)
          likelihood += weight * terms.evaluate(at: cell.height - shift)
          for gender in tilt.indices { expected[gender] += weight * terms[gender].posterior }
          students += weight
        }
        for gender in tilt.indices { given[gender] += students * mixture.components[gender].weight }
      }
      let isDone = likelihood - value < 1e-6
      value = likelihood
      if isDone { break }
      for gender in tilt.indices where expected[gender] > 0 && given[gender] > 0 {
        tilt[gender] = min(max(tilt[gender] + log(expected[gender] / given[gender]), -30), 30)
      }
    }
    return (tilt, value)
  }

  /// The shift with the highest value: by whole centimetres, then by golden sections.
  private static func best(_ value: (Double) -> Double) -> (at: Double, value: Double) {
    let coarse = stride(from: -largestShift, through: largestShift, by: 1).map { ($0, value($0)) }
    guard let start = coarse.max(by: { $0.1 < $1.1 }) else { return (0, value(0)) }
    var (low, high) = (start.0 - 1, start.0 + 1)
    let part = (5.0.squareRoot() - 1) / 2
    while high - low > 0.05 {
      let (left, right) = (high - part * (high - low), low + part * (high - low))
      if value(left) > value(right) { high = right } else { low = left }
    }
    let middle = (low + high) / 2
    let found = value(middle)
    return found > start.1 ? (middle, found) : start
  }
}

// The distance of Kolmogorov and Smirnov.
extension AskedStudents {
  private static func shape(
    _ parts: [Part],
    tilt: [Double],
    effective: Double
  ) -> Difference? {
    let step = roundingStep(parts)
    // Each cell as a uniform piece of the distribution that the model gives its rounded height.
    var ends: [(at: Double, slope: Double, height: Double)] = []
    var total = 0.0
    for part in parts {
      let mixture = part.tilted(tilt)
      for cell in part.cells {
        let lower = mixture.distribution(below: cell.height - step / 2)
        let upper = max(mixture.distribution(below: cell.height + step / 2), lower + 1e-9)
        let slope = Double(cell.count) / (upper - lower)
        ends.append((lower, slope, cell.height - step / 2))
        ends.append((upper, -slope, cell.height + step / 2))
        total += Double(cell.count)
      }
    }
    ends.sort { ($0.at, $0.slope) < ($1.at, $1.slope) }
    var (sum, slope, last) = (0.0, 0.0, 0.0)
    var worst = (distance: 0.0, height: 0.0, observed: 0.0, expected: 0.0)
    for end in ends {
      sum += slope * (end.at - last)
      let distance = (sum / total - end.at).magnitude
      if distance > worst.distance { worst = (distance, end.height, sum / total, end.at) }
      slope += end.slope
      last = end.at
    }
    // Kolmogorov's limit, by its first term: 2 exp(-2 n D^2).
    let chance = 2 * exp(-2 * effective * worst.distance * worst.distance)
    guard worst.distance > leastDistance, chance < level else { return nil }
    return .shape(height: worst.height, observed: worst.observed, expected: worst.expected)
  }

  /// The step that nearly all heights are multiples of, in centimetres: people round to halves and
  /// fives, and feet and inches to 2.54.
  private static func roundingStep(_ parts: [Part]) -> Double {
    let cells = parts.flatMap(\.cells)
    let total = cells.reduce(0) { $0 + $1.count }
    return [5, 2.54, 2, 1, 0.5].first { step in
      let on = cells.reduce(0) { sum, cell in
        let rest = (cell.height / step - (cell.height / step).rounded()).magnitude * step
        return sum + (rest < 0.06 ? cell.count : 0)
      }
      return 20 * on >= 19 * total
    } ?? 0.1
  }
}

extension HeightMixture {
  /// The part of the students without a gender who are expected to be shorter than a height.
  func distribution(below height: Double) -> Double {
    components.reduce(0) { sum, component in
      let z = (height - component.mean) / component.standardDeviation
      return sum + component.weightAmongMissing
        * studentDistribution(z, degreesOfFreedom: density.degreesOfFreedom)
    }
  }
}
