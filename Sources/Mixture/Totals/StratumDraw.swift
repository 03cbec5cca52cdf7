import Glibc

/// The missing students of one stratum under one draw of the parameters.
struct StratumDraw {
  /// The expected number of each gender: the sum of the posteriors.
  var expected: [Double]

  /// The variance of that number when each student has one gender: the sum of p (1 - p).
  var variance: [Double]

  /// The missing students of a stratum under a mixture.
  init(_ cells: [Cell], under mixture: HeightMixture) {
    var terms = PosteriorTerms(mixture)
    expected = mixture.components.map { _ in 0 }
    variance = expected
    for cell in cells {
      terms.evaluate(at: cell.height)
      for (gender, p) in terms.posterior.enumerated() {
        expected[gender] += Double(cell.count) * p
        variance[gender] += Double(cell.count) * p * (1 - p)
      }
    }
  }

  /// Draws the parameters of a whole school once, and gives each stratum's draw in order.
  ///
  /// The parameters are those of a fit to as many students of each stratum, drawn from them with
  /// replacement. The spread of such fits shows how well the data determine the shares and
  /// densities of a stratum, its level, and what the strata have in common; an information matrix of
  /// one stratum knows only the first. Rubin and Schenker (1986); Efron (1994).
  ///
  /// It is nil where the students drawn cannot be fitted, or the fit of a stratum does not converge
  /// that did.
  static func school(
    like fit: StratifiedFit,
    in division: Division,
    candidate: Candidate,
    settings: FitSettings,
    drawingFrom stream: inout SeededStream
  ) -> [StratumDraw]? {
    var resampled: [Evidence?] = []
    for evidence in division.evidence.strata { resampled.append(evidence?.resampled(by: &stream)) }
    let refit = try? division.fit(
      candidate,
      to: StratifiedEvidence(resampled),
      settings: candidate.settings(settings)
    )
    guard let refit else { return nil }
    let pairs = zip(fit.strata, refit.strata)
    guard pairs.allSatisfy({ $1.fit.outcome.isConverged || !$0.fit.outcome.isConverged }) else {
      return nil
    }
    return pairs.map { StratumDraw($0.missing, under: $1.fit.mixture) }
  }
}

extension Evidence {
  /// As many students drawn from these with replacement.
  ///
  /// How often each cell is drawn is multinomial, so no student has to be drawn by itself.
  func resampled(by stream: inout SeededStream) -> Evidence {
    let total = Double(count)
    let drawn = stream.nextMultinomial(count, probabilities: cells.map { Double($0.count) / total })
    let resample = zip(cells, drawn).compactMap { cell, count in
      count > 0
        ? Cell(height: cell.height, label: cell.label, isDecided: cell.isDecided, count: count)
        : nil
    }
    return Evidence(sound: resample, genderCount: genderCount, resolution: resolution)
  }
}

extension SeededStream {
  /// A draw from the binomial distribution: how many of `count` students are of a kind that each
  /// is with the given probability.
  ///
  /// Below a hundred expected students the distribution function is inverted, which is exact; from
  /// there on it is the normal deviate rounded to a whole number, whose distribution function is off
  /// by less than .01.
  mutating func nextBinomial(_ count: Int, probability: Double) -> Int {
    guard count > 0, probability > 0 else { return 0 }
    guard probability < 1 else { return count }
    if probability > 0.5 { return count - nextBinomial(count, probability: 1 - probability) }
    let (n, p) = (Double(count), probability)
    guard n * p < 100 else {
      let drawn = (n * p + (n * p * (1 - p)).squareRoot() * nextNormal()).rounded()
      return min(count, max(0, Int(nearest: drawn)))
    }
    // P(k + 1) / P(k) = (n - k) / (k + 1) p / (1 - p); P(0) is no less than about exp(-140).
    var mass = exp(n * log1p(-p))
    var left = nextUniform()
    var drawn = 0
    while left > mass, drawn < count, mass > 0 {
      left -= mass
      mass *= (n - Double(drawn)) / Double(drawn + 1) * p / (1 - p)
      drawn += 1
    }
    return drawn
  }

  /// A draw from the multinomial distribution: how many of `count` students are of each kind, by one
  /// binomial draw after the other.
  ///
  /// The probabilities sum to one, but for rounding.
  mutating func nextMultinomial(_ count: Int, probabilities: [Double]) -> [Int] {
    var drawn = [Int](repeating: 0, count: probabilities.count)
    var (left, mass) = (count, 1.0)
    for (kind, probability) in probabilities.enumerated() where left > 0 {
      let isLast = kind == probabilities.count - 1
      let part = isLast || probability >= mass ? 1 : probability / mass
      drawn[kind] = nextBinomial(left, probability: part)
      left -= drawn[kind]
      mass -= probability
    }
    return drawn
  }
}
