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
package struct Division: Sendable {
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
