package import Mixture

extension RunEvaluation {
  /// What is kept of an evaluation.
  ///
  /// - Parameters:
  ///   - evaluation: How known students were predicted.
  ///   - proposals: The confidences of what is proposed, with how many students have each.
  ///   - genders: The words for the genders, in order.
  ///   - assignment: Who was held back when; nil where nobody was.
  package init(
    _ evaluation: Evaluation,
    proposals: [(confidence: Double, count: Int)],
    genders: [String],
    assignment: FoldAssignment?
  ) {
    let interval = evaluation.accuracyInterval
    self.init(
      count: evaluation.count.tidied,
      accuracy: evaluation.accuracy,
      accuracyLower: interval.lower,
      accuracyUpper: interval.upper,
      logLoss: evaluation.logLoss,
      logLossOfShares: evaluation.logLossOfShares,
      brier: evaluation.brier,
      skill: evaluation.skill.value,
      skillStandardError: evaluation.skill.standardError,
      calibrationError: evaluation.calibration.error,
      calibrationErrorByChance: evaluation.calibration.errorByChance,
      folds: assignment?.folds,
      repeats: assignment?.repeats,
      reliability: evaluation.calibration.bins.map { bin in
        Bin(
          lower: bin.range.lowerBound.tidied,
          upper: bin.range.upperBound.tidied,
          count: bin.count.tidied,
          confidence: bin.confidence,
          accuracy: bin.accuracy,
          accuracyLower: bin.interval.lower,
          accuracyUpper: bin.interval.upper
        )
      },
      thresholds: ThresholdRow.table(proposals, evaluation: evaluation).map { row in
        Threshold(
          threshold: row.threshold,
          proposals: row.proposals,
          expectedWrong: row.expectedWrong,
          heldBack: row.precision.count.tidied,
          precision: row.precision.value,
          precisionLower: row.precision.interval?.lower,
          precisionUpper: row.precision.interval?.upper
        )
      },
      genders: genders.indices.map { index in
        let coding = evaluation.coding.genders[index]
        return Gender(
          gender: genders[index],
          recorded: coding.recorded.tidied,
          wrong: coding.wrong.tidied,
          called: coding.called.tidied,
          error: coding.error,
          bias: evaluation.coding.bias(towards: index)
        )
      }
    )
  }
}

extension Double {
  /// The number without the dust of sums: a fifth of a student, five times, is one.
  fileprivate var tidied: Double { (self * 1e9).rounded() / 1e9 }
}
