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
      RunDraft.Stratum(
        stratum,
        uncertainty: Uncertainty(stratum.fit, given: stratum.evidence),
        mayPropose: gate.mayPropose(in: stratum.name)
      )
    }
    let stated = strata.map(\.stated)
    var draft = RunDraft(
      requested: options.requested,
      candidate: choice.candidate,
      settings: choice.candidate.settings(options.fitSettings),
      genders: genders,
      division: choice.division,
      strata: strata,
      summary: FitSummary(choice.fit, genders: genders),
      gate: gate,
      posteriors: strata.flatMap {
        $0.posteriors(in: choice.division, through: gate, small: small)
      }
    )
    let isServed = choice.division.references.contains { $0 != nil }
    draft.reference = isServed ? options.reference : []
    draft.missingness = choice.missingness
    draft.totals =
      ExpectedTotals(
        Totals(
          choice.fit,
          of: choice.division,
          candidate: choice.candidate,
          settings: options.fitSettings,
          seed: options.seed,
          stating: stated
        ),
        genders: genders,
        small: small
      ).all
    draft.sensitivity = draft.sensitivity(small: small)
    draft.names = names?.usage
    if let selection = choice.selection {
      draft.candidates = selection.scores.map { score in
        CandidateScore(
          name: score.candidate.name,
          logLoss: score.logLoss,
          isChosen: score.candidate == choice.candidate
        )
      }
      draft.evaluation = RunEvaluation(
        selection.evaluation,
        proposals: strata.proposals(draft.posteriors),
        genders: genders,
        assignment: choice.division.evidence.assignment
      )
    }
    return draft
  }
}

extension FitSummary {
  init(_ fit: StratifiedFit, genders: [String]) {
    // A t family whose likeliest degrees of freedom are infinite has normal densities.
    let isNormal = fit.strata.allSatisfy { $0.fit.mixture.density == .normal }
    self.init(
      status: fit.outcome.status,
      stopReason: fit.outcome.stopReason(genders: genders),
      iterations: fit.iterations,
      logLikelihood: fit.logLikelihood,
      bic: fit.bic,
      icl: fit.icl,
      degreesOfFreedom: isNormal ? nil : fit.degreesOfFreedom
    )
  }
}

extension RunDraft.Stratum {
  /// What is said of the students without a gender.
  var stated: StatedProbabilities { StatedProbabilities(fit.fit.mixture, uncertainty) }

  /// What is said at each height among the students without a gender.
  func posteriors(
    in division: Division,
    through gate: Gate,
    small: SmallGenders
  ) -> [RunDraft.Posterior] {
    guard let index = division.names.firstIndex(of: fit.name) else { return [] }
    let stated = stated
    return fit.open.map { cell in
      let probabilities = stated.probabilities(at: cell.height)
      let likeliest = probabilities.indices.dropFirst().reduce(0) {
        probabilities[$1] > probabilities[$0] ? $1 : $0
      }
      return RunDraft.Posterior(
        stratum: index,
        height: cell.height,
        probabilities: probabilities.map(small.lowered),
        evidence: fit.fit.mixture.posterior(of: cell.height).map(small.lowered),
        likeliest: likeliest,
        interval: stated.interval(of: likeliest, at: cell.height).map(small.lowered),
        isProposed: gate.mayPropose(in: fit.name, at: cell.height)
      )
    }
  }
}

extension [RunDraft.Stratum] {
  /// The confidence of each of the posteriors, with the number of students who have it.
  func proposals(_ posteriors: [RunDraft.Posterior]) -> [(confidence: Double, count: Int)] {
    zip(posteriors, flatMap(\.fit.open)).map { ($0.confidence, $1.count) }
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

extension SmallGenders {
  fileprivate func lowered(_ interval: ConfidenceInterval) -> ConfidenceInterval {
    ConfidenceInterval(lower: lowered(interval.lower), upper: lowered(interval.upper))
  }
}
