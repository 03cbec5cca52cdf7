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
