/// One imputation of a school: how many of each stratum's missing students have each gender.
struct SchoolDraw {
  /// The counts by stratum, in the order of the fits, and by gender.
  let counts: [[Int]]

  /// Draws parameters, and then the missing genders.
  ///
  /// The parameters are those of a fit to as many students of each stratum, drawn from them with
  /// replacement. Such fits differ by what the students leave open: of the shares and densities of
  /// a stratum, of its level, and of what the strata have in common, which no information matrix of
  /// one stratum knows of. Rubin and Schenker (1986); Efron (1994) on imputation by bootstrap.
  ///
  /// It is nil where the students drawn cannot be fitted, or the fit of a stratum does not converge
  /// that did.
  init?(
    like fit: StratifiedFit,
    in division: Division,
    candidate: Candidate,
    settings: FitSettings,
    drawingFrom stream: inout SeededStream
  ) {
    var resampled: [Evidence?] = []
    for evidence in division.evidence.strata { resampled.append(evidence?.resampled(by: &stream)) }
    guard
      let refit = try? division.fit(
        candidate,
        to: StratifiedEvidence(resampled),
        settings: candidate.settings(settings)
      )
    else {
      return nil
    }
    var counts: [[Int]] = []
    for (stratum, drawn) in zip(fit.strata, refit.strata) {
      guard drawn.fit.outcome.isConverged || !stratum.fit.outcome.isConverged else { return nil }
      counts.append(Self.counts(of: stratum.missing, under: drawn.fit.mixture, from: &stream))
    }
    self.counts = counts
  }

  private static func counts(
    of cells: [Cell],
    under mixture: HeightMixture,
    from stream: inout SeededStream
  ) -> [Int] {
    var terms = PosteriorTerms(mixture)
    var counts = mixture.components.map { _ in 0 }
    for cell in cells {
      terms.evaluate(at: cell.height)
      let genders = stream.nextMultinomial(cell.count, probabilities: terms.posterior)
      for gender in counts.indices { counts[gender] += genders[gender] }
    }
    return counts
  }
}

extension Evidence {
  /// As many students drawn from these with replacement.
  ///
  /// How often each cell is drawn is multinomial, so no student has to be drawn by itself.
  func resampled(by stream: inout SeededStream) -> Evidence {
    let total = Double(count)
    let drawn = stream.nextMultinomial(count, probabilities: cells.map { Double($0.count) / total })
    let resample = zip(cells, drawn).compactMap { cell, count in
      count > 0
        ? Cell(height: cell.height, label: cell.label, isDecided: cell.isDecided, count: count)
        : nil
    }
    return Evidence(sound: resample, genderCount: genderCount, resolution: resolution)
  }
}
