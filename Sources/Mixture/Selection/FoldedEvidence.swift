/// Students of one stratum who share height and recorded gender, with how many of them each fold
/// of each repeat holds back.
package struct FoldedCell: Hashable, Sendable {
  /// The index of the stratum.
  package let stratum: Int

  /// The height in centimetres.
  package let height: Double

  /// The index of the recorded or decided gender; nil where it is not known.
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

  /// No cells: the evidence of a school whose heights are not used.
  package init(withoutHeightsOf genderCount: Int, assignment: FoldAssignment) {
    cells = []
    stratumCount = 1
    self.genderCount = genderCount
    resolution = 0.1
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

/// Who is held back when, in cross-validation.
///
/// The students are divided into folds, several times over, and each fold is held back once.
/// Students of one cell are exchangeable, so what is divided are the counts of cells, by the values of
/// the cells alone: neither the order of the rows nor that of a database has a say.
package struct FoldAssignment: Hashable, Sendable {
  /// Into how many parts the students are divided.
  package let folds: Int

  /// How many times they are divided anew; the more, the less the division matters.
  package let repeats: Int

  /// What the divisions are drawn from.
  package let seed: UInt64

  /// For each repeat, a number that its draws are mixed with.
  private let salts: [UInt64]

  /// An assignment; five folds, five times.
  ///
  /// - Precondition: There are at least two folds and one repeat.
  package init(folds: Int = 5, repeats: Int = 5, seed: UInt64 = 1) {
    precondition(folds >= 2 && repeats >= 1, "cross-validation needs two folds and one repeat")
    self.folds = folds
    self.repeats = repeats
    self.seed = seed
    salts = (0..<repeats).map { number in
      SeededStream.mixed(seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    }
  }

  /// With so many predictions, dividing the students anew changes nothing that matters: the mean of
  /// a loss is then known to some hundredths, and the choice among candidates to far less, since
  /// all are asked the same.
  package static let enoughPredictions = 5_000

  /// With so many predictions not even every fold has to be held back.
  ///
  /// The mean of a loss is then known to a few thousandths, the difference of two candidates to a
  /// few ten-thousandths. A fold of a large school has more students than a small school in all.
  package static let plentyOfPredictions = 50_000

  /// How many of the repeats are worth their time, of so many students with a recorded gender.
  ///
  /// As many as it takes for ``enoughPredictions``: all five up to 1,000 students, a single one
  /// from 5,000 on. It never rises with the number of students.
  package func worthwhileRepeats(recorded: Int) -> Int {
    let needed = Self.enoughPredictions / max(1, recorded)
    let rest = Self.enoughPredictions % max(1, recorded)
    return min(repeats, max(1, needed + (rest > 0 ? 1 : 0)))
  }

  /// How many of the folds are worth their time, of so many students with a recorded gender.
  ///
  /// All of them up to ``plentyOfPredictions``; then as many as give that number.
  package func worthwhileFolds(recorded: Int) -> Int {
    guard recorded > Self.plentyOfPredictions else { return folds }
    let needed = Double(folds) * Double(Self.plentyOfPredictions) / Double(recorded)
    return max(1, Int(nearest: needed.rounded(.up)))
  }

  /// Below so many recorded students the seed has no say.
  package static let fewRecorded = 500

  /// Divides the counts of cells among the folds of each repeat.
  ///
  /// Few students are shuffled for each repeat, from the same order of the cells and always the same
  /// way: who asks with another seed gets the same answer. Dealing neighbours in height to different
  /// folds would make folds too alike, and with that the chance that is read from their differences
  /// too small. Of many, each cell's count is divided evenly, and who is left over goes where a stream
  /// keyed by the seed and the cell says.
  ///
  /// - Parameters:
  ///   - cells: The cells in any order.
  ///   - precedes: Whether the cell at a place comes before that at another in the order that few
  ///     students are shuffled from; it follows from what students have in common alone.
  /// - Returns: How many of each cell each fold of each repeat holds back, none of those whose gender
  ///   is not recorded; and what they were divided by.
  func dealt(
    _ cells: [DealtCell],
    by precedes: (Int, Int) -> Bool
  ) -> (heldBack: HeldBackCounts, assignment: FoldAssignment) {
    let recorded = cells.reduce(0) { $0 + ($1.isRecorded ? Int($1.count) : 0) }
    let repeats = worthwhileRepeats(recorded: recorded)
    var heldBack = HeldBackCounts(cells: cells.count, width: folds * repeats)
    let inOrder =
      recorded < Self.fewRecorded
      ? cells.indices.filter { cells[$0].isRecorded }.sorted(by: precedes) : []
    for number in 0..<repeats {
      if recorded < Self.fewRecorded {
        var stream = SeededStream(seed: 1, stream: number)
        var students = inOrder.flatMap { Array(repeating: $0, count: Int(cells[$0].count)) }
        students.shuffle(by: &stream)
        for (position, index) in students.enumerated() {
          heldBack.add(1, of: index, at: number * folds + position % folds)
        }
      } else {
        for (index, cell) in cells.enumerated() where cell.isRecorded {
          let first = Int(
            SeededStream.mixed(cell.key ^ salts[number]).multipliedFullWidth(by: UInt64(folds)).high
          )
          for fold in 0..<folds {
            let place = (fold + folds - first) % folds
            let count = Int(cell.count) / folds + (place < Int(cell.count) % folds ? 1 : 0)
            if count > 0 { heldBack.add(count, of: index, at: number * folds + fold) }
          }
        }
      }
    }
    return (heldBack, repeated(repeats))
  }

  /// The same of cells without names.
  func dealt(_ cells: [CountedCell]) -> (heldBack: HeldBackCounts, assignment: FoldAssignment) {
    dealt(
      cells.map { DealtCell(key: $0.key, count: Int32($0.count), isRecorded: $0.isRecorded) },
      by: { cells[$0].precedes(cells[$1]) }
    )
  }

  /// The same folds with fewer repeats: the first ones.
  func repeated(_ number: Int) -> FoldAssignment {
    FoldAssignment(folds: folds, repeats: number, seed: seed)
  }
}
