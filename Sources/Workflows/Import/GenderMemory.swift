import StudentStore

/// The last few different cells of genders with what they mean: a column has hardly more.
struct GenderMemory: Sendable {
  private static let most = 8

  /// Cells that have a code; longer ones are not kept.
  private var cells: [CellCode] = []
  private var genders: [Student.RecordedGender] = []
  private var oldest = 0

  /// What the cell meant the last time; nil for one that is not remembered.
  func gender(of cell: borrowing Span<UInt8>) -> Student.RecordedGender? {
    guard let code = CellCode(cell) else { return nil }
    for index in cells.indices where cells[index] == code { return genders[index] }
    return nil
  }

  /// Remembers what a cell means, in the place of the oldest one.
  mutating func keep(_ gender: Student.RecordedGender, for cell: borrowing Span<UInt8>) {
    guard let code = CellCode(cell) else { return }
    if cells.count < Self.most {
      cells.append(code)
      genders.append(gender)
    } else {
      cells[oldest] = code
      genders[oldest] = gender
      oldest = (oldest + 1) % Self.most
    }
  }
}
