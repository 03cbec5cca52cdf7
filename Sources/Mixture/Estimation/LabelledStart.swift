/// Where EM starts: the estimate from the students whose gender is recorded.
///
/// Shares, means and variances of the labelled students, joined by the pseudo-students of the
/// prior where there is one. It is a good start and it fixes which component is which gender.
struct LabelledStart {
  /// One gender's labelled students, pseudo-students included.
  private struct Estimate {
    var count: Double
    var mean: Double
    var variance: Double
  }

  private let estimates: [Estimate]
  private let shares: [Double]

  /// The variance about the genders' own means, averaged over the labelled students.
  let pooledVariance: Double

  /// Estimates the components.
  ///
  /// - Throws: ``FitRefusal`` where the labelled students do not define every component, and the
  ///   prior does not either.
  init(_ evidence: Evidence, prior: MixturePrior) throws(FitRefusal) {
    if !prior.definesComponents { try Self.check(evidence) }
    estimates = (0..<evidence.genderCount).map { gender in
      let own = Self.estimate(of: evidence.cells.filter { $0.label == gender })
      return prior.components.isEmpty ? own : Self.join(own, prior.components[gender])
    }
    shares = MaximisationStep.shares(
      (0..<evidence.genderCount).map {
        Double(evidence.labelledCounts[$0]) + prior.pseudoStudents(of: $0)
      }
    )
    let total = estimates.reduce(0) { $0 + $1.count }
    pooledVariance = estimates.reduce(0) { $0 + $1.count / total * $1.variance }
  }

  /// The mixture to start from.
  func mixture(for step: MaximisationStep) -> HeightMixture {
    let perScale = step.density.variancePerSquaredScale
    let variances = step.structured(
      estimates.map { $0.variance / perScale },
      counts: estimates.map(\.count)
    )
    let components = estimates.indices.map { k in
      Component(
        weight: shares.isEmpty ? 1 / Double(estimates.count) : shares[k],
        mean: estimates[k].mean,
        variance: variances[k]
      )
    }
    return HeightMixture(estimated: components, density: step.density)
  }

  /// The prior, with the shares of the missing kept near those of the recorded where the heights
  /// cannot tell them.
  ///
  /// Two densities less than half a standard deviation apart overlap almost wholly. A student
  /// without a gender then says less than a sixteenth of what a recorded one says about shares,
  /// and a slight misfit of the densities more: left alone, the shares of the missing run to one
  /// end. So there as many pseudo-students as are missing have the shares of the recorded.
  func identifying(
    _ prior: MixturePrior,
    for evidence: Evidence,
    settings: FitSettings
  ) -> MixturePrior {
    guard settings.missingness == .different, separation < Self.leastSeparation, !shares.isEmpty
    else { return prior }
    let missing = Double(evidence.missingCount)
    return MixturePrior(
      components: prior.components,
      shares: prior.shares,
      sharesAmongMissing: shares.enumerated().map { gender, share in
        prior.pseudoMissing(of: gender) + share * missing
      }
    )
  }

  /// How many pooled standard deviations genders have to be apart for heights to tell the shares
  /// of the missing.
  static let leastSeparation = 0.5

  /// The distance of the two nearest means, in pooled standard deviations.
  private var separation: Double {
    let means = estimates.map(\.mean).sorted()
    guard let nearest = zip(means, means.dropFirst()).map({ $1 - $0 }).min() else {
      return .infinity
    }
    return nearest / pooledVariance.squareRoot()
  }

  private static func check(_ evidence: Evidence) throws(FitRefusal) {
    let labelled = evidence.labelledCounts
    let total = labelled.reduce(0, +)
    guard total > 0 else { throw .noLabels }
    guard evidence.cells.first?.height != evidence.cells.last?.height else {
      throw .allHeightsEqual
    }
    if evidence.genderCount > 1, let only = labelled.firstIndex(of: total) {
      throw .oneLabelOnly(gender: only)
    }
    for gender in 0..<evidence.genderCount {
      // Cells are sorted by height.
      let own = evidence.cells.filter { $0.label == gender }
      guard let first = own.first, let last = own.last, first.height != last.height else {
        throw .tooFewDistinctHeights(gender: gender)
      }
    }
  }

  /// Count, mean and variance of some cells, in two passes: first the mean, then squares about it.
  ///
  /// Both are centred first: the mean about the shortest height, the squares about the mean. What
  /// the rounding of the mean leaves in the deviations is taken out again (Chan, Golub and LeVeque
  /// 1983, the corrected two-pass algorithm).
  private static func estimate(of cells: [Cell]) -> Estimate {
    let count = cells.reduce(0.0) { $0 + Double($1.count) }
    guard let origin = cells.first?.height else { return Estimate(count: 0, mean: 0, variance: 0) }
    var deviations = CompensatedSum()
    for cell in cells { deviations.add(Double(cell.count) * (cell.height - origin)) }
    let mean = origin + deviations.value / count

    var residuals = CompensatedSum()
    var squares = CompensatedSum()
    for cell in cells {
      let deviation = cell.height - mean
      residuals.add(Double(cell.count) * deviation)
      squares.add(Double(cell.count) * deviation * deviation)
    }
    let shift = residuals.value / count
    return Estimate(count: count, mean: mean, variance: squares.value / count - shift * shift)
  }

  /// The labelled students and the pseudo-students as one set: counts add, the mean lies between,
  /// and the variance has a part from the distance of the two means.
  private static func join(_ own: Estimate, _ prior: ComponentPrior) -> Estimate {
    let count = own.count + prior.strength
    guard count > 0 else { return own }
    let distance = own.mean - prior.mean
    let (a, b) = (own.count / count, prior.strength / count)
    return Estimate(
      count: count,
      mean: a * own.mean + b * prior.mean,
      variance: a * own.variance + b * prior.variance + a * b * distance * distance
    )
  }
}
