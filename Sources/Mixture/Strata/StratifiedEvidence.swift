/// The students of all strata, prepared for fits of any kind.
///
/// Which students are learnt from differs from candidate to candidate, the levels of the strata and
/// the pooled school do not; see ``PooledPrior``.
struct StratifiedEvidence: Sendable {
  /// The students of each stratum by its index; nil for a stratum without heights.
  let strata: [Evidence?]

  /// Those of them whose gender is recorded.
  let recorded: [Evidence?]

  /// For each stratum, its level less that of the school, in centimetres.
  let levels: [Double]

  /// Whether the strata may well be alike in height: whether the F test of a one-way analysis of
  /// variance does not contradict it.
  let haveOneLevel: Bool

  /// All students about the level of their stratum; nil where there is one stratum.
  let pooled: Evidence?

  /// Those of them whose gender is recorded.
  let pooledRecorded: Evidence?

  /// The probability of calling strata different that are alike.
  private static let level = 0.001

  init(_ strata: [Evidence?]) {
    self.strata = strata
    recorded = strata.map { $0?.labelled }
    let (levels, probability) =
      strata.count > 1 ? Self.levels(of: strata) : (strata.map { _ in 0 }, 1)
    self.levels = levels
    haveOneLevel = probability >= Self.level
    pooled = strata.count > 1 ? Self.pooled(strata, about: levels) : nil
    pooledRecorded = pooled?.labelled
  }

  /// The students of each stratum that are learnt from.
  func strata(learningFromAll: Bool) -> [Evidence?] {
    learningFromAll ? strata : recorded
  }

  /// The students of all strata that are learnt from, about the level of their stratum.
  func pooled(learningFromAll: Bool) -> Evidence? {
    learningFromAll ? pooled : pooledRecorded
  }

  /// The students of all strata, each height less the level of its stratum.
  ///
  /// The differences are put back on the grid of the resolution, so that pooling merges cells
  /// rather than multiplies them.
  private static func pooled(_ strata: [Evidence?], about levels: [Double]) -> Evidence? {
    let present = strata.compactMap { $0 }
    guard let first = present.first else { return nil }
    var cells: [Cell] = []
    cells.reserveCapacity(present.reduce(0) { $0 + $1.cells.count })
    for (stratum, level) in zip(strata, levels) {
      guard let stratum else { continue }
      for cell in stratum.cells {
        let height = ((cell.height - level) / first.resolution).rounded() * first.resolution
        cells.append(
          Cell(height: height, label: cell.label, isDecided: cell.isDecided, count: cell.count)
        )
      }
    }
    return Evidence(
      sound: Evidence.merged(cells),
      genderCount: first.genderCount,
      resolution: first.resolution
    )
  }

  /// The levels: mean of the stratum less mean of the school, times tau2 / (tau2 + sigma2 / n).
  ///
  /// The level is the stratum's mean, drawn towards the school's as far as the strata differ by no
  /// more than chance: the estimate of a random effect, with the variances of a one-way analysis
  /// of variance (Searle, Casella and McCulloch 1992, section 3.6). Parallel classes then share one
  /// level, and ages each have their own. It needs no gender: levels of the recorded students alone
  /// would be levels of girls where a stratum has girls recorded, and of boys elsewhere.
  private static func levels(
    of strata: [Evidence?]
  ) -> (levels: [Double], probabilityOfOne: Double) {
    let moments = strata.map { $0.map(Moments.init) ?? Moments() }
    let present = Double(moments.count { $0.count > 0 })
    let count = moments.reduce(0) { $0 + $1.count }
    guard present > 1, count > present else { return (moments.map { _ in 0 }, 1) }
    let mean = moments.reduce(0) { $0 + $1.count / count * $1.mean }
    let within = moments.reduce(0) { $0 + $1.squares } / (count - present)
    let between = moments.reduce(0) { sum, stratum in
      sum + stratum.count * (stratum.mean - mean) * (stratum.mean - mean)
    }
    let size = (count - moments.reduce(0) { $0 + $1.count * $1.count } / count) / (present - 1)
    let variance = max(0, (between / (present - 1) - within) / size)
    let levels = moments.map { stratum in
      guard stratum.count > 0, variance > 0 else { return 0.0 }
      return (stratum.mean - mean) * variance / (variance + within / stratum.count)
    }
    // F's distribution by the incomplete beta function: Abramowitz and Stegun (1964), 26.6.2.
    let (above, below) = (within * (count - present), between)
    let part = above + below > 0 ? above / (above + below) : 1
    return (levels, incompleteBeta(part, (count - present) / 2, (present - 1) / 2))
  }

  /// Number, mean and sum of squares about it of all heights of a stratum.
  private struct Moments {
    var count = 0.0
    var mean = 0.0
    var squares = 0.0

    init() {}

    init(_ evidence: Evidence) {
      for cell in evidence.cells {
        // Welford (1962): nothing is subtracted that is large.
        let weight = Double(cell.count)
        count += weight
        let deviation = cell.height - mean
        mean += weight / count * deviation
        squares += weight * deviation * (cell.height - mean)
      }
    }
  }
}
