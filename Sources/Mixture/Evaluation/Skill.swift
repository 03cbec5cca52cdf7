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

  /// The range of two standard errors about it.
  package var interval: ConfidenceInterval {
    ConfidenceInterval(lower: value - 2 * standardError, upper: value + 2 * standardError)
  }

  /// A skill, computed here or read back.
  package init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
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
    self.init(value: value, standardError: logLossOfShares > 0 ? error : .infinity)
  }
}
