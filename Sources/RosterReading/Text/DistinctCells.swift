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
