/// What cells of heights were read as before: a country's column has a few hundred different ones.
///
/// Each cell has one place, which the last one that belongs there takes.
struct HeightMemory: Sendable {
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
