/// The fit of one stratum with what it was fitted to.
package struct StratumFit: Hashable, Sendable {
  /// The class, grade or age; nil for the whole school.
  package let name: String?

  /// The students of the stratum.
  package let evidence: Evidence

  /// The fit.
  package let fit: Fit

  /// A fit and its evidence.
  package init(name: String?, evidence: Evidence, fit: Fit) {
    self.name = name
    self.evidence = evidence
    self.fit = fit
  }
}
