package import Mixture

/// A run before it is stored, with the students that it was fitted to and what is said of those
/// without a gender.
package struct RunDraft: Sendable {
  /// All that is stored of it but its number, who made it, and how many students without a proposal
  /// only the whole school tells.
  package var run: ImputationRun
  /// The words for the genders of the model, in order.
  let genders: [String]
  /// The students that were fitted to, with the genders of the model as labels.
  let division: Division
  /// The students of one stratum and height whose gender is missing, each with what is said of them.
  package let cells: [EvidenceCell]
  /// What was made of names; nil where they are not used.
  let names: DraftNames?
  /// The students by gender, where names alone are used and no heights; else nil.
  private let countedWithoutHeights: [CountedStudents]?

  /// Completes a run by what follows from the students and the cells.
  package init(
    _ run: ImputationRun,
    genders: [String],
    division: Division,
    cells: [EvidenceCell],
    names: DraftNames? = nil,
    withoutHeights counted: [CountedStudents]? = nil
  ) {
    self.run = run
    countedWithoutHeights = counted
    self.names = names
    self.genders = genders
    self.division = division
    self.cells = cells
    let students = division.evidence.cells.filter { !$0.isDecided }
    self.run.recordedCount =
      counted?.recorded ?? students.reduce(0) { $0 + ($1.label == nil ? 0 : $1.count) }
    let missing = students.reduce(0) { $0 + ($1.label == nil ? $1.count : 0) }
    self.run.missingCount = counted?.missing ?? missing + (names?.withoutHeight ?? 0)
    let proposed = cells.filter(\.isProposed)
    let imputed = proposed.reduce(0) { $0 + $1.students }
    let modelled = cells.reduce(0) { $0 + $1.students }
    self.run.imputed = imputed
    // Of heights that are not used nothing is said.
    let nameless =
      counted == nil
      ? names?.unansweredWithoutHeight ?? 0 : self.run.missingCount - modelled
    self.run.notImputed = [
      "gate_refused": modelled - imputed,
      "no_model_for_stratum": self.run.missingCount - modelled - nameless,
      "no_height": nameless,
    ].filter { $0.value > 0 }
    self.run.expectedWrong =
      imputed > 0
      ? proposed.reduce(0.0) { $0 + Double($1.students) * (1 - $1.confidence) } : nil
    // To one stratum at least of those that have somebody without a gender or, where nobody is
    // without, whether to all.
    let asked = run.strata.filter { $0.missing > 0 }
    let mayPropose =
      asked.isEmpty
      ? run.usesHeights && run.strata.allSatisfy(\.mayPropose)
      : asked.contains(where: \.mayPropose)
    // A name may answer where heights may not.
    self.run.passedGate = mayPropose || names != nil && imputed > 0
    self.run.inputDigest = inputDigest
  }

  /// The students that it learnt from and was asked about.
  var counted: [CountedStudents] {
    countedWithoutHeights ?? Array(CountedStudents.all(of: division, genders: genders))
  }

  /// What the run was fitted to: the students in their cells, and the reference.
  private var inputDigest: Digest {
    if let countedWithoutHeights { return countedWithoutHeights.digest }
    let students = division.digest(genders: genders)
    guard !run.reference.isEmpty else { return students }
    var canonical = CanonicalBytes()
    canonical.append("studentdb evidence and reference 1")
    canonical.append(blob: students.bytes)
    canonical.append(blob: run.reference.digest.bytes)
    return Digest(of: canonical.bytes)
  }
}

/// What a run makes of names, beside what is said of each student.
package struct DraftNames: Sendable {
  /// What was learnt.
  let learnt: LearntNames
  /// For each name of the count of the school its words that count; empty where nothing is stored.
  ///
  /// Words are numbered from one on, in the order in which they were learnt.
  let words: [[Int]]
  /// The students without a height who take part, and those of them about whom nothing is said.
  let withoutHeight, unansweredWithoutHeight: Int

  package init(
    _ learnt: LearntNames,
    words: [[Int]],
    withoutHeight: Int,
    unansweredWithoutHeight: Int
  ) {
    self.learnt = learnt
    self.words = words
    self.withoutHeight = withoutHeight
    self.unansweredWithoutHeight = unansweredWithoutHeight
  }
}

extension ImputationRun.Settings {
  /// The settings of a run by names alone, which has no densities of heights; `assignment`: by what
  /// students were held back.
  package init(withoutHeights settings: FitSettings, _ assignment: FoldAssignment?) {
    learntFrom = "recorded"
    (family, variance) = ("none", "none")
    seed = Int64(bitPattern: settings.seed)
    starts = settings.starts
    maximumIterations = settings.maximumIterations
    tolerance = settings.tolerance
    folds = assignment?.folds
    repeats = assignment?.repeats
  }

  /// The settings of a fit, and how its evidence was counted; `isEvaluated`: by holding students back.
  package init(
    _ candidate: Candidate,
    _ settings: FitSettings,
    of evidence: FoldedEvidence,
    isEvaluated: Bool
  ) {
    learntFrom = candidate.method == .recorded ? "recorded" : "all"
    family = candidate.family.rawValue
    variance = candidate.variance.rawValue
    missingness = candidate.missingness.rawValue
    stratifiedBy = candidate.stratification.rawValue
    seed = Int64(bitPattern: settings.seed)
    starts = settings.starts
    maximumIterations = settings.maximumIterations
    tolerance = settings.tolerance
    folds = isEvaluated ? evidence.assignment.folds : nil
    repeats = isEvaluated ? evidence.assignment.repeats : nil
    resolutionCentimetres = evidence.resolution
  }
}

extension ImputationRun.Stratum {
  /// What is kept of a stratum's fit.
  package init(
    _ stratum: StratumFit,
    uncertainty: Uncertainty?,
    mayPropose: Bool,
    genders words: [String]
  ) {
    let (fit, evidence) = (stratum.fit, stratum.evidence)
    name = stratum.name
    recorded = evidence.recordedCounts.reduce(0, +)
    decided = evidence.labelledCounts.reduce(0, +) - recorded
    missing = stratum.open.reduce(0) { $0 + $1.count }
    status = fit.outcome.status
    iterations = fit.iterations
    logLikelihood = fit.logLikelihood
    bayesError = fit.mixture.bayesError
    majorityError = fit.mixture.majorityError
    overlap = fit.mixture.overlap
    self.mayPropose = mayPropose
    covariance = uncertainty.map(ModelCovariance.init)
    genders = fit.mixture.components.enumerated().map { index, component in
      let spread = fit.mixture.spread(of: index)
      return ImputationRun.GenderModel(
        gender: words[index],
        recorded: evidence.recordedCounts[index],
        weight: .init(value: component.weight, standardError: uncertainty?.weights[index]),
        weightMissing: .init(
          value: component.weightAmongMissing,
          standardError: uncertainty?.weightsAmongMissing[index]
        ),
        mean: .init(value: component.mean, standardError: uncertainty?.means[index]),
        standardDeviation: .init(
          value: spread,
          standardError: uncertainty.map {
            $0.standardDeviations[index] * (spread / component.standardDeviation)
          }
        ),
        variance: component.variance
      )
    }
    starts = fit.starts.map { start in
      ImputationRun.Start(
        number: start.number,
        status: start.outcome.status,
        iterations: start.iterations,
        logLikelihood: start.logLikelihood,
        isChosen: start.isChosen
      )
    }
  }
}

extension ImputationRun.TraceStep {
  /// The steps of the start that was chosen.
  package static func all(of stratum: StratumFit, genders words: [String]) -> [Self] {
    let start = stratum.fit.starts.first(where: \.isChosen)?.number ?? 1
    return stratum.fit.steps.map { step in
      Self(
        stratum: stratum.name,
        start: start,
        step: step.number,
        kind: step.kind.rawValue,
        logLikelihood: step.logLikelihood,
        objective: step.objective,
        largestChange: step.largestChange,
        genders: zip(words, step.mixture.components).map { gender, component in
          ImputationRun.TraceGender(
            gender: gender,
            weight: component.weight,
            weightMissing: component.weightAmongMissing,
            mean: component.mean,
            variance: component.variance
          )
        }
      )
    }
  }
}
