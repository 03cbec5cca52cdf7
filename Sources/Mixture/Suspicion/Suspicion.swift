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
    let judgements = HeldBackJudgements(of: division, candidate: candidate, settings: settings)
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
