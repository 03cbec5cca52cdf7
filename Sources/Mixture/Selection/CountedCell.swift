/// Students who share height, gender and their strata in all divisions.
struct CountedCell {
  /// For each division the index of the stratum.
  let strata: [Int]
  let height: Double
  let label: Int?
  let isDecided: Bool
  let count: Int

  /// Whether the gender is recorded, so that it can be held back.
  var isRecorded: Bool { label != nil && !isDecided }

  /// A number that follows from the values alone.
  var key: UInt64 {
    strata.reduce(SeededStream.mixed(height.bitPattern) &+ UInt64(label ?? 0)) {
      SeededStream.mixed($0 &+ UInt64($1))
    }
  }

  /// Gender by gender from the shortest, those without one last.
  func precedes(_ other: CountedCell) -> Bool {
    let (own, others) = (label ?? .max, other.label ?? .max)
    if own != others { return own < others }
    if height != other.height { return height < other.height }
    if isDecided != other.isDecided { return other.isDecided }
    return strata.lexicographicallyPrecedes(other.strata)
  }
}

extension [Int] {
  /// Fisher and Yates's shuffle (Durstenfeld 1964).
  mutating func shuffle(by stream: inout SeededStream) {
    for place in indices.dropFirst().reversed() {
      swapAt(place, Int(stream.next().multipliedFullWidth(by: UInt64(place + 1)).high))
    }
  }
}
