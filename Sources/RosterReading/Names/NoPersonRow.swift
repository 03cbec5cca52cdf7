extension RosterRow {
  /// Whether the row is a line of totals or the like: one without an id and without a gender whose
  /// whole name says so.
  ///
  /// `hasHeights`: whether the file has a column of heights, so that a missing one says something.
  func nameIsNoPerson(in cells: borrowing Span<UInt8>, hasHeights: Bool) -> Bool {
    guard schoolID == nil else { return false }
    switch gender {
    case .missing, .inDoubt: break
    case .recorded, .declined, .doNotInfer: return false
    }
    let name = cells.extracting(name)
    let isGroup = group.map { cells.extracting($0).hasSameBytes(as: name) } ?? false
    guard isGroup || NoPersonName.mayBeNoPerson(name) else { return false }
    let row: NoPersonName.Row =
      switch height {
      case .measured: .hasHeight
      case .doubt: .saysSomething
      case .missing: ageText == nil && hasHeights ? .isEmpty : .saysSomething
      }
    return NoPersonName.isNoPerson(
      String(copying: name),
      group: group.map { String(copying: cells.extracting($0)) },
      row: row
    )
  }
}

extension Span<UInt8> {
  /// Whether the bytes are those of another span.
  fileprivate func hasSameBytes(as other: borrowing Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
