/// Counts the students of a school into cells, for several divisions in one scan.
///
/// Genders and strata are the numbers that the caller gives them while it reads; which genders are
/// modelled can be decided when all are counted.
///
/// - Complexity: for each student two look-ups in tables.
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
  private let divisions: Int
  private var heights = HeightNumbers()
  private var counts = CellCounts()
  /// The strata that a student has in all divisions, numbered in the order in which they are met.
  private var joint: [[Int]] = []
  private var numbers: [[Int]: Int] = [:]
  /// The strata of the student counted last; lists are mostly sorted.
  private var last: (strata: [Int], number: Int)?

  /// A counter that has counted nobody.
  ///
  /// - Parameters:
  ///   - assignment: How the cells are divided into folds.
  ///   - divisions: In how many ways the school is divided.
  package init(_ assignment: FoldAssignment, divisions: Int) {
    self.assignment = assignment
    self.divisions = divisions
  }

  /// Counts a student.
  ///
  /// - Parameters:
  ///   - height: The height in centimetres.
  ///   - label: What is known of the gender.
  ///   - strata: For each division the caller's number of the student's stratum.
  package mutating func count(height: Double, _ label: Label, strata: [Int]) {
    let place = CellCounts.Place(
      height: heights.number(of: height),
      kind: label.kind,
      stratum: number(of: strata)
    )
    counts.count(1, at: place)
  }

  private mutating func number(of strata: [Int]) -> Int {
    if let last, last.strata == strata { return last.number }
    let number = numbers[strata, default: joint.count]
    if number == joint.count {
      joint.append(strata)
      numbers[strata] = number
    }
    last = (strata, number)
    return number
  }

  /// Adds what another counter has counted, of other students.
  ///
  /// - Parameters:
  ///   - other: The other counter.
  ///   - genders: For each gender's number there, its number here.
  ///   - strata: For each division, for each stratum's number there, its number here.
  /// - Precondition: Both have the same assignment and divisions.
  package mutating func add(_ other: SchoolCounter, genders: [Int], strata: [[Int]]) {
    precondition(assignment == other.assignment, "counts of one assignment to folds add up")
    let heights = other.heights.values.map { self.heights.number(of: $0) }
    let joint = other.joint.map { own in
      number(of: own.indices.map { strata[$0][own[$0]] })
    }
    for counted in other.counts.cells {
      let label: Label =
        switch Label(kind: counted.place.kind) {
        case .missing: .missing
        case .accepted: .accepted
        case .recorded(let gender): .recorded(genders[gender])
        case .decided(let gender): .decided(genders[gender])
        }
      let place = CellCounts.Place(
        height: heights[counted.place.height],
        kind: label.kind,
        stratum: joint[counted.place.stratum]
      )
      counts.count(counted.count, at: place)
    }
  }

  /// What was counted for all divisions.
  ///
  /// - Parameters:
  ///   - strata: For each division the strata in the order that they are to have, by the caller's
  ///     numbers.
  ///   - genders: The genders in the order that they are to have, by the caller's numbers.
  ///     Students with another gender take no part.
  ///   - resolution: The step to which heights were recorded, in centimetres.
  /// - Returns: The evidence of each division; all hold back the same students.
  /// - Throws: ``FitRefusal`` naming the first value that cannot be modelled.
  package func evidence(
    strata: [[Int]],
    genders: [Int],
    resolution: Double = 0.1
  ) throws(FitRefusal) -> [FoldedEvidence] {
    let places = strata.map { order in
      var places = [Int](repeating: 0, count: (order.max() ?? 0) + 1)
      for (place, stratum) in order.enumerated() { places[stratum] = place }
      return places
    }
    let ordered = joint.map { own in
      own.indices.map { places[$0].indices.contains(own[$0]) ? places[$0][own[$0]] : 0 }
    }
    let counted = counts.cells.compactMap { counted -> CountedCell? in
      let (gender, isDecided): (Int?, Bool) =
        switch Label(kind: counted.place.kind) {
        case .missing: (nil, false)
        case .accepted: (nil, true)
        case .recorded(let gender): (gender, false)
        case .decided(let gender): (gender, true)
        }
      let label = gender.flatMap { genders.firstIndex(of: $0) }
      guard gender == nil || label != nil else { return nil }
      return CountedCell(
        strata: ordered[counted.place.stratum],
        height: heights.values[counted.place.height],
        label: label,
        isDecided: isDecided,
        count: counted.count
      )
    }
    let (dealt, heldBack, assignment) = assignment.dealt(counted)
    var all: [FoldedEvidence] = []
    for division in 0..<divisions {
      all.append(
        try FoldedEvidence(
          cells: Self.merged(zip(dealt, heldBack), by: division),
          stratumCount: max(1, strata[division].count),
          // Where no gender is known, the students without one are evidence all the same.
          genderCount: max(1, genders.count),
          resolution: resolution,
          assignment: assignment
        )
      )
    }
    return all
  }

  /// The cells of one division: those of the whole that have its stratum, height and gender.
  private static func merged(
    _ cells: Zip2Sequence<[CountedCell], [[Int]]>,
    by division: Int
  ) -> [FoldedCell] {
    struct Place: Hashable {
      let stratum: Int
      let height: Double
      let label: Int?
      let isDecided: Bool
    }
    var numbers: [Place: Int] = [:]
    var found: [(place: Place, count: Int, heldBack: [Int])] = []
    for (cell, heldBack) in cells {
      let place = Place(
        stratum: cell.strata[division],
        height: cell.height,
        label: cell.label,
        isDecided: cell.isDecided
      )
      if let number = numbers[place] {
        found[number].count += cell.count
        for fold in heldBack.indices { found[number].heldBack[fold] += heldBack[fold] }
      } else {
        numbers[place] = found.count
        found.append((place, cell.count, heldBack))
      }
    }
    return found.map {
      FoldedCell(
        stratum: $0.place.stratum,
        height: $0.place.height,
        label: $0.place.label,
        isDecided: $0.place.isDecided,
        count: $0.count,
        heldBack: $0.heldBack
      )
    }
  }
}
