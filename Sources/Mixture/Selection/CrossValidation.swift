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
  }

  /// What a candidate says of every labelled student when held back.
  ///
  /// A student has one prediction a repeat, each of which counts as a part of a student. Where a
  /// fold leaves too little to fit, its students are predicted by the shares: that is what the
  /// candidate has to offer them.
  ///
  /// - Precondition: The candidate's students are divided as these are.
  package func predictions(of candidate: Candidate) -> [Prediction] {
    let evidence = division.evidence
    let assignment = evidence.assignment
    let settings = refitting(candidate)
    var predictions: [Prediction] = []
    for number in 0..<assignment.repeats {
      for fold in 0..<assignment.folds {
        let strata = evidence.strata(without: fold, repeat: number)
        let shares = Self.shares(strata, genderCount: evidence.genderCount)
        var terms = model(of: candidate, strata, settings).map { $0.map(PosteriorTerms.init) }
        for cell in evidence.cells {
          guard let label = cell.label else { continue }
          let heldBack = evidence.heldBack(of: cell, in: fold, repeat: number)
          guard heldBack > 0 else { continue }
          terms[cell.stratum]?.evaluate(at: cell.height)
          predictions.append(
            Prediction(
              probabilities: terms[cell.stratum]?.posterior ?? shares,
              shares: shares,
              truth: label,
              weight: Double(heldBack) / Double(assignment.repeats)
            )
          )
        }
      }
    }
    return predictions
  }

  /// The mixture for each stratum's held-back students; nil where there is none.
  ///
  /// They are students whose gender is recorded, so theirs are the shares of the recorded.
  private func model(
    of candidate: Candidate,
    _ strata: [Evidence?],
    _ settings: FitSettings
  ) -> [HeightMixture?] {
    guard candidate.method != .shares,
      let fit = try? division.fit(candidate, to: strata, settings: settings)
    else { return strata.map { _ in nil } }
    return strata.indices.map { fit.mixture(of: $0)?.amongRecorded }
  }

  /// The settings of the refits: those of the candidate, with the degrees of freedom of a fit to
  /// all students.
  private func refitting(_ candidate: Candidate) -> FitSettings {
    var own = settings
    guard candidate.method != .shares, candidate.family == .t, own.degreesOfFreedom == nil else {
      return own
    }
    let fit = try? division.fit(candidate, settings: own)
    own.degreesOfFreedom = fit?.degreesOfFreedom
    return own
  }

  /// The shares of the recorded genders, each with half a student more (Jeffreys 1946), so that a
  /// gender of which a fold leaves nobody is not impossible.
  private static func shares(_ strata: [Evidence?], genderCount: Int) -> [Double] {
    var counts = [Double](repeating: 0.5, count: genderCount)
    for stratum in strata {
      guard let stratum else { continue }
      for gender in counts.indices { counts[gender] += Double(stratum.labelledCounts[gender]) }
    }
    let total = counts.reduce(0, +)
    return counts.map { $0 / total }
  }
}
