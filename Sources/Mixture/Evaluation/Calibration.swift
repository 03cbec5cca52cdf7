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

  /// The part of the error that is too much confidence: the mean of confidence less accuracy over the
  /// bins where that is positive.
  package let overstatement: Double

  /// Whether the error is larger than chance explains: by more than three of its standard
  /// deviations.
  package var isOff: Bool { error > errorByChance + 3 * standardDeviationByChance }

  /// Whether more is stated than is right, by more than chance explains.
  ///
  /// By chance a bin is off to either side as often: of a normal Z the mean of max(0, Z) is half of that
  /// of |Z|, and its variance 1/2 - 1 / (2 pi) where that of |Z| is 1 - 2 / pi.
  package var isOverstated: Bool {
    let ratio = ((0.5 - 0.5 / .pi) / (1 - 2 / .pi)).squareRoot()
    return overstatement > errorByChance / 2 + 3 * ratio * standardDeviationByChance
  }

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
    overstatement = bins.reduce(0) {
      $0 + $1.count / total * max(0, $1.confidence - $1.accuracy)
    }
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

/// The errors of calling students by their likeliest gender, gender by gender.
///
/// The measures are those by which services that guess a gender are compared: Wais (2016),
/// Santamaría and Mihaljević (2018).
package struct CodingErrors: Hashable, Sendable {
  /// What happened to the students of one recorded gender.
  package struct Gender: Hashable, Sendable {
    /// How many have the gender recorded.
    package fileprivate(set) var recorded = 0.0
    /// How many of them were called another.
    package fileprivate(set) var wrong = 0.0
    /// How many of them were not called, for want of confidence.
    package fileprivate(set) var notCalled = 0.0
    /// How many were called this gender, whatever is recorded.
    package fileprivate(set) var called = 0.0

    /// The part of its students that was called another; nil where it has none.
    package var error: Double? { recorded > 0 ? wrong / recorded : nil }
  }

  /// The confidence from which students were called.
  package let threshold: Double

  /// Gender by gender, in order.
  package let genders: [Gender]

  init(_ predictions: [Prediction], genders count: Int, threshold: Double) {
    var genders = [Gender](repeating: Gender(), count: count)
    for prediction in predictions {
      genders[prediction.truth].recorded += prediction.weight
      if prediction.confidence < threshold {
        genders[prediction.truth].notCalled += prediction.weight
      } else {
        genders[prediction.called].called += prediction.weight
        if !prediction.isRight { genders[prediction.truth].wrong += prediction.weight }
      }
    }
    self.threshold = threshold
    self.genders = genders
  }

  private var recorded: Double { genders.reduce(0) { $0 + $1.recorded } }
  private var wrong: Double { genders.reduce(0) { $0 + $1.wrong } }
  private var notCalled: Double { genders.reduce(0) { $0 + $1.notCalled } }

  /// The part of all students that was called wrongly or not at all.
  package var errorCoded: Double { (wrong + notCalled) / recorded }

  /// The part of all students that was not called.
  package var naCoded: Double { notCalled / recorded }

  /// How many more students were called a gender than should have been, as a part of those called.
  ///
  /// Of two genders one has the negative of the other; nil where nobody was called.
  package func bias(towards gender: Int) -> Double? {
    let classified = recorded - notCalled
    guard classified > 0 else { return nil }
    let should = genders[gender].recorded - genders[gender].notCalled
    return (genders[gender].called - should) / classified
  }
}

/// What is to be expected where all proposals from a confidence upwards are accepted.
package struct ThresholdRow: Hashable, Sendable {
  /// The confidence.
  package let threshold: Double

  /// How many students with a missing gender are proposed one with this confidence or more.
  package let proposals: Int

  /// How many of those proposals are expected to be wrong: the sum of 1 - p.
  package let expectedWrong: Double

  /// How many known students of this confidence or more were correct when held back.
  package let precision: Precision

  /// The confidences of the table.
  package static let thresholds = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]

  /// The rows for proposals, each a confidence and a number of students.
  ///
  /// - Parameters:
  ///   - proposals: The confidences of the likeliest genders of the missing, with how many
  ///     students have each.
  ///   - evaluation: How known students were predicted.
  /// - Returns: One row for each of ``thresholds``.
  package static func table(
    _ proposals: [(confidence: Double, count: Int)],
    evaluation: Evaluation
  ) -> [ThresholdRow] {
    thresholds.map { threshold in
      let taken = proposals.filter { $0.confidence >= threshold }
      return ThresholdRow(
        threshold: threshold,
        proposals: taken.reduce(0) { $0 + $1.count },
        expectedWrong: taken.reduce(0) { $0 + Double($1.count) * (1 - $1.confidence) },
        precision: evaluation.precision(from: threshold)
      )
    }
  }
}
