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
