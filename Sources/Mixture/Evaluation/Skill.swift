import Glibc

/// How much better than the shares alone a model predicts: 1 - log loss / log loss of the shares.
///
/// One is perfect, zero no better than the shares, below zero worse. Murphy (1988) on skill scores.
package struct Skill: Hashable, Sendable {
  /// The skill.
  package let value: Double

  /// Its standard error over the students.
  ///
  /// The skill is the ratio of two means over the same students. To first order it varies like the
  /// mean of loss of shares - loss - skill x loss of shares, divided by the mean loss of the
  /// shares (Cochran 1977, section 6.3).
  package let standardError: Double

  /// How many students it was seen on; infinitely many where that is not known.
  let students: Double

  /// The range of two standard errors about it; of few students, of as many as Student's t
  /// distribution gives the same chance, for then the standard error is a guess itself.
  package var interval: ConfidenceInterval {
    guard students > 1 else { return ConfidenceInterval(lower: -.infinity, upper: .infinity) }
    let deviates =
      students.isFinite
      ? studentQuantile(standardNormalDistribution(2), degreesOfFreedom: students - 1) : 2
    let reach = deviates * standardError
    return ConfidenceInterval(lower: value - reach, upper: value + reach)
  }

  /// A skill, computed here or read back.
  package init(value: Double, standardError: Double, students: Double = .infinity) {
    self.value = value
    self.standardError = standardError
    self.students = students
  }

  init(_ predictions: [Prediction], logLoss: Double, logLossOfShares: Double, count: Double) {
    let value = logLossOfShares > 0 ? 1 - logLoss / logLossOfShares : 0
    var squares = CompensatedSum()
    for prediction in predictions {
      let shares = prediction.logLossOfShares
      let residual = shares - prediction.logLoss - value * shares
      squares.add(prediction.weight * residual * residual)
    }
    let variance = count > 1 ? squares.value / (count * (count - 1)) : .infinity
    let error = variance.squareRoot() / logLossOfShares
    // Shares that are never surprised leave nothing to gain, and nothing to be sure of.
    self.init(value: value, standardError: logLossOfShares > 0 ? error : .infinity, students: count)
  }
}

extension Evaluation {
  /// How many standard errors the recorded genders lie from what they would be if heights said
  /// nothing: if the genders of each stratum were dealt to its students anew.
  ///
  /// The standard error of the skill itself says little where few of a gender are recorded: most of
  /// it is how tall these few happen to be. Of the sum of log p - log share over the students the mean
  /// and the variance over all ways to deal are known in closed form (Hoeffding 1951).
  package var association: Double {
    let groups = Dictionary(grouping: predictions, by: \.stratum)
    var seen: Set<String?> = []
    var (excess, variance) = (0.0, 0.0)
    // In the order in which they come, so that the sums have the same bytes each time.
    for stratum in predictions.map(\.stratum) where seen.insert(stratum).inserted {
      let dealt = Self.dealt(groups[stratum] ?? [])
      excess += dealt.excess
      variance += dealt.variance
    }
    return variance > 0 ? excess / variance.squareRoot() : 0
  }

  private static func dealt(_ predictions: [Prediction]) -> (excess: Double, variance: Double) {
    let students = predictions.reduce(0) { $0 + $1.weight }
    guard students > 1, let genders = predictions.first?.probabilities.indices else {
      return (0, 0)
    }
    var counts = genders.map { _ in 0.0 }
    var means = counts
    var sum = 0.0
    let gains = predictions.map { prediction in
      genders.map {
        Prediction.loss(prediction.shares[$0]) - Prediction.loss(prediction.probabilities[$0])
      }
    }
    for (prediction, gains) in zip(predictions, gains) {
      counts[prediction.truth] += prediction.weight
      sum += prediction.weight * gains[prediction.truth]
      for gender in genders { means[gender] += prediction.weight * gains[gender] / students }
    }
    let mean = genders.reduce(0) { $0 + counts[$1] * means[$1] / students }
    var squares = 0.0
    for (prediction, gains) in zip(predictions, gains) {
      let own = genders.reduce(0) { $0 + counts[$1] * gains[$1] / students }
      for gender in genders {
        let residual = gains[gender] - own - means[gender] + mean
        squares += prediction.weight * counts[gender] * residual * residual
      }
    }
    return (sum - students * mean, squares / (students - 1))
  }
}

extension HeightMixture {
  /// The skill to expect of this mixture if it is the truth, among the recorded: 1 less the expected
  /// log loss of its posteriors over that of the shares alone.
  ///
  /// It is how much of what is not known about the gender a height tells, one for all of it (the
  /// mutual information over the entropy; Cover and Thomas 2006, chapter 2). Unequal shares do not
  /// make it small, as they do the difference of 0-1 errors.
  ///
  /// Each gender's part is summed over nodes about its own mean, a twentieth of a standard deviation
  /// apart, so that no two scales can be too different.
  package var expectedSkill: Double {
    let mixture = amongRecorded
    let shares = mixture.components.map(\.weight)
    let entropy = shares.reduce(0) { $0 - ($1 > 0 ? $1 * log($1) : 0) }
    guard entropy > 0 else { return 1 }
    let reach = density == .normal ? 9.0 : 50.0
    let step = 0.05
    let nodes = Array(stride(from: -reach, through: reach, by: step))
    var terms = PosteriorTerms(mixture)
    var loss = 0.0
    for (gender, component) in mixture.components.enumerated() where component.weight > 0 {
      let deviation = component.standardDeviation
      var (sum, mass) = (0.0, 0.0)
      for z in nodes {
        let weight = exp(terms[gender].logDensity(at: z * deviation))
        terms.evaluate(at: Self.bounded(component.mean + z * deviation))
        sum += weight * Prediction.loss(terms[gender].posterior)
        mass += weight
      }
      loss += component.weight * sum / mass
    }
    return 1 - loss / entropy
  }
}

extension StratumFit {
  /// The fit with its genders as near to each other as the evidence allows.
  ///
  /// Of a dozen students the girls are always some centimetres away from the boys, by chance, and
  /// a mixture that takes this for the truth seems to tell them apart. What heights tell at least
  /// is what they would tell if means and spreads differed by ``deviates`` standard errors less.
  /// In a large school that changes nothing. Where the information is singular, the evidence has
  /// no say in how far it may be off, and the fit stays as it is.
  var leastInformative: HeightMixture {
    let mixture = fit.mixture
    guard mixture.components.count > 1, let uncertainty = Uncertainty(fit, given: evidence) else {
      return mixture
    }
    let space = uncertainty.space
    let shares = mixture.components.map(\.weight)
    let means = Self.drawnTogether(
      mixture.components.map(\.mean),
      shares: shares,
      error: uncertainty.error { space.mean($0) }
    )
    let scales = Self.drawnTogether(
      mixture.components.map { log($0.standardDeviation) },
      shares: shares,
      error: uncertainty.error { space.logDeviation($0) }
    )
    return HeightMixture(
      estimated: mixture.components.enumerated().map { gender, component in
        Component(
          weight: component.weight,
          weightAmongMissing: component.weightAmongMissing,
          mean: means[gender],
          variance: exp(2 * scales[gender])
        )
      },
      density: mixture.density
    )
  }

  /// How many standard errors genders are drawn together by.
  private static let deviates = 2.0

  /// Values moved towards their mean until the pair that is known best has lost its standard
  /// errors.
  private static func drawnTogether(
    _ values: [Double],
    shares: [Double],
    error: (Int, Int) -> Double
  ) -> [Double] {
    var kept = 0.0
    for j in values.indices {
      for k in values.indices where k > j && values[j] != values[k] {
        let distance = (values[j] - values[k]).magnitude
        kept = max(kept, 1 - deviates * error(j, k) / distance)
      }
    }
    let centre = zip(values, shares).reduce(0) { $0 + $1.0 * $1.1 }
    return values.map { centre + kept * ($0 - centre) }
  }
}

extension Uncertainty {
  /// The standard error of the difference of a parameter between two genders.
  fileprivate func error(of place: @escaping (Int) -> Int) -> (Int, Int) -> Double {
    { first, second in
      var gradient = [Double](repeating: 0, count: space.count)
      gradient[place(first)] += 1
      gradient[place(second)] -= 1
      return information.inverseForm(gradient).squareRoot()
    }
  }
}
