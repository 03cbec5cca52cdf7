/// The different cells of a column, each once, in the order in which they are met: a column of
/// genders has few.
///
/// - Complexity: Finding a cell compares one number with each cell before it; only cells of more than
///   eight bytes are compared byte by byte.
struct DistinctCells: Sendable {
  /// No text is these eight bytes, which are not UTF-8: the code of every longer cell.
  private static let long = UInt64.max

  private(set) var cells: [[UInt8]] = []
  private var codes: [UInt64] = []

  /// Where the cell is; nil where it was not met before.
  @inline(__always)
  func index(of cell: borrowing Span<UInt8>) -> Int? {
    let code = CellCode(cell)?.number ?? Self.long
    for index in codes.indices where codes[index] == code {
      if code != Self.long || isEqual(cell, cells[index]) { return index }
    }
    return nil
  }

  /// Adds a cell that was not met before.
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
/// No text of a record holds a NUL, so shorter cells are not others' beginnings, and zero is the
/// empty cell alone.
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

/// What cells of heights were read as before: a country's column has a few hundred different ones.
///
/// Each cell has one place, which the last one that belongs there takes.
struct HeightCache: Sendable {
  /// A bare number that is a height in the column's unit.
  struct Height: Equatable, Sendable {
    let number: HeightNumber
    let centimetres: Double
    /// Whether the cell has to be kept beside the number.
    let keepsText: Bool
  }

  /// Ten bits of a product with 2^64 over the golden ratio spread codes that differ in few bits
  /// (Knuth, The Art of Computer Programming 3, 6.4).
  private static let bits: UInt64 = 10
  private static let spread: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The code of the cell in each place; zero, which no height has, where there is none.
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

  /// What a cell was read as; nil for one that is not remembered.
  func height(of cell: CellCode) -> Height? {
    let place = Self.place(of: cell)
    guard cell.number != 0, codes[place] == cell.number else { return nil }
    return heights[place]
  }

  /// Remembers what a cell was read as, in the place of whichever was there.
  mutating func keep(_ height: Height, for cell: CellCode) {
    let place = Self.place(of: cell)
    codes[place] = cell.number
    heights[place] = height
  }

  private static func place(of cell: CellCode) -> Int {
    Int(truncatingIfNeeded: (cell.number &* spread) >> (64 - bits))
  }
}
