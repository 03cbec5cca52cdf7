/// Students who share height, gender and their strata in all divisions.
struct CountedCell {
  /// For each division the index of the stratum.
  let strata: [Int]
  /// Nil where it is not known, which only names can do something with.
  let height: Double?
  let label: Int?
  let isDecided: Bool
  let count: Int

  /// Whether the gender is recorded, so that it can be held back.
  var isRecorded: Bool { label != nil && !isDecided }

  /// A number that follows from the values alone.
  var key: UInt64 {
    strata.reduce(SeededStream.mixed((height ?? .infinity).bitPattern) &+ UInt64(label ?? 0)) {
      SeededStream.mixed($0 &+ UInt64($1))
    }
  }

  /// Gender by gender from the shortest, those without one last.
  func precedes(_ other: CountedCell) -> Bool {
    let (own, others) = (label ?? .max, other.label ?? .max)
    if own != others { return own < others }
    if height != other.height { return height ?? .infinity < other.height ?? .infinity }
    if isDecided != other.isDecided { return other.isDecided }
    return strata.lexicographicallyPrecedes(other.strata)
  }
}

/// What students are divided among folds by.
struct DealtCell {
  /// A number that follows from what they have in common alone.
  let key: UInt64
  let count: Int32
  /// Whether their gender is recorded, so that they can be held back.
  let isRecorded: Bool
}

extension [Int] {
  /// Fisher and Yates's shuffle (Durstenfeld 1964).
  mutating func shuffle(by stream: inout SeededStream) {
    for place in indices.dropFirst().reversed() {
      swapAt(place, Int(stream.next().multipliedFullWidth(by: UInt64(place + 1)).high))
    }
  }
}

/// How many students of each of some cells each fold of each repeat holds back.
package struct HeldBackCounts: Hashable, Sendable {
  /// Folds times repeats.
  let width: Int
  /// Cell by cell, repeat by repeat, fold by fold.
  fileprivate(set) var counts: [UInt32]

  init(cells: Int, width: Int) {
    self.width = width
    counts = [UInt32](repeating: 0, count: cells * width)
  }

  /// The counts of a cell.
  subscript(cell: Int) -> ArraySlice<UInt32> { counts[cell * width..<(cell + 1) * width] }

  subscript(cell: Int, place: Int) -> UInt32 { counts[cell * width + place] }

  mutating func add(_ count: Int, of cell: Int, at place: Int) {
    counts[cell * width + place] += UInt32(count)
  }

  /// Adds the counts of another cell.
  mutating func add(_ other: ArraySlice<UInt32>, of cell: Int) {
    for (place, count) in other.enumerated() { counts[cell * width + place] += count }
  }
}

extension FoldedCell {
  /// The cells of one division: those of the whole that have its stratum, height and gender.
  static func merged(
    _ cells: [CountedCell?],
    _ dealt: HeldBackCounts,
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
    for (index, cell) in cells.compactMap(\.self).enumerated() {
      guard let height = cell.height else { continue }
      let heldBack = cell.isRecorded ? dealt[index].map(Int.init) : []
      let place = Place(
        stratum: cell.strata[division],
        height: height,
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
