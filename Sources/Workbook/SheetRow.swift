/// One row of a sheet while it is read: the cells that hold text, in order.
struct SheetRow {
  /// Counted from 1.
  private(set) var number = 0
  /// Where each cell is, counted from 1, and where its text stands in ``text``.
  private(set) var cells: [(column: Int, text: Range<Int>)] = []
  /// The texts, one behind the other.
  var text: [UInt8] = []

  /// Forgets the cells and starts another row.
  mutating func begin(_ number: Int) {
    self.number = number
    cells.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  /// Makes a cell of the text from `start` on; none where there is no text.
  mutating func endCell(_ column: Int, from start: Int) {
    guard text.count > start else { return }
    cells.append((column, start..<text.count))
  }
}
