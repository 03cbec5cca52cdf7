import StudentStore

/// The last few different cells of genders with what they mean: a column has hardly more.
struct GenderMemory: Sendable {
  /// Cells of up to eight bytes are numbers, which compare in one step; longer ones are not kept.
  private static let longest = 8
  private static let most = 8

  private var cells: [UInt64] = []
  private var genders: [Student.RecordedGender] = []
  private var oldest = 0

  /// What the cell meant the last time; nil for one that is not remembered.
  func gender(of cell: borrowing Span<UInt8>) -> Student.RecordedGender? {
    guard let code = Self.code(of: cell) else { return nil }
    for index in cells.indices where cells[index] == code { return genders[index] }
    return nil
  }

  /// Remembers what a cell means, in the place of the oldest one.
  mutating func keep(_ gender: Student.RecordedGender, for cell: borrowing Span<UInt8>) {
    guard let code = Self.code(of: cell) else { return }
    if cells.count < Self.most {
      cells.append(code)
      genders.append(gender)
    } else {
      cells[oldest] = code
      genders[oldest] = gender
      oldest = (oldest + 1) % Self.most
    }
  }

  /// The bytes as a number, the length included; nil for a long cell.
  ///
  /// No text of a record holds a NUL, so shorter cells are not others' beginnings.
  private static func code(of cell: borrowing Span<UInt8>) -> UInt64? {
    guard cell.count <= longest else { return nil }
    var code: UInt64 = 0
    for index in cell.indices { code = code << 8 | UInt64(cell[index]) }
    return code
  }
}
