import SQLite

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

/// How many students of some part of the school have no gender.
package struct MissingShare: Codable, Hashable, Sendable {
  /// What the part is one of.
  package enum Kind: String, Codable, Sendable {
    case group
    case age
    /// Ten centimetres of height.
    case height
  }

  package let by: Kind
  /// The class, the age, or the heights such as `160-169 cm`.
  package let name: String
  package let students: Int
  package let missing: Int

  package init(by: Kind, name: String, students: Int, missing: Int) {
    self.by = by
    self.name = name
    self.students = students
    self.missing = missing
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

/// Numbers that were stored as JSON, held to the range of those that were stored in columns.
enum StoredNumber {
  static func isCount(_ count: Int) -> Bool { (0...Int(Row.largestCount)).contains(count) }

  static func isStatistic(_ number: Double) -> Bool { number.magnitude <= Row.largestNumber }
}

extension MissingShare {
  /// Whether the numbers can be those of a school.
  var isInRange: Bool { StoredNumber.isCount(students) && StoredNumber.isCount(missing) }
}

extension RunEvaluation {
  /// Whether the numbers can be those of a school: a file may say anything.
  var isInRange: Bool {
    let own = [
      count, accuracy, accuracyLower, accuracyUpper, logLoss, logLossOfShares, brier, skill,
      skillStandardError, calibrationError, calibrationErrorByChance,
    ]
    let bins = reliability.flatMap {
      [
        $0.lower, $0.upper, $0.count, $0.confidence, $0.accuracy, $0.accuracyLower,
        $0.accuracyUpper,
      ]
    }
    let rows = thresholds.flatMap {
      [$0.threshold, $0.expectedWrong, $0.heldBack]
        + [$0.precision, $0.precisionLower, $0.precisionUpper].compactMap(\.self)
    }
    let coding = genders.flatMap {
      [$0.recorded, $0.wrong, $0.called] + [$0.error, $0.bias].compactMap(\.self)
    }
    let counts = [folds, repeats].compactMap(\.self) + thresholds.map(\.proposals)
    return (own + bins + rows + coding).allSatisfy(StoredNumber.isStatistic)
      && counts.allSatisfy(StoredNumber.isCount)
  }
}
