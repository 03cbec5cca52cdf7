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

  /// Compares candidates; nil where nobody is recorded, so that nobody can be held back.
  ///
  /// ``Candidate/shares`` is compared whether it is among them or not. It can be chosen; then
  /// heights are of no use here, and ``Gate`` refuses the run for want of skill, whichever model
  /// is fitted to be looked at.
  ///
  /// - Parameters:
  ///   - candidates: The candidates, simpler ones first.
  ///   - divisions: The school, divided in each of the ways that the candidates ask for.
  ///   - settings: How fits are made; the candidates have their own family and so on.
  /// - Precondition: There is a division for each candidate, all of the same students and folds.
  package init?(among candidates: [Candidate], of divisions: [Division], settings: FitSettings) {
    let all = candidates.contains(.shares) ? candidates : [.shares] + candidates
    let validations = divisions.map { CrossValidation($0, settings: settings) }
    guard let count = validations.first?.predictionCount, count > 0 else { return nil }
    var comparison = Comparison()
    let scores = all.map { candidate in
      let validation = Self.validation(of: candidate, among: validations)
      let losses = comparison.losses(of: candidate, by: validation)
      return Score(candidate: candidate, logLoss: losses.reduce(0, +) / count)
    }
    let best = scores.dropFirst().reduce(scores[0]) { $1.logLoss < $0.logLoss ? $1 : $0 }
    let validation = Self.validation(of: best.candidate, among: validations)
    guard let evaluation = Evaluation(validation.predictions(of: best.candidate)) else {
      return nil
    }
    self.scores = scores
    chosen = best.candidate
    self.evaluation = evaluation
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

  /// The best of the candidates that look at heights: what is fitted, even where the shares alone
  /// predict better and nothing is proposed; nil where there is none.
  package var bestModel: Candidate? {
    scores.filter { $0.candidate.method != .shares }
      .min { $0.logLoss < $1.logLoss }?.candidate
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

  private var known: [Refit: [Double]] = [:]

  mutating func losses(of candidate: Candidate, by validation: CrossValidation) -> [Double] {
    let settings = validation.refitting(candidate)
    let refit = Refit(
      method: candidate.method,
      stratification: candidate.stratification,
      settings: settings
    )
    if let losses = known[refit] { return losses }
    let losses = validation.losses(of: candidate, settings)
    known[refit] = losses
    return losses
  }
}
