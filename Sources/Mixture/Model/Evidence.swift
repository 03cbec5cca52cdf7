/// All that one stratum has to say: its cells in order, and the number of genders to model.
///
/// Equal cells are merged and the cells are sorted, so neither the order of the students nor the
/// way they were counted into cells can change a single bit of a fit.
package struct Evidence: Hashable, Sendable {
  /// The largest magnitude of a height that is taken, in centimetres: ten kilometres.
  ///
  /// No student comes near it; text such as `1e308` does. Below it the square of a deviation,
  /// times any number of students, stays far from overflow, and neighbouring doubles are still
  /// 1e-10 cm apart, so that no sum over heights can lose what the heights were recorded to.
  package static let largestHeight = 1e6

  /// The resolutions that are taken, in centimetres.
  ///
  /// The lower end keeps the variance floor (see ``VarianceFloor``) a normal number whose
  /// reciprocal is finite; real tapes resolve 0.1 cm.
  package static let resolutions = 1e-6...1e3

  /// The cells, sorted by height, then label (missing last), then recorded before decided; no two
  /// share all three.
  package let cells: [Cell]

  /// How many genders are modelled; labels are indices below it.
  package let genderCount: Int

  /// The step to which heights were recorded, in centimetres.
  package let resolution: Double

  /// How many students the cells stand for.
  package let count: Int

  /// For each gender, how many students have it recorded or decided.
  package let labelledCounts: [Int]

  /// For each gender, how many students have it recorded.
  package let recordedCounts: [Int]

  /// Merges, sorts and checks cells.
  ///
  /// A cell with a count of zero is dropped; `-0.0` is taken as `0.0`.
  ///
  /// - Parameters:
  ///   - cells: The cells of one stratum in any order.
  ///   - genderCount: The number of genders to model, at least one.
  ///   - resolution: The step to which heights were recorded, in centimetres.
  /// - Throws: ``FitRefusal`` naming the first value that cannot be modelled, or
  ///   ``FitRefusal/noHeights`` where nothing is left.
  /// - Complexity: O(*n* log *n*) for *n* cells.
  package init(
    cells: [Cell],
    genderCount: Int,
    resolution: Double = 0.1
  ) throws(FitRefusal) {
    guard genderCount >= 1 else { throw .noGenders }
    guard Self.resolutions.contains(resolution) else { throw .resolutionOutOfRange }
    var total = 0
    for cell in cells {
      try Self.check(cell, genderCount: genderCount)
      let (sum, overflow) = total.addingReportingOverflow(cell.count)
      // Counts enter the sums as doubles, which are exact for integers up to 2^53.
      guard !overflow, sum <= 1 << 53 else { throw .tooManyStudents }
      total = sum
    }
    guard total > 0 else { throw .noHeights }

    self.cells = Self.merged(cells)
    self.genderCount = genderCount
    self.resolution = resolution
    count = total
    labelledCounts = Self.counts(of: self.cells, genderCount: genderCount)
    recordedCounts = Self.counts(
      of: self.cells.filter { !$0.isDecided },
      genderCount: genderCount
    )
  }

  /// How many students have no gender, neither recorded nor decided.
  package var unlabelledCount: Int { count - labelledCounts.reduce(0, +) }

  /// How many students had no gender recorded, those included who have one decided.
  package var missingCount: Int { count - recordedCounts.reduce(0, +) }

  /// Evidence of cells that are known to be merged, sorted and sound.
  ///
  /// There may be none, where a prior says what the students do not.
  init(sound cells: [Cell], genderCount: Int, resolution: Double) {
    self.cells = cells
    self.genderCount = genderCount
    self.resolution = resolution
    count = cells.reduce(0) { $0 + $1.count }
    labelledCounts = Self.counts(of: cells, genderCount: genderCount)
    recordedCounts = Self.counts(of: cells.filter { !$0.isDecided }, genderCount: genderCount)
  }

  /// The students whose gender is known, alone.
  var labelled: Evidence {
    Evidence(
      sound: cells.filter { $0.label != nil },
      genderCount: genderCount,
      resolution: resolution
    )
  }

  private static func check(_ cell: Cell, genderCount: Int) throws(FitRefusal) {
    guard cell.height.isFinite else { throw .notFinite }
    guard cell.height.magnitude <= largestHeight else { throw .heightOutOfRange }
    guard cell.count >= 0 else { throw .negativeCount }
    if let label = cell.label {
      guard (0..<genderCount).contains(label) else { throw .labelOutOfRange(label) }
    }
  }

  private static func counts(of cells: [Cell], genderCount: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: genderCount)
    for cell in cells {
      if let label = cell.label { counts[label] += cell.count }
    }
    return counts
  }

  /// Cells in order, those with the same height and label as one.
  static func merged(_ cells: [Cell]) -> [Cell] {
    let sorted = cells.filter { $0.count > 0 }.sorted {
      ($0.height, $0.label ?? .max, $0.isDecided ? 1 : 0)
        < ($1.height, $1.label ?? .max, $1.isDecided ? 1 : 0)
    }
    var merged: [Cell] = []
    merged.reserveCapacity(sorted.count)
    for cell in sorted {
      // Adding zero turns -0.0 into 0.0; the two are equal, yet would differ in stored bytes.
      let height = cell.height + 0
      var count = cell.count
      if let last = merged.last, last.height == height, last.label == cell.label,
        last.isDecided == cell.isDecided
      {
        count += last.count
        merged.removeLast()
      }
      merged.append(
        Cell(height: height, label: cell.label, isDecided: cell.isDecided, count: count)
      )
    }
    return merged
  }
}

/// Students of one stratum who share height and recorded gender, and how many they are.
///
/// Heights are recorded to a finite resolution, so a school of ten thousand has some hundred
/// cells. Everything that is estimated depends on the students through their cells alone.
package struct Cell: Hashable, Sendable {
  /// The height in centimetres.
  package let height: Double

  /// The index of the recorded or decided gender; `nil` where it is not known.
  package let label: Int?

  /// Whether the gender was missing until a person decided it.
  ///
  /// Such a student is known, and still one of those who had it missing: among them, and not among
  /// the recorded, does the student count where the two have shares of their own. Without a label,
  /// the decision was to accept what a model had said, and teaches nothing: the student counts as
  /// one without a gender, but has no need of a proposal.
  package let isDecided: Bool

  /// How many students the cell stands for.
  package let count: Int

  /// A cell of `count` students.
  ///
  /// ``Evidence`` checks the values when it takes the cell in.
  package init(height: Double, label: Int?, isDecided: Bool = false, count: Int = 1) {
    self.height = height
    self.label = label
    self.isDecided = isDecided
    self.count = count
  }
}
