/// Where EM starts: the maximum-likelihood estimate from the students whose gender is recorded.
///
/// Shares, means and variances of the labelled students. It is a good start and it fixes which
/// component is which gender.
struct LabelledStart {
  /// The components, each with its own variance, before structure and floor are applied.
  let components: [Component]

  /// Estimates the components.
  ///
  /// - Throws: ``FitRefusal`` where the labelled students do not define every component.
  init(_ evidence: Evidence) throws(FitRefusal) {
    let labelled = evidence.labelledCounts
    let total = labelled.reduce(0, +)
    guard total > 0 else { throw .noLabels }
    guard evidence.cells.first?.height != evidence.cells.last?.height else {
      throw .allHeightsEqual
    }
    if evidence.genderCount > 1, let only = labelled.firstIndex(of: total) {
      throw .oneLabelOnly(gender: only)
    }
    var components: [Component] = []
    for gender in 0..<evidence.genderCount {
      // Cells with one label are sorted and distinct, so two cells are two heights.
      let cells = evidence.cells.filter { $0.label == gender }
      guard cells.count >= 2 else { throw .tooFewDistinctHeights(gender: gender) }
      let share = Double(labelled[gender]) / Double(total)
      components.append(Self.component(of: cells, weight: share))
    }
    self.components = components
  }

  /// Mean and variance of some cells, in two passes: first the mean, then squares about it.
  ///
  /// Both are centred first: the mean about the shortest height, the squares about the mean. What
  /// the rounding of the mean leaves in the deviations is taken out again (Chan, Golub and LeVeque
  /// 1983, the corrected two-pass algorithm).
  private static func component(of cells: [Cell], weight: Double) -> Component {
    let count = cells.reduce(0.0) { $0 + Double($1.count) }
    let origin = cells[0].height
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
    let variance = squares.value / count - shift * shift
    return Component(weight: weight, mean: mean, variance: variance)
  }
}
