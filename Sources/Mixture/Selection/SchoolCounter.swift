/// Counts the students of a school into cells and folds, for several divisions in one scan.
///
/// Genders and strata are the numbers that the caller gives them while it reads; which genders are
/// modelled can be decided when all are counted.
///
/// - Complexity: for each student a look-up in a table a division, and an addition a repeat.
package struct SchoolCounter: Sendable {
  /// What is known of a student's gender.
  package enum Label: Hashable, Sendable {
    /// The school does not know it.
    case missing
    /// The gender with the caller's number is recorded.
    case recorded(Int)
    /// It was missing until a person decided it.
    case decided(Int)
    /// It was missing until the model's own suggestion was accepted among many, looked at by nobody:
    /// that teaches a model nothing, and the student is as good as one without a gender.
    case accepted

    var kind: Int {
      switch self {
      case .missing: 0
      case .accepted: 1
      case .recorded(let gender): 2 * gender + 2
      case .decided(let gender): 2 * gender + 3
      }
    }

    init(kind: Int) {
      switch kind {
      case 0: self = .missing
      case 1: self = .accepted
      case _ where kind.isMultiple(of: 2): self = .recorded((kind - 2) / 2)
      default: self = .decided((kind - 3) / 2)
      }
    }
  }

  private let assignment: FoldAssignment
  private var heights = HeightNumbers()
  private var divisions: [CellCounts]
  private var folds: [Int]
  /// How many students have a recorded gender, and how many repeats are worth their time for so
  /// many: of a large school the later ones are not drawn.
  private var recorded = 0
  private var repeats: Int

  /// A counter that has counted nobody.
  ///
  /// - Parameters:
  ///   - assignment: Who is held back when.
  ///   - divisions: In how many ways the school is divided.
  package init(_ assignment: FoldAssignment, divisions: Int) {
    self.assignment = assignment
    self.divisions = Array(
      repeating: CellCounts(slots: assignment.folds * assignment.repeats),
      count: divisions
    )
    folds = Array(repeating: 0, count: assignment.repeats)
    repeats = assignment.repeats
  }

  /// Counts a student.
  ///
  /// - Parameters:
  ///   - height: The height in centimetres.
  ///   - label: What is known of the gender.
  ///   - strata: For each division the caller's number of the student's stratum.
  ///   - student: What identifies the student; asked for where the gender is recorded.
  package mutating func count(
    height: Double,
    _ label: Label,
    strata: [Int],
    student: StudentKey
  ) {
    let height = heights.number(of: height)
    guard case .recorded = label else {
      for division in divisions.indices {
        divisions[division].count(height, label.kind, strata[division], folds: nil)
      }
      return
    }
    recorded += 1
    if repeats > 1 {
      repeats = assignment.worthwhileRepeats(recorded: recorded)
      folds.removeLast(folds.count - repeats)
    }
    for number in folds.indices {
      folds[number] = number * assignment.folds + assignment.fold(of: student, repeat: number)
    }
    for division in divisions.indices {
      divisions[division].count(height, label.kind, strata[division], folds: folds)
    }
  }

  /// Adds what another counter has counted, of other students with the same folds.
  ///
  /// - Parameters:
  ///   - other: The other counter.
  ///   - genders: For each gender's number there, its number here.
  ///   - strata: For each division, for each stratum's number there, its number here.
  /// - Precondition: Both have the same assignment and divisions.
  package mutating func add(_ other: SchoolCounter, genders: [Int], strata: [[Int]]) {
    precondition(assignment == other.assignment, "counts of one assignment to folds add up")
    let numbers = other.heights.values.map { heights.number(of: $0) }
    for (division, counts) in other.divisions.enumerated() {
      for counted in counts.cells {
        let label: Label =
          switch Label(kind: counted.place.kind) {
          case .missing: .missing
          case .accepted: .accepted
          case .recorded(let gender): .recorded(genders[gender])
          case .decided(let gender): .decided(genders[gender])
          }
        divisions[division].add(
          counted,
          at: CellCounts.Place(
            height: numbers[counted.place.height],
            kind: label.kind,
            stratum: strata[division][counted.place.stratum]
          )
        )
      }
    }
    recorded += other.recorded
    // The later repeats were drawn for some of the students only.
    repeats = min(repeats, other.repeats, assignment.worthwhileRepeats(recorded: recorded))
    folds.removeLast(folds.count - repeats)
  }

  /// What was counted for one division.
  ///
  /// - Parameters:
  ///   - division: The index of the division.
  ///   - strata: The strata in the order that they are to have, by the caller's numbers.
  ///   - genders: The genders in the order that they are to have, by the caller's numbers.
  ///     Students with another gender take no part.
  ///   - resolution: The step to which heights were recorded, in centimetres.
  /// - Returns: The evidence; of many students, with the first repeats only.
  /// - Throws: ``FitRefusal`` naming the first value that cannot be modelled.
  package func evidence(
    of division: Int,
    strata: [Int],
    genders: [Int],
    resolution: Double = 0.1
  ) throws(FitRefusal) -> FoldedEvidence {
    var places = [Int](repeating: 0, count: (strata.max() ?? 0) + 1)
    for (place, stratum) in strata.enumerated() { places[stratum] = place }
    let cells = divisions[division].cells.compactMap { counted -> FoldedCell? in
      let (gender, isDecided): (Int?, Bool) =
        switch Label(kind: counted.place.kind) {
        case .missing: (nil, false)
        case .accepted: (nil, true)
        case .recorded(let gender): (gender, false)
        case .decided(let gender): (gender, true)
        }
      let label = gender.flatMap { genders.firstIndex(of: $0) }
      guard gender == nil || label != nil else { return nil }
      return FoldedCell(
        stratum: places[counted.place.stratum],
        height: heights.values[counted.place.height],
        label: label,
        isDecided: isDecided,
        count: counted.count,
        heldBack: gender == nil || isDecided
          ? [] : Array(counted.heldBack.prefix(repeats * assignment.folds))
      )
    }
    return try FoldedEvidence(
      cells: cells,
      stratumCount: max(1, strata.count),
      // Where no gender is known, the students without one are evidence all the same.
      genderCount: max(1, genders.count),
      resolution: resolution,
      assignment: assignment.repeated(repeats)
    )
  }
}
