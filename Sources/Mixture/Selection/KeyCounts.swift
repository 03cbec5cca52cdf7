/// The distinct heights, numbered in the order in which they were met.
struct HeightNumbers {
  private(set) var values: [Double] = []
  private var numbers: [UInt64: Int] = [:]
  /// The heights met last, by their millimetres: a school has some hundred.
  private var recent = [(height: Double, number: Int)](repeating: (.nan, 0), count: 4096)

  /// The number of a height that is not known.
  static let unknown = 0xFF_FFFF

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

/// How often each of some pairs of small numbers was met, by a single key.
struct KeyCounts: Sendable {
  /// The keys in the order in which they were met.
  private(set) var keys: [UInt64] = []
  /// How often each was met.
  private(set) var counts: [Int] = []
  /// Places plus one by a hash of their key, with open addressing; zero is a free slot.
  private var table = [Int32](repeating: 0, count: 1024)

  /// Counts a key; returns its place in ``keys``.
  @discardableResult
  mutating func count(_ number: Int, at key: UInt64) -> Int {
    let place = place(of: key)
    counts[place] += number
    return place
  }

  private mutating func place(of key: UInt64) -> Int {
    var slot = Self.slot(of: key, in: table.count)
    while table[slot] > 0 {
      let place = Int(table[slot]) - 1
      if keys[place] == key { return place }
      slot = (slot + 1) & (table.count - 1)
    }
    keys.append(key)
    counts.append(0)
    table[slot] = Int32(keys.count)
    if keys.count * 2 > table.count { grow() }
    return keys.count - 1
  }

  /// Doubles the table, so that half of it stays free and searches short.
  private mutating func grow() {
    table = [Int32](repeating: 0, count: table.count * 2)
    for (place, key) in keys.enumerated() {
      var slot = Self.slot(of: key, in: table.count)
      while table[slot] > 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = Int32(place + 1)
    }
  }

  private static func slot(of key: UInt64, in size: Int) -> Int {
    Int(truncatingIfNeeded: SeededStream.mixed(key)) & (size - 1)
  }
}

/// What students of one cell have in common: height, what is known of their gender, and the strata.
struct CountedPlace {
  let height: Int
  let kind: Int
  /// The number of the class, age and so on that students have together.
  let stratum: Int

  /// As a single number.
  var key: UInt64 {
    precondition(
      height < 1 << 24 && kind < 1 << 16 && stratum < 1 << 24,
      "numbers of heights, genders and strata stay small"
    )
    return UInt64(height) << 40 | UInt64(stratum) << 16 | UInt64(kind)
  }

  init(height: Int, kind: Int, stratum: Int) {
    (self.height, self.kind, self.stratum) = (height, kind, stratum)
  }

  init(key: UInt64) {
    self.init(height: Int(key >> 40), kind: Int(key & 0xFFFF), stratum: Int(key >> 16 & 0xFF_FFFF))
  }
}
