package import Mixture

/// What a run made of names: how they were used, and what that was worth on students whose gender is
/// known and was hidden.
package struct NameUsage: Codable, Hashable, Sendable {
  /// How well some students were predicted.
  package struct Measure: Codable, Hashable, Sendable {
    package let students: Double
    package let accuracy: Double
    /// The mean of the stated confidences.
    package let confidence: Double
    package let logLoss: Double
    /// How far confidences are off on average.
    package let calibrationError: Double

    private enum CodingKeys: String, CodingKey {
      case students, accuracy, confidence
      case logLoss = "log_loss"
      case calibrationError = "ece"
    }
  }

  /// Students who have something in common, such as how their names are known.
  package struct Group: Codable, Hashable, Sendable {
    /// `basis`, `group` or `column`.
    package let by: String
    /// How the name is known, the class, or `HEADING: VALUE`.
    package let name: String
    package let measure: Measure
    /// The same students by heights alone.
    package let withoutNames: Measure

    /// What ``by`` is for the values of a column.
    package static let column = "column"

    private enum CodingKeys: String, CodingKey {
      case by, name, measure
      case withoutNames = "without_names"
    }
  }

  /// Evidence that may not be used, and why.
  package struct Refusal: Codable, Hashable, Sendable {
    /// `names` or `both`.
    package let evidence: String
    /// As of a gate.
    package let code: String

    package init(evidence: String, code: String) {
      self.evidence = evidence
      self.code = code
    }
  }

  /// What a model of names needs beside its words.
  package struct Learnt: Codable, Hashable, Sendable {
    /// The genders, in the order of all counts.
    package let genders: [String]
    /// How many students of each gender are known.
    package let known: [Int]
    /// The weight of first names, further ones and family names.
    package let weights: [Double]
    /// Whether the reference table knows each gender; empty where it has no say.
    package let referenceKnows: [Bool]

    private enum CodingKeys: String, CodingKey {
      case genders, known, weights
      case referenceKnows = "reference_knows"
    }
  }

  /// A reference table of names.
  package struct Reference: Codable, Hashable, Sendable {
    /// SHA-256 of its canonical text.
    package let sha256: String
    /// The genders that it knows.
    package let genders: [String]
    /// How many students have a name that can count, and of how many the table knows a word.
    package let named, known: Int

    package init(sha256: String, genders: [String], named: Int, known: Int) {
      self.sha256 = sha256
      self.genders = genders
      self.named = named
      self.known = known
    }
  }

  /// The most that might be used: `own` or `endings`.
  package let most: String
  /// What is used: `off`, `own` or `endings`.
  package let used: String
  /// Whether a reference table has a say.
  package let usesReference: Bool
  /// The ways that were compared.
  package let candidates: [CandidateScore]
  /// By heights, where they are believed, and names.
  package let both: Measure
  /// By heights alone, where they are believed.
  package let heights: Measure
  /// By names alone, those whose names say something; nil where no name does.
  package let names: Measure?
  /// How well the parts of the school are predicted.
  package let groups: [Group]
  /// Why names are not used, or not alone.
  package let refusals: [Refusal]
  /// The reference table that was given.
  package let reference: Reference?
  /// What was learnt, beside the words; nil where names are not used.
  package let learnt: Learnt?

  private enum CodingKeys: String, CodingKey {
    case most, used, candidates, both, heights, names, groups, refusals, reference, learnt
    case usesReference = "uses_reference"
  }

  package init(
    most: String,
    used: String,
    usesReference: Bool,
    candidates: [CandidateScore],
    both: Measure,
    heights: Measure,
    names: Measure?,
    groups: [Group],
    refusals: [Refusal],
    reference: Reference?,
    learnt: Learnt?
  ) {
    self.most = most
    self.used = used
    self.usesReference = usesReference
    self.candidates = candidates
    self.both = both
    self.heights = heights
    self.names = names
    self.groups = groups
    self.refusals = refusals
    self.reference = reference
    self.learnt = learnt
  }

  /// Whether names alone may propose a gender.
  package var namesAreProven: Bool { !refusals.contains { $0.evidence == "names" } }
}

extension NameUsage.Learnt {
  /// What is kept of what was learnt.
  package init(_ learnt: LearntNames, genders: [String]) {
    self.genders = genders
    known = learnt.known
    weights = learnt.weights
    referenceKnows = learnt.referenceKnows
  }
}

extension NameUsage {
  /// What was learnt, with its words; nil where names are not used.
  package func learnt(_ words: [LearntNames.Word]) -> LearntNames? {
    guard let learnt, let use = NameCandidate.Use(rawValue: used), use != .off else { return nil }
    return LearntNames(
      NameCandidate(use, withReference: usesReference),
      weights: learnt.weights,
      known: learnt.known,
      referenceKnows: learnt.referenceKnows,
      words: words
    )
  }
}

extension NameUsage.Measure {
  /// What is kept of an evaluation.
  package init(_ evaluation: Evaluation) {
    students = evaluation.count
    accuracy = evaluation.accuracy
    confidence = evaluation.meanConfidence
    logLoss = evaluation.logLoss
    calibrationError = evaluation.calibration.error
  }
}

extension NameUsage.Group {
  /// A part of the school.
  package init(by: String, name: String, _ evaluation: Evaluation, withoutNames: Evaluation) {
    self.by = by
    self.name = name
    measure = NameUsage.Measure(evaluation)
    self.withoutNames = NameUsage.Measure(withoutNames)
  }

  /// Whether fewer are called correctly with names than without, by more than chance explains.
  package var isMisled: Bool { withoutNames.accuracy - measure.accuracy > chance }

  /// Whether names harm: the students are misled, or more is stated than is right, by more than .05
  /// and than chance explains.
  package var isHarmed: Bool {
    isMisled || measure.confidence - measure.accuracy > max(0.05, chance)
  }

  /// Whether as much less is stated than is right.
  package var isUnderstated: Bool {
    measure.accuracy - measure.confidence > max(0.05, chance)
  }

  /// Two standard errors of the accuracy.
  private var chance: Double {
    let p = measure.accuracy
    return 2 * (max(p * (1 - p), 0.01) / max(measure.students, 1)).squareRoot()
  }
}
