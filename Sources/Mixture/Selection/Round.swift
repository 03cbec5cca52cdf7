/// One round of cross-validation: who is held back, and what is left to learn from.
///
/// It is prepared once and serves every candidate.
struct Round: Sendable {
  /// Held-back students of one stratum who share height and recorded gender.
  struct HeldBack: Sendable {
    let stratum: Int
    let height: Double
    let label: Int
    let count: Int
  }

  /// What is left to learn from.
  let training: StratifiedEvidence

  /// Who is held back, in the order of the cells.
  let heldBack: [HeldBack]

  /// The shares of the recorded genders, each with half a student more (Jeffreys 1946), so that a
  /// gender of which a fold leaves nobody is not impossible.
  let shares: [Double]

  init(_ evidence: FoldedEvidence, without fold: Int, repeat number: Int) {
    training = StratifiedEvidence(evidence.strata(without: fold, repeat: number))
    heldBack = evidence.cells.compactMap { cell in
      guard let label = cell.label else { return nil }
      let count = evidence.heldBack(of: cell, in: fold, repeat: number)
      guard count > 0 else { return nil }
      return HeldBack(stratum: cell.stratum, height: cell.height, label: label, count: count)
    }
    var counts = [Double](repeating: 0.5, count: evidence.genderCount)
    for case let stratum? in training.strata {
      for gender in counts.indices { counts[gender] += Double(stratum.recordedCounts[gender]) }
    }
    let total = counts.reduce(0, +)
    shares = counts.map { $0 / total }
  }

  /// How many students are held back.
  var count: Int { heldBack.reduce(0) { $0 + $1.count } }

  /// The sum of - log p of the recorded gender over those held back.
  ///
  /// The mixtures are those of the strata; nil stands for the shares alone.
  func loss(of mixtures: [HeightMixture?]) -> Double {
    var sum = CompensatedSum()
    var terms: PosteriorTerms?
    var (stratum, height, total) = (-1, Double.nan, 0.0)
    for cell in heldBack {
      if cell.stratum != stratum {
        terms = mixtures[cell.stratum].map(PosteriorTerms.init)
        (stratum, height) = (cell.stratum, .nan)
      }
      // Girls and boys of one height are neighbours, and have the same posterior.
      if cell.height != height {
        height = cell.height
        total = terms?.evaluate(at: height) ?? 0
      }
      let loss =
        terms.map { Prediction.bounded(loss: total - $0[cell.label].logTerm) }
        ?? Prediction.loss(shares[cell.label])
      sum.add(Double(cell.count) * loss)
    }
    return sum.value
  }

  /// What the fits, or the shares where there is none, say of each cell of those held back.
  ///
  /// - Parameters:
  ///   - stated: What the fit of each stratum says; nil for the shares alone.
  ///   - names: The names of the strata.
  ///   - weight: What one student counts for.
  /// - Returns: The predictions in the order of ``heldBack``.
  func predictions(
    of stated: [StatedProbabilities?],
    names: [String?],
    weight: Double
  ) -> [Prediction] {
    heldBack.map { cell in
      Prediction(
        probabilities: stated[cell.stratum]?.probabilities(at: cell.height) ?? shares,
        shares: shares,
        truth: cell.label,
        weight: Double(cell.count) * weight,
        stratum: names[cell.stratum]
      )
    }
  }
}
