/// The observed information about the parameters of a fit, by the formula of Louis (1982).
///
/// Where only a part of the data is seen, the information is that of the complete data less what
/// is missing: for a student without a gender
///
///     I = sum_k r_k B_k - (sum_k r_k s_k s_k' - s s'),    s = sum_k r_k s_k
///
/// with the score s_k and the curvature B_k of log(pi_k f_k(x)), had the gender been k. For a
/// student with gender y it is B_y. Everything here is in closed form. The degrees of freedom of a
/// t density are taken as known. The students of a prior count like others.
struct ObservedInformation {
  private let space: ParameterSpace
  private var matrix: [Double]

  /// The information, row by row.
  var values: [Double] { matrix }

  init(_ fit: Fit, given evidence: Evidence, in space: ParameterSpace) {
    self.space = space
    matrix = [Double](repeating: 0, count: space.count * space.count)
    var terms = PosteriorTerms(fit.mixture)
    let curves = fit.mixture.components.map { Curve($0, density: fit.mixture.density) }
    for cell in evidence.cells {
      let weight = Double(cell.count)
      if let label = cell.label {
        add(curves[label].curvature(at: cell.height), of: label, weight: weight)
      } else {
        terms.evaluate(at: cell.height)
        addMissing(cell.height, terms.posterior, curves, fit.mixture, weight: weight)
      }
    }
    addShares(of: fit, given: evidence)
    let prior = fit.prior.scaled(to: fit.mixture.density)
    for (k, pseudo) in prior.components.enumerated() where pseudo.strength > 0 {
      // The pseudo-students enter through their mean and their mean square.
      let component = fit.mixture.components[k]
      let deviation = pseudo.mean - component.mean
      let square = pseudo.variance + deviation * deviation
      let curvature = Curvature(
        mean: 1 / component.variance,
        mixed: 2 * deviation / component.variance,
        scale: 2 * square / component.variance
      )
      add(curvature, of: k, weight: pseudo.strength)
    }
    if fit.settings.variance == .similar { addSimilarity(of: fit.mixture) }
  }

  private mutating func add(_ value: Double, _ row: Int, _ column: Int) {
    matrix[row * space.count + column] += value
  }

  private mutating func add(_ curvature: Curvature, of gender: Int, weight: Double) {
    let (mean, scale) = (space.mean(gender), space.logDeviation(gender))
    add(weight * curvature.mean, mean, mean)
    add(weight * curvature.mixed, mean, scale)
    add(weight * curvature.mixed, scale, mean)
    add(weight * curvature.scale, scale, scale)
  }

  private mutating func addSimilarity(of mixture: HeightMixture) {
    let rows = SimilarVariances.curvature(at: mixture.components.map(\.variance))
    for (j, row) in rows.enumerated() {
      for (k, value) in row.enumerated() {
        add(value, space.logDeviation(j), space.logDeviation(k))
      }
    }
  }

  /// Adds a cell without a label: expected curvature less the variance of the score.
  private mutating func addMissing(
    _ height: Double,
    _ posterior: [Double],
    _ curves: [Curve],
    _ mixture: HeightMixture,
    weight: Double
  ) {
    var expected = [Double](repeating: 0, count: space.count)
    for k in posterior.indices where posterior[k] > 0 {
      let expectedWeight = weight * posterior[k]
      add(curves[k].curvature(at: height), of: k, weight: expectedWeight)
      let score = space.score(of: k, at: height, curves: curves, mixture: mixture)
      for i in score.indices where score[i] != 0 {
        expected[i] += posterior[k] * score[i]
        for j in score.indices { add(-expectedWeight * score[i] * score[j], i, j) }
      }
    }
    for i in expected.indices where expected[i] != 0 {
      for j in expected.indices { add(weight * expected[i] * expected[j], i, j) }
    }
  }

  /// Adds the curvature of log pi, which is the same for every student: diag(pi) - pi pi'.
  private mutating func addShares(of fit: Fit, given evidence: Evidence) {
    let genders = 0..<space.genders
    let pseudo = genders.reduce(0) { $0 + fit.prior.pseudoStudents(of: $1) }
    let missing = Double(evidence.missingCount)
    let labelled = Double(evidence.count) - missing
    let weights = fit.mixture.components.map(\.weight)
    guard space.separatesMissing else {
      addShares(weights, at: genders.map { space.share($0) }, weight: labelled + missing + pseudo)
      return
    }
    let pseudoMissing = genders.reduce(0) { $0 + fit.prior.pseudoMissing(of: $1) }
    addShares(weights, at: genders.map { space.share($0) }, weight: labelled + pseudo)
    addShares(
      fit.mixture.components.map(\.weightAmongMissing),
      at: genders.map { space.shareAmongMissing($0) },
      weight: missing + pseudoMissing
    )
  }

  private mutating func addShares(_ shares: [Double], at indices: [Int?], weight: Double) {
    for (j, row) in indices.enumerated() {
      for (k, column) in indices.enumerated() {
        guard let row, let column else { continue }
        add(weight * ((j == k ? shares[j] : 0) - shares[j] * shares[k]), row, column)
      }
    }
  }
}

extension ParameterSpace {
  /// The derivatives of log(pi_k f_k(x)) by the parameters, pi_k being the share among the missing.
  func score(
    of gender: Int,
    at height: Double,
    curves: [Curve],
    mixture: HeightMixture
  ) -> [Double] {
    var score = [Double](repeating: 0, count: count)
    for (j, component) in mixture.components.enumerated() {
      guard let index = shareAmongMissing(j) else { continue }
      score[index] = (j == gender ? 1 : 0) - component.weightAmongMissing
    }
    let slope = curves[gender].slope(at: height)
    score[mean(gender)] = slope.mean
    score[logDeviation(gender)] = slope.scale
    return score
  }
}
