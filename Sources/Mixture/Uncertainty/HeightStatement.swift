import Glibc

/// What the height says about the gender of one student, before the name is used.
package struct HeightStatement: Hashable, Sendable {
  /// The natural log odds of a gender against the others, with their standard error.
  struct LogOdds: Hashable, Sendable {
    let value: Double
    let error: Double

    init(_ odds: (value: Double, error: Double)) { (value, error) = odds }
  }

  /// The posterior of each gender at the estimates.
  package let posterior: [Double]

  /// The log odds of each gender at the estimates; empty where how well they are known is not known,
  /// or there is one gender alone.
  let odds: [LogOdds]

  /// The same with variances that are right on average; what is averaged over.
  let averaged: [LogOdds]

  /// The probability of each gender, averaged over what is not known of the parameters, or the
  /// posterior where that is not known; see ``Uncertainty/averagedProbabilities(at:)``.
  ///
  /// A name is as certain as it is: it moves the mean of the log odds and leaves their error.
  package func probabilities(with name: NameTerm? = nil) -> [Double] {
    guard !averaged.isEmpty else {
      return name?.probabilities(given: posterior) ?? posterior
    }
    // Of two genders the second has what the first leaves.
    if posterior.count == 2 {
      let first = average(of: 0, name)
      return [first, 1 - first]
    }
    let averages = posterior.indices.map { average(of: $0, name) }
    let sum = averages.reduce(0, +)
    return averages.map { $0 / sum }
  }

  private func average(of gender: Int, _ name: NameTerm?) -> Double {
    NormalMean.logistic(
      mean: averaged[gender].value + shift(of: gender, name),
      deviation: averaged[gender].error
    )
  }

  private func shift(of gender: Int, _ name: NameTerm?) -> Double {
    name?.shift(of: gender, given: posterior) ?? 0
  }

  /// The 95 % interval of the probability of a gender; nil where it is not known.
  ///
  /// It contains what is stated, which need not be computed again where it is given; see ``Uncertainty/interval(of:at:deviates:)``.
  package func interval(
    of gender: Int,
    with name: NameTerm? = nil,
    stating probabilities: [Double]? = nil
  ) -> ConfidenceInterval? {
    guard !odds.isEmpty else {
      return averaged.isEmpty && posterior.count > 1 ? nil : ConfidenceInterval(lower: 1, upper: 1)
    }
    let stated = (probabilities ?? self.probabilities(with: name))[gender]
    let value = odds[gender].value + shift(of: gender, name)
    let reach = standardNormal95 * odds[gender].error
    return ConfidenceInterval(
      lower: min(1 / (1 + exp(-(value - reach))), stated),
      upper: max(1 / (1 + exp(-(value + reach))), stated)
    )
  }
}
