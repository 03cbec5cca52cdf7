/// The students of a school counted by strata, height, gender and name: what names and heights
/// together are judged by.
package struct NamedCells: Hashable, Sendable {
  /// What students of several names have in common.
  package struct Parent: Hashable, Sendable {
    /// For each division the index of the stratum.
    package let strata: [Int]
    /// In centimetres; nil where it is not known.
    package let height: Double?
    /// The index of the recorded or decided gender; nil where nobody knows it.
    package let label: Int?
    /// Whether the gender was missing until it was decided, by a person or, without a label, by
    /// accepting a suggestion unseen.
    package let isDecided: Bool

    /// Students whose gender is recorded.
    package init(strata: [Int], height: Double?, label: Int?) {
      (self.strata, self.height, self.label, isDecided) = (strata, height, label, false)
    }

    init(_ cell: CountedCell) {
      strata = cell.strata
      height = cell.height
      label = cell.label
      isDecided = cell.isDecided
    }

    /// Whether the gender is missing.
    package var isMissing: Bool { label == nil && !isDecided }
  }

  /// Students of one name with the same parent.
  package struct Cell: Hashable, Sendable {
    /// The place of the parent in ``NamedCells/parents``.
    package let parent: Int32
    /// The number of the name in ``NamedCells/book``.
    package let name: Int32
    /// How many students.
    package let count: Int32
  }

  /// What the cells have in common.
  package let parents: [Parent]

  /// The students.
  package let cells: [Cell]

  /// How many of each cell each fold of each repeat holds back.
  let heldBack: HeldBackCounts

  /// What they were divided by.
  package let assignment: FoldAssignment

  /// The names.
  package let book: NameBook
}
