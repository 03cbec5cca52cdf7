extension Gate {
  /// Judges a model that was fitted elsewhere by the students it is to be used for.
  ///
  /// - Parameters:
  ///   - inherited: What was refused to the model where it was fitted.
  ///   - strata: The students, with the model as their fit.
  ///   - genders: The words for the genders, in the order of their indices.
  ///   - evaluation: How the model, which has not seen them, predicts the students whose gender is
  ///     recorded here; nil where it was evaluated when it was fitted, on students of this school.
  ///   - small: The genders that the model does not know.
  package init(
    inherited: [GateRefusal],
    strata: [StratumFit],
    genders: [String],
    evaluation: Evaluation?,
    small: SmallGenders = .none
  ) {
    var refusals =
      inherited.filter { $0.code != .beyondTheTurn }
      + Self.leftOpen(small).map { GateRefusal($0) }
    if let evaluation {
      refusals += Self.unproven(strata, evaluation)
      for (gender, coding) in evaluation.coding.genders.enumerated()
      where coding.recorded < Double(Self.fewestRecorded) {
        refusals.append(
          GateRefusal(
            .fewToTest(gender: genders[gender], recorded: Int(nearest: coding.recorded))
          )
        )
      }
    }
    self.init(refusals, turnsOf: strata, genders)
  }
}

extension StratifiedFit {
  /// The students of all strata, with mixtures that were given as their fits; nil for a stratum
  /// that the model does not know.
  ///
  /// - Parameters:
  ///   - mixtures: The mixture of each stratum of the division, by its index.
  ///   - division: The students.
  ///   - settings: How the model was fitted.
  /// - Returns: The strata that have a mixture and students with a height.
  package static func given(
    _ mixtures: [HeightMixture?],
    for division: Division,
    settings: FitSettings
  ) -> [StratumFit] {
    division.evidence.strata.enumerated().compactMap { index, evidence in
      guard let evidence, let mixture = mixtures[index] else { return nil }
      return StratumFit(
        name: division.names[index],
        evidence: evidence,
        fit: mixture.given(for: evidence, settings: settings)
      )
    }
  }
}

extension [StratumFit] {
  /// What given models state of the students whose gender is recorded, none of whom they have seen.
  package func predictionsOfRecorded(stating stated: [StatedProbabilities]) -> [Prediction] {
    // What the model has to beat are the shares of the other students here; see ``CrossValidation``.
    let recorded = RecordedShares(
      map(\.evidence.recordedCounts),
      genders: first?.evidence.genderCount ?? 0
    )
    return zip(self, stated).enumerated().flatMap { index, pair -> [Prediction] in
      let (stratum, stated) = (pair.0, pair.1.amongRecorded)
      return stratum.evidence.cells.compactMap { cell in
        guard let label = cell.label, !cell.isDecided else { return nil }
        return Prediction(
          probabilities: stated.probabilities(at: cell.height),
          shares: recorded.shares(of: index, without: label),
          truth: label,
          weight: Double(cell.count),
          stratum: stratum.name
        )
      }
    }
  }
}
