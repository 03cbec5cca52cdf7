import Mixture
import StudentStore

/// The model that was chosen, with all that a run keeps of it.
struct FittedSchool {
  let choice: ModelChoice
  let school: ModelledSchool
  let census: EvidenceCensus
  let options: ImputeOptions
  let gate: Gate

  init(
    _ choice: ModelChoice,
    school: ModelledSchool,
    census: EvidenceCensus,
    options: ImputeOptions
  ) {
    self.choice = choice
    self.school = school
    self.census = census
    self.options = options
    gate = Gate(
      choice.fit.strata,
      genders: school.genders,
      evaluation: choice.selection?.evaluation
    )
  }

  /// The run, ready to be stored.
  func draft(requested: String) -> RunDraft {
    let genders = school.genders
    let strata = choice.fit.strata.map { stratum in
      RunDraft.Stratum(
        stratum,
        uncertainty: Uncertainty(stratum.fit, given: stratum.evidence),
        mayPropose: gate.mayPropose(in: stratum.name)
      )
    }
    var draft = RunDraft(
      requested: requested,
      candidate: choice.candidate,
      settings: choice.candidate.settings(options.fitSettings),
      genders: genders,
      division: choice.division,
      strata: strata,
      summary: FitSummary(choice.fit, genders: genders),
      gate: gate,
      posteriors: strata.flatMap { $0.posteriors(in: choice.division) }
    )
    draft.reference = choice.division.stratification == .age ? options.reference : []
    draft.missingness = choice.missingness
    draft.totals = ExpectedTotals(strata, genders: genders).all
    draft.missingShares = MissingShares(census).all
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
        proposals: choice.fit.proposals,
        genders: genders,
        assignment: choice.division.evidence.assignment
      )
    }
    return draft
  }
}

extension FitSummary {
  init(_ fit: StratifiedFit, genders: [String]) {
    // A t family whose likeliest degrees of freedom are infinite has normal densities, and is one.
    let isNormal = fit.strata.allSatisfy { $0.fit.settings.family == .normal }
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
  /// The posterior of each height among the students without a gender.
  func posteriors(in division: Division) -> [RunDraft.Posterior] {
    guard let index = division.names.firstIndex(of: fit.name) else { return [] }
    return fit.missing.map { cell in
      let probabilities = fit.fit.mixture.posterior(of: cell.height)
      let likeliest = probabilities.indices.dropFirst().reduce(0) {
        probabilities[$1] > probabilities[$0] ? $1 : $0
      }
      return RunDraft.Posterior(
        stratum: index,
        height: cell.height,
        probabilities: probabilities,
        interval: uncertainty?.interval(of: likeliest, at: cell.height),
        isProposed: mayPropose
      )
    }
  }
}

/// How many students of each gender there are to be expected.
struct ExpectedTotals {
  /// Those of the strata, and before them those of the whole school where there are several.
  let all: [ExpectedTotal]

  init(_ strata: [RunDraft.Stratum], genders: [String]) {
    let parts = strata.map { stratum in
      genders.indices.map { gender in Self.total(gender, named: genders[gender], of: stratum) }
    }
    var whole: [ExpectedTotal] = []
    if strata.count > 1 {
      whole = genders.indices.map { gender in
        let totals = parts.map { $0[gender] }
        return ExpectedTotal(
          stratum: nil,
          gender: genders[gender],
          known: totals.reduce(0) { $0 + $1.known },
          expected: totals.reduce(0) { $0 + $1.expected },
          byLikeliest: totals.reduce(0) { $0 + $1.byLikeliest },
          interval: nil
        )
      }
    }
    all = whole + parts.flatMap { $0 }
  }

  private static func total(
    _ gender: Int,
    named name: String,
    of stratum: RunDraft.Stratum
  ) -> ExpectedTotal {
    let known = stratum.fit.evidence.labelledCounts[gender]
    var (expected, likeliest) = (Double(known), known)
    for cell in stratum.fit.missing {
      let probabilities = stratum.fit.fit.mixture.posterior(of: cell.height)
      expected += Double(cell.count) * probabilities[gender]
      if probabilities.max() == probabilities[gender] { likeliest += cell.count }
    }
    return ExpectedTotal(
      stratum: stratum.fit.name,
      gender: name,
      known: known,
      expected: expected,
      byLikeliest: likeliest,
      interval: nil
    )
  }
}
