/// What divides the students into strata.
package enum Stratification: String, Sendable, CaseIterable {
  /// Nothing: the whole school is one stratum.
  case none
  /// The class or grade.
  case group
  /// The age in full years.
  case age
}

/// The school in strata, ready to be fitted.
package struct Division: Hashable, Sendable {
  /// What divides it.
  package let stratification: Stratification

  /// The names of the strata, by their index; nil for the whole school.
  ///
  /// There may be names of strata in which nobody has a height.
  package let names: [String?]

  /// The students.
  package let evidence: FoldedEvidence

  /// What is known beforehand of each stratum, by its index, such as from a growth reference; nil
  /// where nothing is.
  package let references: [MixturePrior?]

  /// A division; without references, strata are pooled.
  ///
  /// - Precondition: Every stratum has a name, and there are as many references as names if any.
  package init(
    _ stratification: Stratification,
    names: [String?],
    evidence: FoldedEvidence,
    references: [MixturePrior?] = []
  ) {
    precondition(names.count >= evidence.stratumCount, "every stratum has a name")
    precondition(
      references.isEmpty || references.count == names.count,
      "there is a reference for every name or for none"
    )
    self.stratification = stratification
    self.names = names
    self.evidence = evidence
    self.references = references.isEmpty ? names.map { _ in nil } : references
  }

  /// Fits a candidate to all students: to the recorded alone, or to everybody.
  ///
  /// - Throws: ``FitRefusal`` where neither the labelled students nor references define every
  ///   gender.
  /// - Precondition: The candidate looks at heights, and divides the students as this does.
  package func fit(
    _ candidate: Candidate,
    settings: FitSettings = FitSettings()
  ) throws(FitRefusal) -> StratifiedFit {
    try fit(
      candidate,
      to: StratifiedEvidence(evidence.strata),
      settings: candidate.settings(settings)
    )
  }

  /// Fits a candidate to other students than all of them, such as those of a fold, with settings
  /// that are already those of the candidate.
  func fit(
    _ candidate: Candidate,
    to students: StratifiedEvidence,
    settings: FitSettings
  ) throws(FitRefusal) -> StratifiedFit {
    precondition(candidate.method != .shares, "shares alone are no fit")
    precondition(candidate.stratification == stratification, "a candidate for this division")
    return try StratifiedFit(
      students,
      learningFromAll: candidate.method == .expectationMaximisation,
      names: names,
      references: references,
      settings: settings
    )
  }

  /// Whether the students with a missing gender have other shares than the recorded ones.
  ///
  /// The test of normal densities with one variance. Of several strata it is that of all students
  /// about the level of their stratum: what differs is one set of shares, and a class has too few
  /// students to tell.
  ///
  /// - Throws: ``FitRefusal`` where the labelled students do not define every gender.
  package func missingnessTest(
    settings: FitSettings = FitSettings()
  ) throws(FitRefusal) -> MissingnessTest {
    let students = StratifiedEvidence(evidence.strata)
    guard let all = students.pooled ?? students.strata.compactMap({ $0 }).first else {
      throw .noHeights
    }
    func fit(_ missingness: Missingness) throws(FitRefusal) -> Fit {
      let candidate = Candidate(
        .expectationMaximisation,
        missingness: missingness,
        by: stratification
      )
      return try HeightMixture.fit(all, settings: candidate.settings(settings))
    }
    return MissingnessTest(try fit(.same), try fit(.different))
  }
}

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
