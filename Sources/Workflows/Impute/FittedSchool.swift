import Mixture
import StudentStore

/// The model that was chosen, with all that a run keeps of it.
struct FittedSchool {
  /// The model of heights; nil where none can be fitted, and names answer alone.
  let choice: ModelChoice?
  /// The students that were fitted to; nobody without a model of heights.
  var division: Division
  /// The students by gender, where there is no model of heights.
  let countedWithoutHeights: [CountedStudents]?
  /// The words for the genders of the model.
  let genders: [String]
  var options: ImputeOptions
  let small: SmallGenders
  let gate: Gate
  /// How names are used; nil where they were not asked for.
  var names: NameUse?

  init(
    _ choice: ModelChoice,
    genders: [String],
    others: [SmallGenders.Member],
    options: ImputeOptions
  ) {
    self.choice = choice
    division = choice.division
    countedWithoutHeights = nil
    self.genders = genders
    self.options = options
    small = SmallGenders(others, beside: choice.fit.strata)
    gate = Gate(
      choice.fit.strata,
      genders: genders,
      evaluation: choice.selection?.evaluation,
      small: small
    )
  }

  /// A school to whose heights no model can be fitted.
  ///
  /// - Parameters:
  ///   - refusal: Why not.
  ///   - counted: The students by gender.
  ///   - genders: The genders that names may tell apart.
  ///   - others: Those beside them.
  ///   - assignment: Who is held back when.
  ///   - options: How names are to be used.
  init(
    without refusal: GateReason,
    counted: [CountedStudents],
    genders: [String],
    others: [SmallGenders.Member],
    assignment: FoldAssignment,
    options: ImputeOptions
  ) {
    choice = nil
    division = Division(
      .none,
      names: [nil],
      evidence: FoldedEvidence(withoutHeightsOf: max(1, genders.count), assignment: assignment)
    )
    countedWithoutHeights = counted
    self.genders = genders
    self.options = options
    small = SmallGenders(others, besideRecorded: counted.recorded)
    gate = Gate(withoutHeights: refusal)
  }

  /// The run, ready to be stored.
  func draft() -> RunDraft {
    guard let choice else { return draftOfNames(countedWithoutHeights ?? []) }
    let strata = choice.fit.strata.map { stratum in
      FittedStratum(
        stratum,
        uncertainty: Uncertainty(stratum.fit, given: stratum.evidence),
        genders: genders,
        gate: gate,
        small: small
      )
    }
    var run = ImputationRun(strata, gate: gate, small: small)
    run.settingsRequested = options.requested
    run.settings = ImputationRun.Settings(
      choice.candidate,
      choice.candidate.settings(options.fitSettings),
      of: choice.division.evidence,
      isEvaluated: choice.selection != nil
    )
    run.summary = FitSummary(choice.fit)
    run.trace = choice.fit.strata.flatMap {
      ImputationRun.TraceStep.all(of: $0, genders: genders)
    }
    run.reference = choice.division.references.contains { $0 != nil } ? options.reference : []
    run.likelihoodRatio = choice.missingness?.likelihoodRatio
    run.likelihoodRatioP = choice.missingness?.pValue
    run.totals =
      ExpectedTotals(
        Totals(
          choice.fit,
          of: choice.division,
          candidate: choice.candidate,
          settings: options.fitSettings,
          seed: options.seed,
          stating: strata.map(\.stated)
        ),
        genders: genders,
        small: small
      ).all
    let answers = names.flatMap { self.answers(of: $0, strata, run) }
    let cells = answers?.cells ?? strata.flatMap(\.cells)
    run.names = names?.usage
    if let names {
      run.totals = names.learnt == nil ? run.totals : run.totals.restated(by: cells)
      run.sensitivity = sensitivity(of: cells, names, strata, run) ?? run.sensitivity
    }
    if let selection = choice.selection {
      run.candidates = selection.scores.map { score in
        CandidateScore(
          name: score.candidate.name,
          logLoss: score.logLoss,
          isChosen: score.candidate == choice.candidate
        )
      }
      run.evaluation = RunEvaluation(
        names?.evaluation ?? selection.evaluation,
        proposals: cells.proposals,
        genders: genders,
        assignment: choice.division.evidence.assignment
      )
    }
    return RunDraft(
      run,
      genders: genders,
      division: choice.division,
      cells: cells,
      names: draftNames(answers)
    )
  }
}

extension FitSummary {
  fileprivate init(_ fit: StratifiedFit) {
    self.init()
    status = fit.outcome.status
    iterations = fit.iterations
    logLikelihood = fit.logLikelihood
    bic = fit.whole?.bic
    icl = fit.whole?.icl
    // A t family whose likeliest degrees of freedom are infinite has normal densities.
    let isNormal = fit.strata.allSatisfy { $0.fit.mixture.density == .normal }
    degreesOfFreedom = isNormal ? nil : fit.degreesOfFreedom
  }
}

/// How many students of each gender there are to be expected.
struct ExpectedTotals {
  /// Those of the strata, and before them those of the whole school where there are several.
  let all: [ExpectedTotal]

  /// Beside the genders of the model those that have no density of their own, of the whole school.
  init(_ totals: Totals, genders: [String], small: SmallGenders) {
    let parts = totals.strata.map { (name: $0.name, genders: $0.genders) }
    let whole = parts.count > 1 ? [(name: String?.none, genders: totals.whole)] : []
    let modelled = (whole + parts).flatMap { part in
      zip(genders, part.genders).map { gender, total in
        let known = Double(total.recorded)
        return ExpectedTotal(
          stratum: part.name,
          gender: gender,
          known: total.recorded,
          expected: known + small.lowered(total.expected - known),
          byLikeliest: total.hard,
          interval: total.interval.map {
            ConfidenceInterval(
              lower: known + small.lowered($0.lower - known),
              upper: known + small.lowered($0.upper - known)
            )
          }
        )
      }
    }
    let asked = totals.whole.reduce(0) { $0 + $1.expected - Double($1.recorded) }
    let others = small.members.map { member in
      ExpectedTotal(
        stratum: nil,
        gender: member.gender,
        known: member.known,
        expected: Double(member.known) + asked * small.share(of: member),
        byLikeliest: member.known,
        interval: nil
      )
    }
    all = modelled + others
  }
}
