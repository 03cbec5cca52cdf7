/// Which row of a sheet a line of its text belongs to.
///
/// One is the other until a cell holds a line break: from there on there are more lines than rows.
package struct SheetLines: Sendable, Equatable {
  /// A line that begins a row; the lines below go on with the rows below, one by one.
  private struct Start: Sendable, Equatable {
    let line: Int
    let row: Int
  }

  /// In order; the first line, which begins the first row, is not among them.
  private var starts: [Start] = []
  private var extraLines = 0

  /// Notes that a row takes up more than one line.
  mutating func add(row: Int, extraLines: Int) {
    guard extraLines > 0 else { return }
    self.extraLines += extraLines
    starts.append(Start(line: row + 1 + self.extraLines, row: row + 1))
  }

  /// The row that a line of the text belongs to, both counted from 1.
  ///
  /// - Complexity: O(log *n*) in the rows that hold line breaks.
  package func row(ofLine line: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle].line <= line { low = middle + 1 } else { high = middle }
    }
    let start = low == 0 ? Start(line: 1, row: 1) : starts[low - 1]
    let row = start.row + line - start.line
    return low < starts.count ? min(row, starts[low].row - 1) : row
  }
}
