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
  private var counts = KeyCounts()
  /// Of each cell, how many students have each name; empty where names are not counted.
  private var names = KeyCounts()
  private var book = NameBook()
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

  /// Counts a student, or several who are alike.
  ///
  /// - Parameters:
  ///   - students: How many they are.
  ///   - height: The height in centimetres; nil where it is not known, of a student with a name.
  ///   - label: What is known of the gender.
  ///   - strata: For each division the caller's number of the student's stratum.
  ///   - name: The name; nil where names are not counted.
  /// - Returns: The number of the name, where names are counted.
  @discardableResult
  package mutating func count(
    _ students: Int = 1,
    height: Double?,
    _ label: Label,
    strata: [Int],
    name: String? = nil
  ) -> Int? {
    let place = CountedPlace(
      height: height.map { heights.number(of: $0) } ?? HeightNumbers.unknown,
      kind: label.kind,
      stratum: number(of: strata)
    )
    let cell = counts.count(students, at: place.key)
    guard let name else { return nil }
    let number = book.number(of: name)
    names.count(students, at: UInt64(cell) << 32 | UInt64(number))
    return number
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
  /// - Returns: For each name's number there, its number here.
  /// - Precondition: Both have the same assignment and divisions.
  @discardableResult
  package mutating func add(_ other: SchoolCounter, genders: [Int], strata: [[Int]]) -> [Int] {
    precondition(assignment == other.assignment, "counts of one assignment to folds add up")
    let heights = other.heights.values.map { self.heights.number(of: $0) }
    let joint = other.joint.map { own in
      number(of: own.indices.map { strata[$0][own[$0]] })
    }
    let cells = zip(other.counts.keys, other.counts.counts).map { key, count in
      let place = CountedPlace(key: key)
      let label: Label =
        switch Label(kind: place.kind) {
        case .missing: .missing
        case .accepted: .accepted
        case .recorded(let gender): .recorded(genders[gender])
        case .decided(let gender): .decided(genders[gender])
        }
      let own = CountedPlace(
        height: place.height == HeightNumbers.unknown ? place.height : heights[place.height],
        kind: label.kind,
        stratum: joint[place.stratum]
      )
      return counts.count(count, at: own.key)
    }
    let numbers = book.add(other.book)
    for (key, count) in zip(other.names.keys, other.names.counts) {
      let (cell, name) = (cells[Int(key >> 32)], numbers[Int(key & 0xFFFF_FFFF)])
      names.count(count, at: UInt64(cell) << 32 | UInt64(name))
    }
    return numbers
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
    try counted(strata: strata, genders: genders, resolution: resolution).divisions
  }

  /// The same with the names, where they were counted; no divisions where names are all there is, as
  /// no student has a height.
  package func counted(
    strata: [[Int]],
    genders: [Int],
    resolution: Double = 0.1
  ) throws(FitRefusal) -> (divisions: [FoldedEvidence], names: NamedCells?) {
    let cells = counts.keys.indices.map { cell($0, places: Self.places(strata), genders) }
    let (dealt, assignment, named) = dealt(cells)
    var all: [FoldedEvidence] = []
    if named != nil, cells.allSatisfy({ $0?.height == nil }) { return (all, named) }
    for division in 0..<divisions {
      all.append(
        try FoldedEvidence(
          cells: FoldedCell.merged(cells, dealt, by: division),
          stratumCount: max(1, strata[division].count),
          // Where no gender is known, the students without one are evidence all the same.
          genderCount: max(1, genders.count),
          resolution: resolution,
          assignment: assignment
        )
      )
    }
    return (all, named)
  }

  /// For each division, for each stratum's number, its place in the order.
  private static func places(_ strata: [[Int]]) -> [[Int]] {
    strata.map { order in
      var places = [Int](repeating: 0, count: (order.max() ?? 0) + 1)
      for (place, stratum) in order.enumerated() { places[stratum] = place }
      return places
    }
  }

  /// A cell as it was counted; nil where its gender takes no part.
  private func cell(_ index: Int, places: [[Int]], _ genders: [Int]) -> CountedCell? {
    let place = CountedPlace(key: counts.keys[index])
    let (gender, isDecided): (Int?, Bool) =
      switch Label(kind: place.kind) {
      case .missing: (nil, false)
      case .accepted: (nil, true)
      case .recorded(let gender): (gender, false)
      case .decided(let gender): (gender, true)
      }
    let label = gender.flatMap { genders.firstIndex(of: $0) }
    guard gender == nil || label != nil else { return nil }
    let own = joint[place.stratum]
    let isUnknown = place.height == HeightNumbers.unknown
    return CountedCell(
      strata: own.indices.map { places[$0].indices.contains(own[$0]) ? places[$0][own[$0]] : 0 },
      height: isUnknown ? nil : heights.values[place.height],
      label: label,
      isDecided: isDecided,
      count: counts.counts[index]
    )
  }

  /// Who is held back of each cell; where names were counted, the names of each cell apart.
  private func dealt(
    _ cells: [CountedCell?]
  ) -> (heldBack: HeldBackCounts, assignment: FoldAssignment, names: NamedCells?) {
    let places = cells.indices.filter { cells[$0] != nil }
    guard !names.keys.isEmpty else {
      let (heldBack, assignment) = assignment.dealt(places.compactMap { cells[$0] })
      return (heldBack, assignment, nil)
    }
    return dealt(cells, places)
  }

  private func dealt(
    _ cells: [CountedCell?],
    _ places: [Int]
  ) -> (heldBack: HeldBackCounts, assignment: FoldAssignment, names: NamedCells?) {
    let parents = places.compactMap { cells[$0] }
    var numbers = [Int32](repeating: -1, count: cells.count)
    for (parent, place) in places.enumerated() { numbers[place] = Int32(parent) }
    let keys = parents.map(\.key)
    let marks = book.cells.map { book.mark(of: $0) }
    var named: [NamedCells.Cell] = []
    named.reserveCapacity(names.keys.count)
    for (key, count) in zip(names.keys, names.counts) where numbers[Int(key >> 32)] >= 0 {
      named.append(
        NamedCells.Cell(
          parent: numbers[Int(key >> 32)],
          name: Int32(key & 0xFFFF_FFFF),
          count: Int32(count)
        )
      )
    }
    let (heldBack, assignment) = assignment.dealt(
      named.map { cell in
        DealtCell(
          key: SeededStream.mixed(keys[Int(cell.parent)] &+ marks[Int(cell.name)]),
          count: cell.count,
          isRecorded: parents[Int(cell.parent)].isRecorded
        )
      },
      by: { one, other in
        let (one, other) = (named[one], named[other])
        if one.parent != other.parent {
          return parents[Int(one.parent)].precedes(parents[Int(other.parent)])
        }
        let words = [one, other].map { book.text(of: book.cells[Int($0.name)]) }
        return words[0] < words[1]
      }
    )
    var sums = HeldBackCounts(cells: parents.count, width: heldBack.width)
    for (index, cell) in named.enumerated() { sums.add(heldBack[index], of: Int(cell.parent)) }
    let names = NamedCells(
      parents: parents.map(NamedCells.Parent.init),
      cells: named,
      heldBack: heldBack,
      assignment: assignment,
      book: book
    )
    return (sums, assignment, names)
  }
}
