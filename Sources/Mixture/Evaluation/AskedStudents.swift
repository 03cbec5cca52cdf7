import Glibc

/// Whether the students whose gender is missing have heights as the model expects of them.
///
/// Cross-validation cannot tell: it asks the recorded. Three kinds of difference are looked for, with
/// the densities of the recorded students alone, which nothing about the others has touched, and the
/// shares of the genders that fit the others best.
/// - **A common shift.** Shoes or another tape make all of them taller: the shares of the recorded with
///   one shift explain them as well as other shares do.
/// - **A shift of one gender.** Where only the tall (or the short) of a gender did not say, they lie
///   elsewhere than the recorded; and what is stated of them would be far from right.
/// - **Another shape.** The distance of Kolmogorov and Smirnov between their heights and the mixture,
///   each height spread over the step to which it was rounded.
package struct AskedStudents: Hashable, Sendable {
  /// How they differ.
  package enum Difference: Hashable, Sendable {
    /// All are so many centimetres taller than expected.
    case shift(Double)
    /// Those of a gender are, by its index; stated confidences would be off by so much.
    case shiftOfOne(gender: Int, Double, off: Double)
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
  /// Beyond this, .01 does: a shift of one gender is asked for where it would do harm.
  private static let ratio = 6.635
  private static let leastShift = 1.0
  /// No measuring and no forgetting moves a mean farther.
  private static let largestShift = 8.0
  /// A shift explains as well as shares do, within so much of the log-likelihood.
  private static let leastAdvantage = 1.0
  /// How far stated confidences would have to be off.
  private static let leastHarm = 0.1
  /// The distance that is worth a refusal, however many students there are: of the ages 12 to 18
  /// undivided, missing at random, it is .016.
  private static let leastDistance = 0.02
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
    let same = Self.logLikelihood(parts, shift: none, tilt: none)
    let shares = Self.fit(parts, shift: none, from: none)
    let areOthers =
      chiSquaredUpperTail(
        max(0, 2 * known * (shares.value - same)),
        degreesOfFreedom: max(1, none.count - 1)
      ) < MissingnessTest.level
    certainTilt = areOthers ? shares.tilt : none
    let shift = Self.best { shift in
      Self.logLikelihood(parts, shift: none.map { _ in shift }, tilt: none)
    }
    if shift.value > shares.value - Self.leastAdvantage,
      2 * known * (shift.value - same) > Self.strictRatio, shift.at.magnitude > Self.leastShift
    {
      difference = .shift(shift.at)
      return
    }
    difference =
      Self.shiftOfOne(parts, beside: shares, known: known)
      ?? Self.shape(parts, tilt: shares.tilt, effective: known * Double(count))
  }

  /// The gender whose shift, beside other shares, explains the heights better than these alone, where
  /// that would make what is stated wrong; the best of several.
  private static func shiftOfOne(
    _ parts: [Part],
    beside shares: (tilt: [Double], value: Double),
    known: Double
  ) -> Difference? {
    let none = shares.tilt.map { _ in 0.0 }
    var found: (value: Double, difference: Difference)?
    for gender in none.indices {
      func shifted(_ centimetres: Double) -> [Double] {
        var shift = none
        shift[gender] = centimetres
        return shift
      }
      let rival = best { fit(parts, shift: shifted($0), from: shares.tilt, steps: 25).value }
      guard 2 * known * (rival.value - shares.value) > ratio,
        rival.value > found?.value ?? -.infinity
      else { continue }
      let tilt = fit(parts, shift: shifted(rival.at), from: shares.tilt).tilt
      let off = harm(parts, stating: shares.tilt, where: tilt, shift: shifted(rival.at))
      if off > leastHarm {
        found = (rival.value, .shiftOfOne(gender: gender, rival.at, off: off))
      }
    }
    return found?.difference
  }

  /// How far the confidences by some shares would be above what is right, were others true and the
  /// genders shifted.
  private static func harm(
    _ parts: [Part],
    stating tilt: [Double],
    where truth: [Double],
    shift: [Double]
  ) -> Double {
    var (sum, students) = (0.0, 0.0)
    for part in parts {
      var stated = PosteriorTerms(part.tilted(tilt))
      var actual = PosteriorTerms(part.tilted(truth, shift: shift))
      for cell in part.cells {
        stated.evaluate(at: cell.height)
        actual.evaluate(at: cell.height)
        let called = tilt.indices.reduce(0) {
          stated[$1].posterior > stated[$0].posterior ? $1 : $0
        }
        sum += Double(cell.count) * (stated[called].posterior - actual[called].posterior)
        students += Double(cell.count)
      }
    }
    return students > 0 ? sum / students : 0
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

    /// The mixture with shares multiplied by exp(tilt), and means shifted.
    func tilted(_ tilt: [Double], shift: [Double]? = nil) -> HeightMixture {
      let weights = zip(mixture.components, tilt).map { $0.weight * exp($1) }
      let total = weights.reduce(0, +)
      return HeightMixture(
        estimated: zip(mixture.components, weights).enumerated().map { gender, part in
          Component(
            weight: max(part.1 / total, MaximisationStep.smallestShare),
            mean: part.0.mean + (shift?[gender] ?? 0),
            variance: part.0.variance
          )
        },
        density: mixture.density
      )
    }
  }

  private static func logLikelihood(_ parts: [Part], shift: [Double], tilt: [Double]) -> Double {
    parts.reduce(0) { sum, part in
      var terms = PosteriorTerms(part.tilted(tilt, shift: shift))
      return part.cells.reduce(sum) { $0 + Double($1.count) * terms.evaluate(at: $1.height) }
    }
  }

  /// The shares that fit best, as what those of the recorded are multiplied by in every stratum.
  ///
  /// Each step makes the expected numbers of the genders those that the shares give; for one stratum
  /// that is EM.
  private static func fit(
    _ parts: [Part],
    shift: [Double],
    from start: [Double],
    steps: Int = 400
  ) -> (tilt: [Double], value: Double) {
    var (tilt, value) = (start, -Double.infinity)
    for _ in 0..<steps {
      var expected = tilt.map { _ in 0.0 }
      var given = expected
      var likelihood = 0.0
      for part in parts {
        let mixture = part.tilted(tilt, shift: shift)
        var terms = PosteriorTerms(mixture)
        var students = 0.0
        for cell in part.cells {
          let weight = Double(cell.count)
          likelihood += weight * terms.evaluate(at: cell.height)
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

  /// The shift with the highest value: by two centimetres, then by golden sections.
  private static func best(_ value: (Double) -> Double) -> (at: Double, value: Double) {
    let coarse = stride(from: -largestShift, through: largestShift, by: 2).map { ($0, value($0)) }
    guard let start = coarse.max(by: { $0.1 < $1.1 }) else { return (0, value(0)) }
    var (low, high) = (start.0 - 2, start.0 + 2)
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
