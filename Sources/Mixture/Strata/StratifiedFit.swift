import Glibc

/// The fits of all strata of a school.
package struct StratifiedFit: Hashable, Sendable {
  /// The strata that have students with a height, in order.
  package let strata: [StratumFit]

  /// The fit that strata without a reference were drawn towards.
  ///
  /// It is of all students about the level of their stratum; nil where nothing was pooled.
  package let pooled: Fit?

  /// For each index of a stratum, where it stands in ``strata``.
  private let places: [Int?]

  /// Fits all strata with the same settings.
  ///
  /// One stratum without a reference is fitted by itself. Several are each drawn towards their
  /// reference or, where there is none, towards the school; see ``PooledPrior``. Strata have few
  /// students and degrees of freedom need many: those of t densities are the school's.
  ///
  /// - Throws: ``FitRefusal`` where neither the labelled students nor references define every
  ///   gender.
  init(
    _ evidence: StratifiedEvidence,
    learningFromAll: Bool,
    names: [String?],
    references: [MixturePrior?],
    settings: FitSettings
  ) throws(FitRefusal) {
    let strata = evidence.strata
    guard strata.contains(where: { $0 != nil }) else { throw .noHeights }
    var pool: PooledPrior?
    do throws(FitRefusal) {
      pool = try PooledPrior(evidence, learningFromAll: learningFromAll, settings: settings)
    } catch {
      // References for all can do without the school.
      if zip(strata, references).contains(where: { $0 != nil && $1 == nil }) { throw error }
    }
    var own = settings
    if let pool { own.degreesOfFreedom = pool.fit.mixture.density.degreesOfFreedom }
    let shared: StratumBackground =
      pool == nil ? .none : evidence.areAlike ? .likeStrata : .unlikeStrata
    let priors = ReferenceLevel.raised(
      references,
      for: evidence.strata(learningFromAll: learningFromAll)
    )
    var fits: [StratumFit] = []
    var places: [Int?] = []
    for (stratum, evidence) in evidence.strata(learningFromAll: learningFromAll)
      .enumerated()
    {
      guard let evidence else {
        places.append(nil)
        continue
      }
      let prior = priors[stratum] ?? pool?.prior(of: stratum) ?? .none
      let fit = try HeightMixture.fit(evidence, settings: own, prior: prior)
      places.append(fits.count)
      fits.append(
        StratumFit(
          name: names[stratum],
          evidence: evidence,
          missing: strata[stratum]?.cells.filter { $0.label == nil },
          reference: references[stratum],
          background: references[stratum] == nil ? shared : .reference,
          fit: fit
        )
      )
    }
    self.strata = fits
    self.places = places
    pooled = pool?.fit
  }

  /// A stratum by its index; nil where it has no students with a height.
  package func stratum(at index: Int) -> StratumFit? {
    guard places.indices.contains(index) else { return nil }
    return places[index].map { strata[$0] }
  }

  /// The mixture of a stratum by its index; nil where it has no students with a height.
  package func mixture(of stratum: Int) -> HeightMixture? { self.stratum(at: stratum)?.fit.mixture }

  /// The degrees of freedom of the densities, which all strata share where they are pooled.
  package var degreesOfFreedom: Double {
    (pooled ?? strata[0].fit).mixture.density.degreesOfFreedom
  }

  /// The log-likelihood of all students.
  package var logLikelihood: Double {
    strata.reduce(0) { $0 + $1.fit.logLikelihood }
  }

  /// The only stratum, of a school that is one and has no reference.
  ///
  /// It alone has a BIC: strata that are drawn together, or to a reference, share what they estimate,
  /// so that their parameters cannot be counted.
  package var whole: Fit? {
    strata.count == 1 && strata[0].background == .none ? strata[0].fit : nil
  }

  /// The most steps that a stratum took.
  package var iterations: Int { strata.map(\.fit.iterations).max() ?? 0 }

  /// How the fits ended: the first that did not converge, or else the one with the most steps.
  package var outcome: FitOutcome {
    strata.map(\.fit.outcome).first { !$0.isConverged } ?? .converged(iterations: iterations)
  }
}

/// What a stratum with few recorded students can go by.
package enum StratumBackground: Sendable {
  /// Nothing: there is one stratum.
  case none
  /// The other strata, which are alike in height, as parallel classes are.
  case likeStrata
  /// The other strata, which differ in height, as ages do: then the distance of the genders may
  /// differ as well, and what holds for the older ones says little about the younger.
  case unlikeStrata
  /// What is known from elsewhere, such as a growth reference.
  case reference
}

/// The fit of one stratum with what it was fitted to.
package struct StratumFit: Hashable, Sendable {
  /// The class, grade or age; nil for the whole school.
  package let name: String?

  /// The students that were learnt from.
  package let evidence: Evidence

  /// The cells of the students whose gender is missing, learnt from or not.
  package let missing: [Cell]

  /// The fit.
  package let fit: Fit

  /// What was known of the stratum from elsewhere, such as from a growth reference; nil where it
  /// goes by the school alone.
  package let reference: MixturePrior?

  /// What it can go by where few are recorded.
  package let background: StratumBackground

  /// A fit and its evidence; without saying otherwise, the missing are those of the evidence.
  package init(
    name: String?,
    evidence: Evidence,
    missing: [Cell]? = nil,
    reference: MixturePrior? = nil,
    background: StratumBackground? = nil,
    fit: Fit
  ) {
    self.name = name
    self.evidence = evidence
    self.missing = missing ?? evidence.cells.filter { $0.label == nil }
    self.reference = reference
    self.background =
      background ?? (reference != nil || fit.prior.definesComponents ? .reference : .none)
    self.fit = fit
  }

  /// Those of them for whom nobody has accepted a proposal yet.
  package var open: [Cell] { missing.filter { !$0.isDecided } }

  /// The heights of everybody in the stratum, in ascending order.
  var heights: [Double] { (evidence.cells + missing).map(\.height).sorted() }
}
