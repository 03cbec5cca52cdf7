package import Mixture

/// How good a candidate's predictions of held-back students were.
package struct CandidateScore: Codable, Hashable, Sendable {
  /// What the candidate is called.
  package let name: String
  /// The mean of - log p of the recorded gender, the smaller the better.
  package let logLoss: Double
  /// Whether it is the one that was fitted.
  package let isChosen: Bool

  package init(name: String, logLoss: Double, isChosen: Bool) {
    self.name = name
    self.logLoss = logLoss
    self.isChosen = isChosen
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case logLoss = "log_loss"
    case isChosen = "chosen"
  }
}

/// How well known students were predicted when they were held back, as it is stored with a run.
package struct RunEvaluation: Codable, Hashable, Sendable {
  /// Students called with about the same confidence.
  package struct Bin: Codable, Hashable, Sendable {
    package var lower, upper, count, confidence, accuracy: Double
    package var accuracyLower, accuracyUpper: Double

    private enum CodingKeys: String, CodingKey {
      case lower, upper, count, confidence, accuracy
      case accuracyLower = "accuracy_lower"
      case accuracyUpper = "accuracy_upper"
    }
  }

  /// What is to be expected where everything from a confidence upwards is accepted.
  package struct Threshold: Codable, Hashable, Sendable {
    package var threshold: Double
    package var proposals: Int
    package var expectedWrong: Double
    /// Of held-back students with that confidence, how many there were and which part was right.
    package var heldBack: Double
    package var precision: Double?
    package var precisionLower, precisionUpper: Double?

    private enum CodingKeys: String, CodingKey {
      case threshold, proposals, precision
      case expectedWrong = "expected_wrong"
      case heldBack = "held_back"
      case precisionLower = "precision_lower"
      case precisionUpper = "precision_upper"
    }
  }

  /// The errors of one gender.
  package struct Gender: Codable, Hashable, Sendable {
    package var gender: String
    package var recorded, wrong, called: Double
    /// The part of its students that was called another.
    package var error: Double?
    /// How many more were called so than should have been, as a part of those called.
    package var bias: Double?
  }

  package var count: Double
  package var accuracy, accuracyLower, accuracyUpper: Double
  package var logLoss: Double
  /// What the shares alone make of the same students.
  package var logLossOfShares: Double
  package var brier: Double
  package var skill, skillStandardError: Double
  package var calibrationError: Double
  /// What the calibration error would be if every confidence were right.
  package var calibrationErrorByChance: Double
  /// Nil where nothing was held back but all recorded students were predicted by a given model.
  package var folds, repeats: Int?
  package var reliability: [Bin]
  package var thresholds: [Threshold]
  package var genders: [Gender]

  private enum CodingKeys: String, CodingKey {
    case count, accuracy, brier, skill, folds, repeats, reliability, thresholds, genders
    case accuracyLower = "accuracy_lower"
    case accuracyUpper = "accuracy_upper"
    case logLoss = "log_loss"
    case logLossOfShares = "log_loss_of_shares"
    case skillStandardError = "skill_standard_error"
    case calibrationError = "ece"
    case calibrationErrorByChance = "ece_by_chance"
  }
}

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
