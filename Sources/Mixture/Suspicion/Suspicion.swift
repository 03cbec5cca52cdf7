/// Recorded students whose height does not go with their recorded gender.
///
/// One of the two is likely to be a mistake: a gender ticked wrongly, or a height taken down wrongly.
/// It opens a question; nothing is changed.
package struct Suspicion: Hashable, Sendable {
  /// What is wrong.
  package enum Kind: String, Sendable, CaseIterable {
    /// The height goes with another gender of the stratum.
    case contradicts

    /// The height goes with no gender of the stratum.
    case implausible
  }

  /// When a height is held against a record.
  package struct Limits: Hashable, Sendable {
    /// Below this probability of the recorded gender, height and gender contradict each other.
    package let probability: Double

    /// How many students of a school without mistakes may be suspected, on average.
    ///
    /// Of a hundred thousand students some are very tall. So the more there are, the less likely a
    /// height has to be: the chance of a height so far out, times the number of students who are
    /// looked at, has to stay below this (Bonferroni's bound).
    package let falseAlarms: Double

    /// Limits; by default one student of twenty schools is suspected wrongly.
    package init(probability: Double = 0.01, falseAlarms: Double = 0.05) {
      self.probability = probability
      self.falseAlarms = falseAlarms
    }
  }

  /// The index of the stratum.
  package let stratum: Int

  /// The height in centimetres.
  package let height: Double

  /// The index of the recorded gender.
  package let label: Int

  /// How many students have this height and this gender recorded.
  package let count: Int

  /// The probability of the recorded gender by a model that has not seen these students.
  package let probability: Double

  /// The gender that is likeliest by that model; where no gender goes with the height, the one
  /// that is the least far off.
  package let likeliest: Int

  /// The chance that a student of the recorded gender has a height as far from its mean.
  package let chance: Double

  /// What is wrong.
  package let kind: Kind
}

extension Suspicion {
  /// Finds the recorded students whose height does not go with their gender.
  ///
  /// Nobody is judged by a model that has learnt from the very record: as in ``CrossValidation``,
  /// each fold is held back, the candidate is fitted to the others, and probabilities and chances
  /// are averaged over the repeats. Suspected is who is too far from the recorded gender for
  /// chance, see ``Limits``, and either too far from every other as well, or too improbable of
  /// the recorded gender. Strata in which a fit does not converge are not judged by it.
  ///
  /// - Parameters:
  ///   - division: The students.
  ///   - candidate: What judges them; ``Candidate/shares`` does not look at heights and suspects
  ///     nobody.
  ///   - settings: How the fits are made.
  ///   - limits: When a height is held against a record.
  /// - Returns: The suspicions, the least likely height first.
  /// - Precondition: The candidate's students are divided as these are.
  package static func find(
    in division: Division,
    candidate: Candidate,
    settings: FitSettings = FitSettings(),
    limits: Limits = Limits()
  ) -> [Suspicion] {
    guard candidate.method != .shares else { return [] }
    return find(
      among: HeldBackJudgements(of: division, candidate: candidate, settings: settings),
      limits: limits
    )
  }

  /// The same by what is said already of students who were held back.
  package static func find(
    among judgements: HeldBackJudgements,
    limits: Limits = Limits()
  ) -> [Suspicion] {
    let count = Double(judgements.count)
    let suspicions = judgements.cells.compactMap { cell, judgement -> Suspicion? in
      guard let label = cell.label else { return nil }
      let alarms = judgement.chances.map { $0 * count }
      guard alarms[label] < limits.falseAlarms else { return nil }
      let probability = judgement.probabilities[label]
      let kind: Kind
      if alarms.allSatisfy({ $0 < limits.falseAlarms }) {
        kind = .implausible
      } else if probability < limits.probability {
        kind = .contradicts
      } else {
        return nil
      }
      let genders = judgement.chances.indices
      let grounds = kind == .implausible ? judgement.chances : judgement.probabilities
      return Suspicion(
        stratum: cell.stratum,
        height: cell.height,
        label: label,
        count: cell.count,
        probability: probability,
        likeliest: genders.dropFirst().reduce(0) { grounds[$1] > grounds[$0] ? $1 : $0 },
        chance: judgement.chances[label],
        kind: kind
      )
    }
    return suspicions.sorted {
      ($0.chance, $0.stratum, $0.height, $0.label) < ($1.chance, $1.stratum, $1.height, $1.label)
    }
  }
}

/// How far a new height is from a gender, as a probability.
///
/// The new height varies about the gender's mean by the standard deviation, and the mean is itself
/// only known to its standard error; the standard deviation is as well known as that of so many
/// students. So the distance, in estimated deviations, has a t distribution: this is the deleted
/// residual of Cook and Weisberg (1982, section 2.2.3). Of recorded students alone it is exact.
struct PredictiveDistance {
  private let mean: Double
  private let deviation: Double
  private let degreesOfFreedom: Double

  /// The distance from a gender of a fitted mixture.
  ///
  /// For n students alone, the standard error of a standard deviation is its 1 / sqrt(2 n); so an
  /// error tells how many students an estimate is worth, prior and missing genders included. For
  /// the means of the genders that share a variance, one student each is taken off.
  init(
    from gender: Int,
    of mixture: HeightMixture,
    _ uncertainty: Uncertainty,
    _ structure: VarianceStructure
  ) {
    let component = mixture.components[gender]
    let ratio = component.standardDeviation / uncertainty.standardDeviations[gender]
    let students = ratio * ratio / 2
    let means = structure == .equal ? Double(mixture.components.count) : 1
    let error = uncertainty.means[gender]
    let deviation = component.standardDeviation * Self.normalDeviation(of: mixture.density)
    let unbiased = students / max(students - means, 1)
    mean = component.mean
    self.deviation = (unbiased * (deviation * deviation + error * error)).squareRoot()
    degreesOfFreedom = students - means
  }

  /// The probability of a height at least so far from the mean, on either side.
  func tail(at height: Double) -> Double {
    // With less than one degree of freedom anything is possible.
    guard degreesOfFreedom >= 1 else { return 1 }
    let distance = (height - mean).magnitude / deviation
    return 2 * studentDistribution(-distance, degreesOfFreedom: degreesOfFreedom)
  }

  /// The standard deviation of the normal distribution that has the quartiles of a density with
  /// the squared scale one.
  ///
  /// A t density is fitted where there are mistakes among the heights, and makes room for them in
  /// its tails. Which heights are the mistakes is the question here: so they are held against the
  /// normal distribution that goes with the middle half.
  private static func normalDeviation(of density: Density) -> Double {
    guard density.degreesOfFreedom.isFinite else { return 1 }
    return studentQuantile(0.75, degreesOfFreedom: density.degreesOfFreedom)
      / 0.674_489_750_196_081_7
  }
}

/// What models that have not seen them say of all recorded students.
package struct HeldBackJudgements {
  /// What is said of the students of one cell, on average.
  package struct Judgement {
    /// The probability of each gender.
    package fileprivate(set) var probabilities: [Double]
    /// The chance of a height so far from each gender's mean.
    fileprivate(set) var chances: [Double]
    /// How often a student of the cell was judged.
    fileprivate(set) var weight = 0.0

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
  package let cells: [(FoldedCell, Judgement)]

  /// How many students they stand for.
  var count: Int { cells.reduce(0) { $0 + $1.0.count } }

  /// Holds back each fold of each repeat in turn.
  package init(
    of division: Division,
    candidate: Candidate,
    settings: FitSettings = FitSettings()
  ) {
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
