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

  /// A fit and its evidence; without saying otherwise, the missing are those of the evidence.
  package init(
    name: String?,
    evidence: Evidence,
    missing: [Cell]? = nil,
    reference: MixturePrior? = nil,
    fit: Fit
  ) {
    self.name = name
    self.evidence = evidence
    self.missing = missing ?? evidence.cells.filter { $0.label == nil }
    self.reference = reference
    self.fit = fit
  }

  /// The heights of everybody in the stratum, in ascending order.
  var heights: [Double] { (evidence.cells + missing).map(\.height).sorted() }
}
