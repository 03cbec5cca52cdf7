/// The distinct cells of a column, in order of first occurrence; a gender column has few.
///
/// - Complexity: Finding a cell compares one number with each cell before it; only cells of more than
///   eight bytes are compared byte by byte.
struct DistinctCells: Sendable {
  /// The code of every longer cell: eight bytes that are not valid UTF-8, so no text has them.
  private static let long = UInt64.max

  private(set) var cells: [[UInt8]] = []
  private var codes: [UInt64] = []

  /// The index of the cell; nil if it is new.
  @inline(__always)
  func index(of cell: borrowing Span<UInt8>) -> Int? {
    let code = CellCode(cell)?.number ?? Self.long
    for index in codes.indices where codes[index] == code {
      if code != Self.long || isEqual(cell, cells[index]) { return index }
    }
    return nil
  }

  /// Adds a new cell.
  mutating func append(_ cell: borrowing Span<UInt8>) {
    codes.append(CellCode(cell)?.number ?? Self.long)
    cells.append(
      [UInt8](capacity: cell.count) { output in
        for index in cell.indices { output.append(cell[index]) }
      }
    )
  }

  private func isEqual(_ cell: borrowing Span<UInt8>, _ other: [UInt8]) -> Bool {
    guard cell.count == other.count else { return false }
    for index in other.indices where cell[index] != other[index] { return false }
    return true
  }
}

/// A short cell as a number, so that it is compared in one step.
///
/// No record contains a NUL, so different short cells have different codes, and only the empty cell
/// has zero.
struct CellCode: Equatable, Sendable {
  /// Longer cells have no code.
  private static let maximumBytes = 8

  let number: UInt64

  /// Nil for a long cell.
  @inline(__always)
  init?(_ cell: borrowing Span<UInt8>) {
    guard cell.count <= Self.maximumBytes else { return nil }
    var number: UInt64 = 0
    for index in cell.indices { number = number << 8 | UInt64(cell[index]) }
    self.number = number
  }
}

/// A cache of parsed height cells: even a large column has only a few hundred distinct ones.
///
/// Each cell has one slot, which holds the latest cell with that hash.
struct HeightCache: Sendable {
  /// A bare number that is a height in the column's unit.
  struct Height: Equatable, Sendable {
    let number: HeightNumber
    let centimetres: Double
    /// Whether the cell's text must be stored in addition to the number.
    let keepsText: Bool
  }

  /// Ten bits of the product with 2^64 divided by the golden ratio separate codes that differ in
  /// few bits (Knuth, The Art of Computer Programming 3, 6.4).
  private static let bits: UInt64 = 10
  private static let spread: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The code of the cell in each slot; zero, which no height has, for an empty slot.
  private var codes = [UInt64](repeating: 0, count: 1 << bits)
  private var heights: [Height]

  init() {
    let none = Height(
      number: HeightNumber(mantissa: 0, scale: 0, decimalSign: nil),
      centimetres: 0,
      keepsText: true
    )
    heights = [Height](repeating: none, count: codes.count)
  }

  /// The cached value of a cell; nil if not cached.
  func height(of cell: CellCode) -> Height? {
    let place = Self.place(of: cell)
    guard cell.number != 0, codes[place] == cell.number else { return nil }
    return heights[place]
  }

  /// Caches the value of a cell, replacing the previous one in its slot.
  mutating func keep(_ height: Height, for cell: CellCode) {
    let place = Self.place(of: cell)
    codes[place] = cell.number
    heights[place] = height
  }

  private static func place(of cell: CellCode) -> Int {
    Int(truncatingIfNeeded: (cell.number &* spread) >> (64 - bits))
  }
}
