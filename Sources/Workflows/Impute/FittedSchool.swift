import Mixture
import StudentStore

/// The model that was chosen, with all that a run keeps of it.
struct FittedSchool {
  let choice: ModelChoice
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

  /// The run, ready to be stored.
  func draft() -> RunDraft {
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
    if let names, let learnt = names.learnt {
      run.totals = run.totals.restated(by: cells)
      let terms = Dictionary(names.students.map { ($0.words, $0.term) }) { first, _ in first }
      let answers = AssumedAnswers(
        genders: genders,
        stated: Dictionary(strata.map { ($0.fit.name, $0.stated) }) { first, _ in first },
        term: { terms[$0] },
        shares: { [run] in run.sharesWithoutHeight(in: $0, known: learnt.sharesOfKnown) }
      )
      run.sensitivity = cells.sensitivity(
        answers,
        known: learnt.known.map(Double.init),
        small: small
      )
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
      names: names.flatMap { names in
        names.learnt.map {
          DraftNames(
            $0,
            words: names.words,
            withoutHeight: names.withoutHeight,
            unansweredWithoutHeight: answers?.unansweredWithoutHeight ?? 0
          )
        }
      }
    )
  }

  /// What heights and names say of each student; nil where names are not used.
  private func answers(
    of names: NameUse,
    _ strata: [FittedStratum],
    _ run: ImputationRun
  ) -> NamedStudents.Answers? {
    guard let learnt = names.learnt else { return nil }
    return NamedStudents.Answers(
      names.students,
      strata,
      gate: gate,
      small: small,
      genders: genders,
      shares: { run.sharesWithoutHeight(in: $0, known: learnt.sharesOfKnown) },
      isProven: names.usage.namesAreProven
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

extension [ExpectedTotal] {
  /// The totals with what names say as well: the probabilities of the cells are added up anew.
  ///
  /// How well the model of heights is known does not depend on names, and with them less is left to
  /// chance: so the interval keeps the width that it has by heights, unless chance alone, the sum of
  /// p (1 - p) over students whom heights say nothing of as well, is wider.
  func restated(by cells: [EvidenceCell]) -> [ExpectedTotal] {
    map { total in
      let own = cells.filter { total.stratum == nil || $0.stratum == total.stratum }
      let terms = own.compactMap { cell in
        cell.probabilities.first { $0.gender == total.gender }.map { (cell, $0.stated) }
      }
      guard !terms.isEmpty else { return total }
      let sum = terms.reduce(0.0) { $0 + Double($1.0.students) * $1.1 }
      let chance = terms.reduce(0.0) { $0 + Double($1.0.students) * $1.1 * (1 - $1.1) }
      let expected = Double(total.known) + sum
      let likeliest = terms.reduce(0) { $0 + ($1.0.gender == total.gender ? $1.0.students : 0) }
      let interval = total.interval.map { interval in
        let byHeight = (interval.upper - interval.lower) / (2 * standardNormal95)
        let reach = standardNormal95 * Swift.max(byHeight * byHeight, chance).squareRoot()
        return ConfidenceInterval(
          lower: Swift.max(Double(total.known), expected - reach),
          upper: expected + reach
        )
      }
      return ExpectedTotal(
        stratum: total.stratum,
        gender: total.gender,
        known: total.known,
        expected: expected,
        byLikeliest: total.known + likeliest,
        interval: interval
      )
    }
  }
}
