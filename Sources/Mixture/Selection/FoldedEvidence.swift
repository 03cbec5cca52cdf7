/// Students of one stratum who share height and recorded gender, with how many of them each fold
/// of each repeat holds back.
package struct FoldedCell: Hashable, Sendable {
  /// The index of the stratum.
  package let stratum: Int

  /// The height in centimetres.
  package let height: Double

  /// The index of the recorded or decided gender; nil where nobody knows it.
  package let label: Int?

  /// Whether the gender was missing until a person decided it; see ``Cell/isDecided``.
  package let isDecided: Bool

  /// How many students the cell stands for.
  package let count: Int

  /// How many of them each fold holds back, repeat by repeat; empty where none is.
  ///
  /// Only recorded genders can be: a missing one is not known, and a decided one is no test, for
  /// whoever decided it had mostly seen what the model said.
  package let heldBack: [Int]

  /// A cell; ``FoldedEvidence`` checks the values when it takes the cell in.
  package init(
    stratum: Int,
    height: Double,
    label: Int?,
    isDecided: Bool = false,
    count: Int,
    heldBack: [Int] = []
  ) {
    self.stratum = stratum
    self.height = height
    self.label = label
    self.isDecided = isDecided
    self.count = count
    self.heldBack = heldBack
  }
}

/// The evidence of all strata, prepared for cross-validation.
///
/// However many students there are, it is filled in one scan (see ``SchoolCounter``), and each of
/// the refits of cross-validation costs as much as there are cells.
package struct FoldedEvidence: Hashable, Sendable {
  /// The cells, sorted by stratum, height and label (missing last), recorded before decided.
  package let cells: [FoldedCell]

  /// How many strata there are; they are the indices below it.
  package let stratumCount: Int

  /// How many genders are modelled; labels are indices below it.
  package let genderCount: Int

  /// The step to which heights were recorded, in centimetres.
  package let resolution: Double

  /// Who is held back when.
  package let assignment: FoldAssignment

  /// Sorts and checks cells.
  ///
  /// - Parameters:
  ///   - cells: The cells in any order, no two with the same stratum, height, label and basis.
  ///   - stratumCount: The number of strata, at least one.
  ///   - genderCount: The number of genders to model.
  ///   - resolution: The step to which heights were recorded, in centimetres.
  ///   - assignment: What the cells' counts of held-back students were counted by.
  /// - Throws: ``FitRefusal`` naming the first value that cannot be modelled.
  /// - Precondition: Every stratum is an index below their number; a cell with a recorded label has
  ///   as many counts as there are folds in all repeats, which add up to its count in each repeat.
  package init(
    cells: [FoldedCell],
    stratumCount: Int,
    genderCount: Int,
    resolution: Double = 0.1,
    assignment: FoldAssignment
  ) throws(FitRefusal) {
    for cell in cells {
      precondition((0..<stratumCount).contains(cell.stratum), "a stratum is an index")
      precondition(
        cell.label == nil || cell.isDecided
          || cell.heldBack.count == assignment.folds * assignment.repeats,
        "a labelled cell has a count for each fold of each repeat"
      )
    }
    // The checks on heights, labels and counts are those of evidence.
    _ = try Evidence(
      cells: cells.map {
        Cell(height: $0.height, label: $0.label, isDecided: $0.isDecided, count: $0.count)
      },
      genderCount: genderCount,
      resolution: resolution
    )
    self.cells = cells.filter { $0.count > 0 }.sorted {
      ($0.stratum, $0.height, $0.label ?? .max, $0.isDecided ? 1 : 0)
        < ($1.stratum, $1.height, $1.label ?? .max, $1.isDecided ? 1 : 0)
    }
    self.stratumCount = stratumCount
    self.genderCount = genderCount
    self.resolution = resolution
    self.assignment = assignment
  }

  /// The evidence of each stratum with nobody held back; nil for a stratum without heights.
  package var strata: [Evidence?] {
    evidence { $0.count }
  }

  /// The evidence of each stratum while a fold is held back.
  ///
  /// Those who are held back take no part at all. Hiding their labels alone would make them
  /// students with a missing gender, which they are not: their shares are those of the recorded.
  package func strata(without fold: Int, repeat number: Int) -> [Evidence?] {
    evidence { cell in cell.count - heldBack(of: cell, in: fold, repeat: number) }
  }

  /// How many students have a recorded gender.
  package var recordedCount: Int {
    cells.reduce(0) { $0 + ($1.label == nil || $1.isDecided ? 0 : $1.count) }
  }

  /// How many students of a cell a fold holds back.
  func heldBack(of cell: FoldedCell, in fold: Int, repeat number: Int) -> Int {
    cell.heldBack.isEmpty ? 0 : cell.heldBack[number * assignment.folds + fold]
  }

  private func evidence(counting count: (FoldedCell) -> Int) -> [Evidence?] {
    var strata = [[Cell]](repeating: [], count: stratumCount)
    for cell in cells {
      let left = count(cell)
      guard left > 0 else { continue }
      strata[cell.stratum].append(
        Cell(height: cell.height, label: cell.label, isDecided: cell.isDecided, count: left)
      )
    }
    return strata.map {
      $0.isEmpty ? nil : Evidence(sound: $0, genderCount: genderCount, resolution: resolution)
    }
  }
}
