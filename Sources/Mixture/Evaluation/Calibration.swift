/// One bin of a reliability diagram: students called with about the same confidence.
package struct ReliabilityBin: Hashable, Sendable {
  /// The confidences of the bin, from the lower end to below the upper; the last has its end too.
  package let range: ClosedRange<Double>

  /// How many students.
  package let count: Double

  /// Their mean confidence.
  package let confidence: Double

  /// The part of them that was correct.
  package let accuracy: Double

  /// The interval of that part by Wilson (1927) for 95 %.
  package var interval: ConfidenceInterval { ConfidenceInterval(share: accuracy, of: count) }

  /// What the difference of accuracy and confidence varies by where confidences are right: the
  /// mean of p (1 - p), divided by the number.
  let variance: Double
}

/// The calibration of the stated confidences.
package struct Calibration: Hashable, Sendable {
  /// The bins that somebody is in, ten of equal width between zero and one.
  package let bins: [ReliabilityBin]

  /// The expected calibration error: the mean difference of accuracy and confidence over the bins,
  /// each by its students.
  ///
  /// Naeini, Cooper and Hauskrecht (2015).
  package let error: Double

  /// What the error would be on average if every confidence were right.
  ///
  /// It is not zero: the part that is right varies about its probability, and the error counts
  /// every difference as positive. With few students it is large.
  package let errorByChance: Double

  /// The standard deviation of the error if every confidence were right.
  package let standardDeviationByChance: Double

  /// Whether the error is larger than chance explains: by more than three of its standard
  /// deviations.
  package var isOff: Bool { error > errorByChance + 3 * standardDeviationByChance }

  /// Puts predictions into bins.
  ///
  /// In a bin, a difference is nearly normal with the variance of the bin where confidences are
  /// right; its magnitude then has the mean sqrt(2 / pi) and the variance 1 - 2 / pi of that.
  package init(_ predictions: [Prediction]) {
    var sums = [(count: Double, confidence: Double, right: Double, variance: Double)](
      repeating: (0, 0, 0, 0),
      count: Self.binCount
    )
    for prediction in predictions {
      let p = prediction.confidence
      let bin = min(Int(nearest: (p * Double(Self.binCount)).rounded(.down)), Self.binCount - 1)
      sums[bin].count += prediction.weight
      sums[bin].confidence += prediction.weight * p
      sums[bin].right += prediction.isRight ? prediction.weight : 0
      sums[bin].variance += prediction.weight * p * (1 - p)
    }
    let width = 1 / Double(Self.binCount)
    bins = sums.indices.filter { sums[$0].count > 0 }.map { bin in
      ReliabilityBin(
        range: Double(bin) * width...Double(bin + 1) * width,
        count: sums[bin].count,
        confidence: sums[bin].confidence / sums[bin].count,
        accuracy: sums[bin].right / sums[bin].count,
        variance: sums[bin].variance / (sums[bin].count * sums[bin].count)
      )
    }
    let total = bins.reduce(0) { $0 + $1.count }
    error = bins.reduce(0) { $0 + $1.count / total * ($1.accuracy - $1.confidence).magnitude }
    errorByChance = bins.reduce(0) {
      $0 + $1.count / total * (2 / .pi * $1.variance).squareRoot()
    }
    let variance = bins.reduce(0) {
      $0 + $1.count / total * ($1.count / total) * (1 - 2 / .pi) * $1.variance
    }
    standardDeviationByChance = variance.squareRoot()
  }

  private static let binCount = 10
}
