/// Whether the students whose gender is missing have the shares of those who have it recorded.
package enum Missingness: String, Sendable, CaseIterable {
  /// One share for everybody: it does not depend on the gender whether it was forgotten.
  case same

  /// Shares of their own for the students whose gender is missing; the densities are common.
  ///
  /// Boys may forget to tick the box more often than girls. Under ``same``, heights would then be
  /// read with the wrong odds: the shares of those who did not forget.
  case different

  /// How many free shares a fit estimates: for each set of shares one fewer than genders.
  package func shareCount(genders: Int) -> Int {
    switch self {
    case .same: genders - 1
    case .different: 2 * (genders - 1)
    }
  }
}
