/// A short cell as a number, so that it is compared in one step.
///
/// No text of a record holds a NUL, so shorter cells are not others' beginnings, and zero is the
/// empty cell alone.
struct CellCode: Equatable, Sendable {
  /// Longer cells have no code.
  private static let longest = 8

  let number: UInt64

  /// Nil for a long cell.
  @inline(__always)
  init?(_ cell: borrowing Span<UInt8>) {
    guard cell.count <= Self.longest else { return nil }
    var number: UInt64 = 0
    for index in cell.indices { number = number << 8 | UInt64(cell[index]) }
    self.number = number
  }
}
