/// What models that have not seen them say of all recorded students.
struct HeldBackJudgements {
  /// What is said of the students of one cell, on average.
  struct Judgement {
    /// The probability of each gender.
    var probabilities: [Double]
    /// The chance of a height so far from each gender's mean.
    var chances: [Double]
    /// How often a student of the cell was judged.
    var weight = 0.0

    fileprivate init(genders: Int) {
      probabilities = [Double](repeating: 0, count: genders)
      chances = probabilities
    }

    fileprivate mutating func add(_ posterior: [Double], _ tails: [Double], weight: Double) {
      for gender in probabilities.indices {
        probabilities[gender] += weight * posterior[gender]
        chances[gender] += weight * tails[gender]
      }
      self.weight += weight
    }

    fileprivate mutating func average() {
      for gender in probabilities.indices {
        probabilities[gender] /= weight
        chances[gender] /= weight
      }
    }
  }

  /// The cells of recorded students who were judged.
  let cells: [(FoldedCell, Judgement)]

  /// How many students they stand for.
  var count: Int { cells.reduce(0) { $0 + $1.0.count } }

  /// Holds back each fold of each repeat in turn.
  init(of division: Division, candidate: Candidate, settings: FitSettings) {
    let evidence = division.evidence
    let settings = Self.refitting(candidate, division, settings)
    var judgements = evidence.cells.map { _ in Judgement(genders: evidence.genderCount) }
    for number in 0..<evidence.assignment.repeats {
      for fold in 0..<evidence.assignment.folds {
        let strata = evidence.strata(without: fold, repeat: number)
        guard
          let fit = try? division.fit(
            candidate,
            to: StratifiedEvidence(strata),
            settings: candidate.settings(settings)
          )
        else {
          continue
        }
        let judges = Self.judges(fit, strata)
        for (place, cell) in evidence.cells.enumerated() where cell.label != nil {
          let heldBack = evidence.heldBack(of: cell, in: fold, repeat: number)
          guard heldBack > 0, let judge = judges[cell.stratum] else { continue }
          judgements[place].add(
            judge.mixture.posterior(of: cell.height),
            judge.distances.map { $0.tail(at: cell.height) },
            weight: Double(heldBack)
          )
        }
      }
    }
    cells = zip(evidence.cells, judgements).compactMap { cell, judgement in
      guard judgement.weight > 0 else { return nil }
      var judgement = judgement
      judgement.average()
      return (cell, judgement)
    }
  }

  /// What judges the held-back students of one stratum.
  private struct Judge {
    let mixture: HeightMixture
    let distances: [PredictiveDistance]
  }

  /// The judge of each stratum by its index; nil where nothing was fitted or nothing converged.
  private static func judges(_ fit: StratifiedFit, _ strata: [Evidence?]) -> [Judge?] {
    var fits = fit.strata.makeIterator()
    return strata.map { evidence in
      guard evidence != nil, let stratum = fits.next(),
        let uncertainty = Uncertainty(stratum.fit, given: stratum.evidence)
      else { return nil }
      let mixture = stratum.fit.mixture
      let structure = stratum.fit.settings.variance
      return Judge(
        // Their gender is recorded, so theirs are the shares of the recorded.
        mixture: mixture.amongRecorded,
        distances: mixture.components.indices.map {
          PredictiveDistance(from: $0, of: mixture, uncertainty, structure)
        }
      )
    }
  }

  /// The settings of the refits: one start, and the degrees of freedom of a fit to all students.
  private static func refitting(
    _ candidate: Candidate,
    _ division: Division,
    _ settings: FitSettings
  ) -> FitSettings {
    var own = settings
    own.starts = 1
    guard candidate.family == .t, own.degreesOfFreedom == nil else { return own }
    own.degreesOfFreedom = (try? division.fit(candidate, settings: own))?.degreesOfFreedom
    return own
  }
}
