/// One line of a file that was filled in.
struct SheetRow {
  /// The line, or the row of a sheet, counted from 1.
  let line: Int
  /// Why the line cannot be read; nil for a good one.
  let fault: String?
  private let cells: [ReviewSheet.Column: String]

  init(line: Int, cells: [ReviewSheet.Column: String]) {
    self.line = line
    self.cells = cells
    fault = nil
  }

  init(line: Int, fault: String) {
    self.line = line
    self.fault = fault
    cells = [:]
  }

  /// What stands in a column, without spaces around it; nil where the file has no such column.
  subscript(column: ReviewSheet.Column) -> String? { cells[column] }

  /// Whether somebody wrote something into the column `decision`.
  var isFilled: Bool { fault != nil || cells[.decision]?.isEmpty == false }

  /// Whether nothing stands in it at all.
  var isBlank: Bool { fault == nil && cells.values.allSatisfy(\.isEmpty) }
}
