/// The choice among candidates: the one whose predictions of held-back students are best.
///
/// Not by BIC or likelihood: they ask how well a model describes heights, and on real heights they
/// pick the worse predictor of genders.
package struct Selection: Sendable {
  /// A candidate with what cross-validation says of it.
  package struct Score: Sendable {
    /// The candidate.
    package let candidate: Candidate
    /// The mean of - log p of the recorded gender over the held-back students.
    package let logLoss: Double
  }

  /// The scores in the order of the candidates.
  package let scores: [Score]

  /// The candidate with the smallest log loss; the first, which is the simplest, of equals.
  package let chosen: Candidate

  /// How good its predictions were.
  package let evaluation: Evaluation

  /// Compares candidates.
  ///
  /// ``Candidate/shares`` is compared whether it is among them or not. It can be chosen; then
  /// heights are of no use here, and ``Gate`` refuses the run for want of skill, whichever model
  /// is fitted to be looked at.
  ///
  /// - Parameters:
  ///   - candidates: The candidates, simpler ones first.
  ///   - divisions: The school, divided in each of the ways that the candidates ask for.
  ///   - settings: How fits are made; the candidates have their own family and so on.
  /// - Returns: nil where nobody is recorded, so that nobody can be held back.
  /// - Precondition: There is a division for each candidate, all of the same students and folds.
  package init?(among candidates: [Candidate], of divisions: [Division], settings: FitSettings) {
    var scores: [Score] = []
    var best: (candidate: Candidate, evaluation: Evaluation)?
    let all = candidates.contains(.shares) ? candidates : [.shares] + candidates
    for candidate in all {
      let wanted = candidate.method == .shares ? divisions.first : nil
      guard
        let division = wanted
          ?? divisions.first(where: { $0.stratification == candidate.stratification })
      else { preconditionFailure("there is a division for every candidate") }
      let validation = CrossValidation(division, settings: settings)
      guard let evaluation = Evaluation(validation.predictions(of: candidate)) else { return nil }
      scores.append(Score(candidate: candidate, logLoss: evaluation.logLoss))
      if evaluation.logLoss < best?.evaluation.logLoss ?? .infinity {
        best = (candidate, evaluation)
      }
    }
    guard let best else { return nil }
    self.scores = scores
    chosen = best.candidate
    evaluation = best.evaluation
  }

  /// The best of the candidates that look at heights: what is fitted, even where the shares alone
  /// predict better and nothing is proposed; nil where there is none.
  package var bestModel: Candidate? {
    scores.filter { $0.candidate.method != .shares }
      .min { $0.logLoss < $1.logLoss }?.candidate
  }
}
