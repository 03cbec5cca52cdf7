import Glibc

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
