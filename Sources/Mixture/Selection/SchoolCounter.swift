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

    fileprivate var kind: Int {
      switch self {
      case .missing: 0
      case .accepted: 1
      case .recorded(let gender): 2 * gender + 2
      case .decided(let gender): 2 * gender + 3
      }
    }

    fileprivate init(kind: Int) {
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
  private var divisions: [Counts]
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
      repeating: Counts(slots: assignment.folds * assignment.repeats),
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
          at: Counts.Place(
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

/// The distinct heights, numbered in the order in which they were met.
private struct HeightNumbers {
  private(set) var values: [Double] = []
  private var numbers: [UInt64: Int] = [:]
  /// The heights met last, by their millimetres: a school has some hundred.
  private var recent = [(height: Double, number: Int)](repeating: (.nan, 0), count: 4096)

  mutating func number(of height: Double) -> Int {
    // Adding zero makes -0.0 the zero that it equals.
    let height = height + 0
    let slot = (Int(exactly: (height * 10).rounded()) ?? 0) & 4095
    if recent[slot].height == height { return recent[slot].number }
    let number = numbers[height.bitPattern, default: values.count]
    if number == values.count {
      values.append(height)
      numbers[height.bitPattern] = number
    }
    recent[slot] = (height, number)
    return number
  }
}

/// The cells of one division.
private struct Counts {
  struct Place {
    let height: Int
    let kind: Int
    let stratum: Int
  }

  /// The places of the cells, packed: height, stratum, kind.
  private var places: [UInt64] = []
  private var counts: [Int] = []
  /// How many students each fold of each repeat holds back, cell by cell.
  private var heldBack: [Int32] = []
  private let slots: Int
  /// Cell numbers plus one by a hash of their place, with open addressing; zero is a free slot.
  private var table = [Int32](repeating: 0, count: 1024)

  init(slots: Int) {
    self.slots = slots
  }

  var cells: [(place: Place, count: Int, heldBack: [Int])] {
    places.indices.map { cell in
      (
        Place(
          height: Int(places[cell] >> 40),
          kind: Int(places[cell] & 0xFFFF),
          stratum: Int(places[cell] >> 16 & 0xFF_FFFF)
        ),
        counts[cell], heldBack[cell * slots..<(cell + 1) * slots].map { Int($0) }
      )
    }
  }

  mutating func count(_ height: Int, _ kind: Int, _ stratum: Int, folds: [Int]?) {
    let cell = cell(at: packed(Place(height: height, kind: kind, stratum: stratum)))
    counts[cell] += 1
    guard let folds else { return }
    for slot in folds { heldBack[cell * slots + slot] += 1 }
  }

  mutating func add(_ cell: (place: Place, count: Int, heldBack: [Int]), at place: Place) {
    let number = self.cell(at: packed(place))
    counts[number] += cell.count
    for (slot, heldBack) in cell.heldBack.enumerated() {
      self.heldBack[number * slots + slot] += Int32(heldBack)
    }
  }

  private func packed(_ place: Place) -> UInt64 {
    precondition(
      place.height < 1 << 24 && place.kind < 1 << 16 && place.stratum < 1 << 24,
      "numbers of heights, genders and strata stay small"
    )
    return UInt64(place.height) << 40 | UInt64(place.stratum) << 16 | UInt64(place.kind)
  }

  private mutating func cell(at place: UInt64) -> Int {
    var slot = Self.slot(of: place, in: table.count)
    while table[slot] > 0 {
      let cell = Int(table[slot]) - 1
      if places[cell] == place { return cell }
      slot = (slot + 1) & (table.count - 1)
    }
    places.append(place)
    counts.append(0)
    heldBack.append(contentsOf: repeatElement(0, count: slots))
    table[slot] = Int32(places.count)
    if places.count * 2 > table.count { grow() }
    return places.count - 1
  }

  /// Doubles the table, so that half of it stays free and searches short.
  private mutating func grow() {
    table = [Int32](repeating: 0, count: table.count * 2)
    for (cell, place) in places.enumerated() {
      var slot = Self.slot(of: place, in: table.count)
      while table[slot] > 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = Int32(cell + 1)
    }
  }

  private static func slot(of place: UInt64, in size: Int) -> Int {
    Int(truncatingIfNeeded: SeededStream.mixed(place)) & (size - 1)
  }
}
