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
