/// Counts students into cells and folds, one after the other.
///
/// Genders and strata are the numbers that the caller gives them while it reads. Which genders are
/// modelled can be decided when all are counted.
///
/// - Complexity: a look-up in a table and one addition a repeat for each student.
package struct FoldedCounter: Sendable {
  private struct Place: Hashable {
    let height: UInt64
    let stratum: Int32
    let gender: Int32
  }

  private let assignment: FoldAssignment
  private var places: [Place: Int] = [:]
  private var counts: [Int] = []
  /// The held-back students of all cells, cell by cell.
  private var heldBack: [Int] = []
  private var stratumCount = 0
  /// How many students with a recorded gender have been counted.
  private var recorded = 0
  /// How many repeats are still worth counting.
  ///
  /// It only falls: ``FoldAssignment/worthwhileRepeats(recorded:)``.
  private var repeats: Int
  private var slots: Int { assignment.folds * assignment.repeats }

  /// A counter that has counted nobody.
  package init(_ assignment: FoldAssignment) {
    self.assignment = assignment
    repeats = assignment.repeats
  }

  /// Counts a student.
  ///
  /// - Parameters:
  ///   - height: The height in centimetres.
  ///   - gender: The caller's number for the recorded gender; nil where it is missing.
  ///   - stratum: The caller's number for the stratum, counted from zero.
  ///   - student: What identifies the student.
  package mutating func count(
    height: Double,
    gender: Int?,
    stratum: Int,
    student: StudentKey
  ) {
    let place = Place(
      // Adding zero makes -0.0 the zero that it equals.
      height: (height + 0).bitPattern,
      stratum: Int32(stratum),
      gender: gender.map { Int32($0) } ?? -1
    )
    let cell = places[place, default: counts.count]
    if cell == counts.count {
      places[place] = cell
      counts.append(0)
      heldBack.append(contentsOf: repeatElement(0, count: slots))
      stratumCount = max(stratumCount, stratum + 1)
    }
    counts[cell] += 1
    guard gender != nil else { return }
    recorded += 1
    if repeats > 1 { repeats = assignment.worthwhileRepeats(recorded: recorded) }
    for number in 0..<repeats {
      let fold = assignment.fold(of: student, repeat: number)
      heldBack[cell * slots + number * assignment.folds + fold] += 1
    }
  }

  /// What was counted, for the genders to be modelled.
  ///
  /// - Parameters:
  ///   - genders: The caller's numbers of the genders to model, in the order of the model.
  ///     Students of another recorded gender take no part.
  ///   - resolution: The step to which heights were recorded, in centimetres.
  /// - Returns: The evidence; of many students, with the first repeats only.
  /// - Throws: ``FitRefusal`` naming the first value that cannot be modelled.
  package func evidence(
    modelling genders: [Int],
    resolution: Double = 0.1
  ) throws(FitRefusal) -> FoldedEvidence {
    let kept = repeats * assignment.folds
    let cells = places.compactMap { place, cell -> FoldedCell? in
      let label = genders.firstIndex(of: Int(place.gender))
      guard place.gender < 0 || label != nil else { return nil }
      return FoldedCell(
        stratum: Int(place.stratum),
        height: Double(bitPattern: place.height),
        label: label,
        count: counts[cell],
        heldBack: label == nil ? [] : Array(heldBack[cell * slots..<cell * slots + kept])
      )
    }
    return try FoldedEvidence(
      cells: cells,
      stratumCount: max(1, stratumCount),
      genderCount: genders.count,
      resolution: resolution,
      assignment: assignment.repeated(repeats)
    )
  }
}
