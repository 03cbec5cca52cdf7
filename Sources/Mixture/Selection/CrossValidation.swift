/// The predictions of held-back students by a candidate that has not seen them.
///
/// For each fold of each repeat the candidate is fitted without the fold: shares, densities, levels
/// of the strata. Then the gender of every student of the fold is predicted from the height. What
/// comes out is an honest sample of what the candidate would say of students whose gender nobody
/// knew. Degrees of freedom alone are not found anew: they are one of seven numbers, and nearly
/// all that is known of them is in the heights.
package struct CrossValidation: Sendable {
  /// The students.
  package let division: Division

  /// How the refits are made.
  private let settings: FitSettings

  /// The rounds: of few students all folds of all repeats.
  let rounds: [Round]

  /// All students, from whom the degrees of freedom are learnt.
  private let everybody: StratifiedEvidence

  /// How many repeats there are; in each a student is predicted once at most.
  private let repeats: Int

  /// The largest tolerance at which a refit's predictions are those of the optimum: to 1e-5 of a
  /// probability, a thousandth of what another division into folds changes.
  private static let tolerance = 1e-5

  /// Cross-validation of candidates on a division.
  package init(_ division: Division, settings: FitSettings) {
    self.division = division
    var settings = settings
    settings.starts = 1
    settings.tolerance = max(settings.tolerance, Self.tolerance)
    self.settings = settings
    let evidence = division.evidence
    let recorded = evidence.recordedCount
    let folds = evidence.assignment.worthwhileFolds(recorded: recorded)
    let repeats = evidence.assignment.worthwhileRepeats(recorded: recorded)
    rounds = (0..<repeats).flatMap { number in
      (0..<folds).map { Round(evidence, without: $0, repeat: number) }
    }
    self.repeats = repeats
    everybody = StratifiedEvidence(evidence.strata)
  }

  /// What a candidate says of the labelled students when held back.
  ///
  /// A student has one prediction a repeat, each of which counts as a part of a student. Where a
  /// fold leaves too little to fit, its students are predicted by the shares: that is what the
  /// candidate has to offer them. Of a large school a part of the folds is enough; see
  /// ``FoldAssignment/worthwhileFolds(recorded:)``.
  ///
  /// What is judged is what would be stated. Candidates are compared by ``losses(of:_:)``, of the
  /// posteriors themselves, which is quicker.
  ///
  /// - Precondition: The candidate's students are divided as these are.
  package func predictions(of candidate: Candidate) -> [Prediction] {
    zip(rounds, stated(of: candidate)).flatMap { round, stated in
      round.predictions(of: stated, names: division.names, weight: 1 / Double(repeats))
    }
  }

  /// What a candidate says of held-back students, round by round: of each stratum, nil where there
  /// is no fit.
  func stated(of candidate: Candidate) -> [[StatedProbabilities?]] {
    let settings = refitting(candidate)
    return rounds.map { round in
      let fit = fit(of: candidate, round, settings)
      return round.training.strata.indices.map { fit?.stratum(at: $0)?.statedOfRecorded }
    }
  }

  /// How many folds of each repeat are held back.
  var foldsUsed: Int { rounds.count / repeats }

  /// How many predictions there are of each candidate, the repeats counted apart.
  var predictionCount: Double { Double(rounds.reduce(0) { $0 + $1.count }) }

  /// What its predictions cost.
  ///
  /// - Precondition: The settings are those for ``refitting(_:)`` the candidate.
  func losses(of candidate: Candidate, _ settings: FitSettings) -> Losses {
    let folds = rounds.count / repeats
    let losses = rounds.map { round in
      let loss = round.loss(of: model(of: candidate, round, settings))
      return Losses.Round(sum: loss, count: Double(round.count))
    }
    return Losses(
      repeats: (0..<repeats).map { Array(losses[$0 * folds..<($0 + 1) * folds]) }
    )
  }

  /// The mixture for each stratum's held-back students; nil where there is none.
  ///
  /// They are students whose gender is recorded, so theirs are the shares of the recorded.
  private func model(
    of candidate: Candidate,
    _ round: Round,
    _ settings: FitSettings
  ) -> [HeightMixture?] {
    let fit = fit(of: candidate, round, settings)
    return round.training.strata.indices.map { fit?.mixture(of: $0)?.amongRecorded }
  }

  /// The fit without those who are held back; nil where there is none.
  private func fit(
    of candidate: Candidate,
    _ round: Round,
    _ settings: FitSettings
  ) -> StratifiedFit? {
    guard candidate.method != .shares else { return nil }
    return try? division.fit(candidate, to: round.training, settings: settings)
  }

  /// The settings of the refits.
  ///
  /// They are those of the candidate, with the degrees of freedom of a fit to all students. Where
  /// those are infinite, the densities are normal.
  func refitting(_ candidate: Candidate) -> FitSettings {
    var own = candidate.settings(settings)
    guard candidate.method != .shares, own.family == .t else { return own }
    if own.degreesOfFreedom == nil { own.degreesOfFreedom = tails(of: candidate)?.degreesOfFreedom }
    if own.degreesOfFreedom == .infinity { (own.family, own.degreesOfFreedom) = (.normal, nil) }
    return own
  }

  /// The tails of the heights that a candidate learns from; nil where they cannot be fitted.
  ///
  /// Where students are divided, those are the heights about the level of their stratum.
  func tails(of candidate: Candidate) -> Tails? {
    let learningFromAll = candidate.method == .expectationMaximisation
    let pooled = everybody.pooled(learningFromAll: learningFromAll)
    let evidence = pooled ?? everybody.strata(learningFromAll: learningFromAll)[0]
    return evidence.flatMap { Tails(of: $0, settings: candidate.settings(settings)) }
  }

  /// Whether the heights of the strata contradict one level for all.
  var contradictsOneLevel: Bool { !everybody.haveOneLevel }
}
