import Mixture
import SQLite

@testable import StudentStore

extension TestSchool {
  /// What the gate says of an invented run.
  enum GateAnswer {
    case passed
    case refused
  }

  /// The invented posterior of the test runs: one half at 172 cm, 2.5 points more male a
  /// centimetre, never surer than 99 in 100.
  static func maleProbability(at height: Double) -> Double {
    min(0.99, max(0.01, 0.5 + (height - 172) / 40))
  }

  /// Who is held back when, in the test runs.
  static let assignment = FoldAssignment(folds: 3, repeats: 2, seed: 7)

  /// The whole school counted.
  func counted(by stratification: Stratification = .none) throws -> CountedSchool {
    try database.countedSchool(by: [stratification], assignment: Self.assignment)
  }

  /// The counts of the whole school.
  func census(by stratification: Stratification = .none) throws -> EvidenceCensus {
    try counted(by: stratification).census
  }

  /// Records a run with the invented posterior.
  @discardableResult
  func impute(
    _ answer: GateAnswer = .passed,
    by stratification: Stratification = .none,
    label: String? = nil
  ) throws -> ImputationRun {
    let school = try counted(by: stratification)
    var draft = try InventedRun(school.census).draft(answer)
    draft.run.label = label
    return try record(draft, of: school)
  }

  /// Records a run that was fitted to a count of the school.
  @discardableResult
  func record(_ draft: RunDraft, of school: CountedSchool) throws -> ImputationRun {
    try database.write(.impute, context: context()) { act in
      try database.record(draft, of: school, act: act) { writer in
        for batch in writer.batches { try writer.add(batch) }
      }
    }
  }
}

/// A run as a fit would hand it over, with figures that no fit gave.
struct InventedRun {
  static let genders = ["female", "male"]

  /// Where the two steps of the fits begin.
  static func start() throws -> HeightMixture {
    try HeightMixture(components: [
      Component(weight: 0.45, weightAmongMissing: 0.25, mean: 165.5, variance: 36.25),
      Component(weight: 0.55, weightAmongMissing: 0.75, mean: 179.25, variance: 49.5),
    ])
  }

  static let settings = FitSettings(
    variance: .unequal,
    missingness: .different,
    starts: 2,
    seed: 7,
    maximumIterations: 500,
    tolerance: 1e-9
  )

  let division: Division
  var strata: [StratumFit]

  /// What is fitted to a census; genders but female and male take no part.
  init(_ census: EvidenceCensus) throws {
    let counted = census.divisions[0]
    let evidence = try FoldedEvidence(
      cells: counted.evidence.cells.compactMap { cell in
        let gender = cell.label.flatMap { Self.genders.firstIndex(of: census.genders[$0]) }
        guard cell.label == nil || gender != nil else { return nil }
        return FoldedCell(
          stratum: cell.stratum,
          height: cell.height,
          label: gender,
          isDecided: cell.isDecided,
          count: cell.count,
          heldBack: cell.heldBack
        )
      },
      stratumCount: counted.names.count,
      genderCount: Self.genders.count,
      resolution: 1,
      assignment: counted.evidence.assignment
    )
    division = Division(counted.stratification, names: counted.names, evidence: evidence)
    var steps = Self.settings
    steps.maximumIterations = 2
    strata = try evidence.strata.enumerated().compactMap { index, evidence in
      guard let evidence else { return nil }
      return StratumFit(
        name: counted.names[index],
        evidence: evidence,
        fit: try HeightMixture.fit(evidence, settings: steps, from: Self.start())
      )
    }
  }

  /// The run, ready to be stored; strata that are lacking, by their index, have no posteriors.
  ///
  /// `uncertainty`: of the only stratum; nil for none.
  func draft(
    _ answer: TestSchool.GateAnswer,
    lacking: Set<Int> = [],
    uncertainty: Uncertainty? = nil
  ) -> RunDraft {
    let passed = answer == .passed
    var run = ImputationRun()
    run.settingsRequested = #"{"family":"auto"}"#
    run.settings = ImputationRun.Settings(
      Candidate(
        .expectationMaximisation,
        variance: .unequal,
        missingness: .different,
        by: division.stratification
      ),
      Self.settings,
      of: division.evidence,
      isEvaluated: false
    )
    run.strata = strata.map {
      ImputationRun.Stratum(
        $0,
        uncertainty: uncertainty,
        mayPropose: passed,
        genders: Self.genders
      )
    }
    run.trace = strata.flatMap { ImputationRun.TraceStep.all(of: $0, genders: Self.genders) }
    run.summary.iterations = 2
    run.summary.logLikelihood = -98.5
    run.summary.bic = -201.25
    run.summary.icl = -210.75
    // The fits were cut short, and few students are recorded: both are refused.
    run.refusals = Gate(passed ? [] : strata, genders: Self.genders, evaluation: nil).refusals
    run.reference = [
      ReferenceHeight(age: 12, gender: "female", mean: 151.5, standardDeviation: 7.25),
      ReferenceHeight(age: 12, gender: "male", mean: 149, standardDeviation: 7.5),
    ]
    let test = MissingnessTest(likelihoodRatio: 3.841458820694124, degreesOfFreedom: 1)
    run.likelihoodRatio = test.likelihoodRatio
    run.likelihoodRatioP = test.pValue
    run.totals = zip(Self.genders, [(5, 7.25, 8), (6, 9.75, 9)]).map { gender, total in
      ExpectedTotal(
        stratum: nil,
        gender: gender,
        known: total.0,
        expected: total.1,
        byLikeliest: total.2,
        interval: ConfidenceInterval(lower: total.1 - 1.5, upper: total.1 + 1.5)
      )
    }
    run.candidates = [
      CandidateScore(name: "shares alone", logLoss: 0.6875, isChosen: false),
      CandidateScore(name: "EM", logLoss: 0.375, isChosen: true),
    ]
    run.missingShares = [MissingShare(by: .height, name: "160-169 cm", students: 5, missing: 3)]
    return RunDraft(
      run,
      genders: Self.genders,
      division: division,
      cells: division.evidence.cells.filter {
        $0.label == nil && !$0.isDecided && !lacking.contains($0.stratum)
      }
      .map { cell(of: $0, isProposed: passed) },
      names: Self.names
    )
  }

  /// Words that the run would have learnt, which speak of nobody.
  static let names = DraftNames(
    LearntNames(
      NameCandidate(.own, withReference: true),
      weights: [1, 0, 0.25],
      known: [5, 6],
      referenceKnows: [true, true],
      words: [
        LearntNames.Word(role: .first, text: "ada", students: [2, 0], reference: [1_200, 3]),
        LearntNames.Word(role: .last, text: "ng", students: [1, 1], reference: nil),
      ]
    ),
    words: [],
    withoutHeight: 0,
    unansweredWithoutHeight: 0
  )

  private func cell(of students: FoldedCell, isProposed: Bool) -> EvidenceCell {
    let male = TestSchool.maleProbability(at: students.height)
    let confidence = max(male, 1 - male)
    var cell = EvidenceCell()
    cell.stratum = division.names[students.stratum]
    cell.height = students.height
    cell.students = students.count
    cell.gender = male > 0.5 ? "male" : "female"
    cell.confidence = confidence
    cell.interval = ConfidenceInterval(
      lower: confidence - 0.125,
      upper: confidence + 0.0078125
    )
    cell.isProposed = isProposed
    cell.probabilities = [
      GenderProbability(gender: "female", stated: 1 - male, evidence: 1 - male),
      GenderProbability(gender: "male", stated: male, evidence: male),
    ]
    return cell
  }
}
