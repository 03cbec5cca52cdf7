/// The distinct heights, numbered in the order in which they were met.
struct HeightNumbers {
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

/// The cells of a school, counted.
struct CellCounts {
  struct Place {
    let height: Int
    let kind: Int
    /// The number of the class, age and so on that students have together.
    let stratum: Int
  }

  /// The places of the cells, packed: height, stratum, kind.
  private var places: [UInt64] = []
  private var counts: [Int] = []
  /// Cell numbers plus one by a hash of their place, with open addressing; zero is a free slot.
  private var table = [Int32](repeating: 0, count: 1024)

  var cells: [(place: Place, count: Int)] {
    zip(places, counts).map { place, count in
      (
        Place(
          height: Int(place >> 40),
          kind: Int(place & 0xFFFF),
          stratum: Int(place >> 16 & 0xFF_FFFF)
        ),
        count
      )
    }
  }

  mutating func count(_ number: Int, at place: Place) {
    counts[cell(at: packed(place))] += number
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
