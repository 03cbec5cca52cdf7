/// The students of all strata, prepared for fits of any kind.
///
/// Which students are learnt from differs from candidate to candidate, the levels of the strata and
/// the pooled school do not; see ``PooledPrior``.
struct StratifiedEvidence: Sendable {
  /// The students of each stratum by its index; nil for a stratum without heights.
  let strata: [Evidence?]

  /// Those of them whose gender is recorded.
  let recorded: [Evidence?]

  /// How tall the strata are, each less the school, and how unlike.
  let levels: StrataLevels

  /// Whether the strata may well have one level: whether the scores of their levels do not contradict
  /// it.
  var haveOneLevel: Bool {
    strata.count < 2 || StrataLevels.probabilityOfOneLevel(strata) >= Self.level
  }

  /// Whether the strata are as alike in height as parallel classes are, so that what is known of one
  /// says something about another.
  var areAlike: Bool { levels.spread <= Self.largestSpread }

  /// In the growth table the levels of grades 10 and 12 are 2.6 cm apart, and their genders' difference
  /// 2 cm; farther apart the difference may be anything.
  private static let largestSpread = 2.5

  /// All students about the level of their stratum; nil where there is one stratum.
  let pooled: Evidence?

  /// Those of them whose gender is recorded.
  let pooledRecorded: Evidence?

  /// The probability of calling strata different that are alike.
  private static let level = 0.001

  init(_ strata: [Evidence?]) {
    self.strata = strata
    recorded = strata.map { $0?.labelled }
    let isDivided = strata.count > 1
    levels = StrataLevels(isDivided ? strata : [])
    pooled = isDivided ? Self.pooled(strata, about: levels.levels) : nil
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
}
