/// The choice among candidates: the simplest of those whose predictions of held-back students are
/// the best, up to chance.
///
/// Not by BIC or likelihood: they ask how well a model describes heights, and on real heights they
/// pick the worse predictor of genders.
///
/// The mean loss of a dozen held-back students is mostly chance, and the smallest of twenty such
/// losses is the luckiest, not the best: taken at its word it picks variances and tails that the
/// next students pay for. So a simpler candidate keeps its place unless another is better by more
/// than chance explains (Breiman et al. 1984, section 3.4.3, with a stricter level), and the order
/// of ``Candidate/all(families:variances:missingness:by:)`` says what is simpler.
package struct Selection: Sendable {
  /// A candidate with what cross-validation says of it.
  package struct Score: Sendable {
    /// The candidate.
    package let candidate: Candidate
    /// The mean of - log p of the recorded gender over the held-back students.
    package let logLoss: Double
    /// By how much that may exceed the smallest log loss of a model by chance alone.
    package let noise: Double
  }

  /// The scores in the order of the candidates.
  package let scores: [Score]

  /// The simplest candidate that predicts as well as the best: ``bestModel``, or
  /// ``Candidate/shares`` where they are better than it by more than chance.
  package let chosen: Candidate

  /// How good the predictions of ``bestModel`` were; those of the shares where there is no model.
  package let evaluation: Evaluation

  /// The simplest of the candidates that look at heights and predict as well as the best of them:
  /// what is fitted, even where the shares alone predict better and nothing is proposed; nil where
  /// there is none.
  package let bestModel: Candidate?

  /// Compares candidates; nil where no gender is recorded, so that no student can be held back.
  ///
  /// ``Candidate/shares`` is compared whether it is among them or not. It can be chosen; then
  /// heights are of no use here, and ``Gate`` refuses the run for want of skill, whichever model
  /// is fitted to be looked at.
  ///
  /// - Parameters:
  ///   - candidates: The candidates, simpler ones first.
  ///   - divisions: The school, divided in each of the ways that the candidates ask for.
  ///   - settings: How fits are made; the candidates have their own family and so on.
  ///   - progress: Is told how many candidates were compared, and of how many.
  /// - Precondition: There is a division for each candidate, all of the same students and folds.
  package init?(
    among candidates: [Candidate],
    of divisions: [Division],
    settings: FitSettings,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) {
    let all = candidates.contains(.shares) ? candidates : [.shares] + candidates
    let validations = divisions.map { CrossValidation($0, settings: settings) }
    guard let first = validations.first, first.predictionCount > 0 else { return nil }
    var comparison = Comparison()
    let losses = all.enumerated().map { place, candidate in
      progress(place, all.count)
      return comparison.losses(
        of: candidate,
        by: Self.validation(of: candidate, among: validations)
      )
    }
    let models = all.indices.filter { all[$0].method != .shares }
    let best = models.min { losses[$0].mean < losses[$1].mean }
    scores = all.indices.map { place in
      let noise = losses[place].noise(beside: losses[best ?? place])
      return Score(candidate: all[place], logLoss: losses[place].mean, noise: noise)
    }
    let scores = scores
    let contradicted = Self.contradicted(all, by: validations)
    let sound = models.filter { !contradicted.contains(all[$0]) }
    let model = (sound + models).first {
      scores[$0].logLoss - losses[best ?? $0].mean <= scores[$0].noise
    }
    bestModel = model.map { all[$0] }
    let shares = all.firstIndex(of: .shares).map { losses[$0] }
    if let model, let shares,
      losses[model].mean <= shares.mean + losses[model].noise(beside: shares)
    {
      chosen = all[model]
    } else {
      chosen = .shares
    }
    let judged = bestModel ?? .shares
    let validation = Self.validation(of: judged, among: validations)
    guard let evaluation = Evaluation(validation.predictions(of: judged))
    else { return nil }
    self.evaluation = evaluation
  }

  /// The candidates that the heights contradict, where others are among the candidates that they
  /// do not.
  ///
  /// Normal densities, where there are outliers: the gender of an outlier is seldom recorded, and
  /// what it does to a fit held-back students notice late. The undivided school, where the strata
  /// differ in height: it takes the tall of the young for the short of the old, which costs little
  /// on average and makes the surest confidences wrong. All heights together show both.
  /// That a candidate is simpler then does not count; it is only taken where it predicts better.
  private static func contradicted(
    _ candidates: [Candidate],
    by validations: [CrossValidation]
  ) -> Set<Candidate> {
    var contradicted: Set<Candidate> = []
    for candidate in candidates
    where candidate.method == .expectationMaximisation && candidate.family == .t {
      let validation = validation(of: candidate, among: validations)
      guard validation.tails(of: candidate)?.contradictNormal == true else { continue }
      contradicted.formUnion(
        candidates.filter {
          $0.family == .normal && $0.variance == candidate.variance
            && $0.stratification == candidate.stratification && $0.method != .shares
        }
      )
    }
    let asked = Set(candidates.filter { $0.method != .shares }.map(\.stratification))
    let differ = validations.contains {
      asked.contains($0.division.stratification) && $0.contradictsOneLevel
    }
    if differ { contradicted.formUnion(candidates.filter { $0.stratification == .none }) }
    return contradicted
  }

  private static func validation(
    of candidate: Candidate,
    among validations: [CrossValidation]
  ) -> CrossValidation {
    let wanted = candidate.method == .shares ? validations.first : nil
    guard
      let validation = wanted
        ?? validations.first(where: { $0.division.stratification == candidate.stratification })
    else { preconditionFailure("there is a division for every candidate") }
    return validation
  }
}

/// The losses of candidates, each kind of refit made once.
///
/// A t density whose degrees of freedom turn out infinite is the normal density.
private struct Comparison {
  private struct Refit: Hashable {
    let method: Candidate.Method
    let stratification: Stratification
    let settings: FitSettings
  }

  private var known: [Refit: Losses] = [:]

  mutating func losses(of candidate: Candidate, by validation: CrossValidation) -> Losses {
    let settings = validation.refitting(candidate)
    let refit = Refit(
      method: candidate.method,
      stratification: candidate.method == .shares ? .none : candidate.stratification,
      settings: settings
    )
    if let losses = known[refit] { return losses }
    let losses = validation.losses(of: candidate, settings)
    known[refit] = losses
    return losses
  }
}
