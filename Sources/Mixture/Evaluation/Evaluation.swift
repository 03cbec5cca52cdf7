import Glibc

/// How good predictions of known genders were.
package struct Evaluation: Hashable, Sendable {
  /// How many students were predicted.
  package let count: Double

  /// The part of them whose likeliest gender was the recorded one.
  package let accuracy: Double

  /// The mean of - log p of the recorded gender, the smaller the better.
  package let logLoss: Double

  /// The same for the shares alone: what a model has to beat.
  package let logLossOfShares: Double

  /// The mean of half the squared distance between probabilities and truth.
  ///
  /// For two genders this is (1 - p)^2; Brier (1950) sums over the genders and has twice that.
  package let brier: Double

  /// How far the log loss lies below that of the shares.
  package let skill: Skill

  /// The calibration of the stated confidences.
  package let calibration: Calibration

  /// The errors by gender where everybody is called.
  package let coding: CodingErrors

  let predictions: [Prediction]

  /// Evaluates predictions; nil where there are none.
  package init?(_ predictions: [Prediction]) {
    let predictions = predictions.filter { $0.weight > 0 }
    guard let first = predictions.first else { return nil }
    var (weight, right) = (CompensatedSum(), CompensatedSum())
    var (loss, lossOfShares, brier) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for prediction in predictions {
      weight.add(prediction.weight)
      right.add(prediction.isRight ? prediction.weight : 0)
      loss.add(prediction.weight * prediction.logLoss)
      lossOfShares.add(prediction.weight * prediction.logLossOfShares)
      brier.add(prediction.weight * prediction.brier)
    }
    count = weight.value
    accuracy = right.value / count
    logLoss = loss.value / count
    logLossOfShares = lossOfShares.value / count
    self.brier = brier.value / count
    skill = Skill(predictions, logLoss: logLoss, logLossOfShares: logLossOfShares, count: count)
    calibration = Calibration(predictions)
    coding = CodingErrors(predictions, genders: first.probabilities.count, threshold: 0)
    self.predictions = predictions
  }

  /// The evaluation of some strata alone, by name; nil where nobody of them was predicted.
  ///
  /// A prediction that names no stratum belongs to all of them.
  package func restricted(to strata: [String?]) -> Evaluation? {
    let wanted = Set(strata)
    let kept = predictions.filter { $0.stratum == nil || wanted.contains($0.stratum) }
    return kept.count == predictions.count ? self : Evaluation(kept)
  }

  /// The mean of the stated confidences.
  package var meanConfidence: Double {
    calibration.bins.reduce(0) { $0 + $1.count * $1.confidence } / count
  }

  /// Why what names say may not be shown as a confidence: it is no better than the shares, or
  /// it is stated with more confidence than chance and ``Gate`` allow; nil where it may.
  ///
  /// The skill has to be two of its standard errors above 0. The test of ``association`` by which heights
  /// are judged lets names of thirty known students through more often, and not for the better: on drawn
  /// schools the log loss rose from .460 to .468 where names are as in the United States.
  ///
  /// Too little confidence is no reason. A name that one student has is taken for .92, and among names
  /// that are not shared .97 is right: whoever relies on the .92 is not misled.
  package var nameRefusal: GateRefusalCode? {
    if skill.value < Gate.leastSkill || skill.interval.lower < 0 { return .noSkill }
    return calibration.isOverstated && calibration.overstatement > Gate.leastCalibrationError
      ? .miscalibrated : nil
  }

  /// The interval of the accuracy that Wilson (1927) gives, for 95 %.
  package var accuracyInterval: ConfidenceInterval {
    ConfidenceInterval(share: accuracy, of: count)
  }

  /// The errors where nobody below a confidence is called.
  package func coding(from threshold: Double) -> CodingErrors {
    CodingErrors(predictions, genders: coding.genders.count, threshold: threshold)
  }

  /// How many of those at or above a confidence were correct.
  package func precision(from threshold: Double) -> Precision {
    var (count, right) = (0.0, 0.0)
    for prediction in predictions where prediction.confidence >= threshold {
      count += prediction.weight
      right += prediction.isRight ? prediction.weight : 0
    }
    return Precision(count: count, right: right)
  }
}

/// How many of some calls were right.
package struct Precision: Hashable, Sendable {
  /// How many students were called.
  package let count: Double

  /// How many of them rightly.
  package let right: Double

  /// A count of calls and of the right ones among them.
  package init(count: Double, right: Double) {
    self.count = count
    self.right = right
  }

  /// The part that is right; nil where nobody was called.
  package var value: Double? { count > 0 ? right / count : nil }

  /// Its interval by Wilson (1927) for 95 %; nil where nobody was called.
  package var interval: ConfidenceInterval? {
    value.map { ConfidenceInterval(share: $0, of: count) }
  }
}

extension ConfidenceInterval {
  /// The interval of a share of so many students, by Wilson (1927).
  ///
  /// It holds its level for small numbers and for shares near zero and one, where the share plus
  /// or minus two standard errors leaves the range of a share.
  package init(share: Double, of count: Double, deviates: Double = standardNormal95) {
    let z = deviates * deviates
    let centre = (share + z / (2 * count)) / (1 + z / count)
    let reach =
      deviates / (1 + z / count)
      * ((share * (1 - share) + z / (4 * count)) / count).squareRoot()
    self.init(lower: max(0, centre - reach), upper: min(1, centre + reach))
  }
}

/// What a model said of students whose gender is known, without having seen it.
package struct Prediction: Hashable, Sendable {
  /// The probability of each gender, in the order of the genders.
  package let probabilities: [Double]

  /// What the shares alone would have said.
  package let shares: [Double]

  /// The index of the recorded gender.
  package let truth: Int

  /// How many students the prediction stands for.
  ///
  /// A student who is predicted in each of several repeats counts as a part of one each time.
  package let weight: Double

  /// The stratum of the student; nil for the whole school.
  package let stratum: String?

  /// A prediction, from cross-validation or from anywhere else.
  package init(
    probabilities: [Double],
    shares: [Double],
    truth: Int,
    weight: Double = 1,
    stratum: String? = nil
  ) {
    self.probabilities = probabilities
    self.shares = shares
    self.truth = truth
    self.weight = weight
    self.stratum = stratum
  }

  /// The same of a part of the students.
  func weighted(by part: Double) -> Prediction {
    Prediction(
      probabilities: probabilities,
      shares: shares,
      truth: truth,
      weight: weight * part,
      stratum: stratum
    )
  }

  /// The likeliest gender, the first of equals.
  package var called: Int {
    probabilities.indices.dropFirst().reduce(0) {
      probabilities[$1] > probabilities[$0] ? $1 : $0
    }
  }

  /// The probability of the likeliest gender.
  package var confidence: Double { probabilities[called] }

  /// Whether the likeliest gender is the recorded one.
  package var isRight: Bool { called == truth }

  /// - log p of the recorded gender.
  var logLoss: Double { Self.loss(probabilities[truth]) }

  /// - log p of the recorded gender by the shares alone.
  var logLossOfShares: Double { Self.loss(shares[truth]) }

  /// Half the squared distance between the probabilities and the truth.
  var brier: Double {
    probabilities.indices.reduce(0) { sum, k in
      let distance = probabilities[k] - (k == truth ? 1 : 0)
      return sum + 0.5 * distance * distance
    }
  }

  /// A probability of zero that comes true would cost infinitely much, and one student decide
  /// everything; it counts as 1e-15, below which a double hardly tells it from rounding.
  static func loss(_ probability: Double) -> Double { -log(max(probability, leastProbability)) }

  /// The same of a loss that was computed without the probability.
  static func bounded(loss: Double) -> Double { min(loss, largestLoss) }

  private static let leastProbability = 1e-15
  private static let largestLoss = -log(leastProbability)
}
