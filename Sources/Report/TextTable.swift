/// A table for people: columns as wide as their widest cell, numbers right-aligned.
package struct TextTable {
  /// The columns of a table.
  package struct Columns {
    package let headings: [String]
    /// The columns of numbers, counted from 0.
    package let rightAligned: Set<Int>
    /// The meaning of a column's cell.
    package let meaning: (_ column: Int, _ cell: String) -> Meaning?

    package init(
      _ headings: [String],
      rightAligned: Set<Int> = [],
      meaning: @escaping (_ column: Int, _ cell: String) -> Meaning? = { _, _ in nil }
    ) {
      self.headings = headings.map { SafeText.shown($0) }
      self.rightAligned = rightAligned
      self.meaning = meaning
    }
  }

  private let columns: Columns
  private var rows: [[String]] = []

  /// `rightAligned`: the columns of numbers, counted from 0.
  package init(
    _ headings: [String],
    rightAligned: Set<Int> = [],
    meaning: @escaping (_ column: Int, _ cell: String) -> Meaning? = { _, _ in nil }
  ) {
    columns = Columns(headings, rightAligned: rightAligned, meaning: meaning)
  }

  /// Adds a row; every cell is made safe to show.
  ///
  /// A row from a damaged file may have too few or too many cells; it is shown as far as possible.
  package mutating func append(_ cells: [String]) {
    rows.append(Layout.shown(cells, in: columns))
  }

  package var isEmpty: Bool { rows.isEmpty }

  /// The table's lines; headings first.
  package var lines: [String] { styledLines.map { $0.shown(painted: false) } }

  /// The same with the meaning of each cell.
  package var styledLines: [StyledLine] {
    var layout = Layout(columns)
    for row in rows { layout.measure(shown: row) }
    return [layout.headings] + rows.map { layout.line(shown: $0) }
  }
}

extension TextTable {
  /// The column widths and lines of a table.
  ///
  /// No cell is wider than ``mostWidth``, so that one very long name does not widen every line;
  /// `--json` and the like give it whole. The last column often has a sentence: it may be longer,
  /// and is not padded.
  package struct Layout {
    /// The maximum width of a cell; names of people are shorter.
    package static let mostWidth = 60
    /// The same for the last column.
    package static let mostLastWidth = 600
    /// The mark of a shortened text.
    package static let cutMark = "…"

    private let columns: Columns
    private var widths: [Int]

    package init(_ columns: Columns) {
      self.columns = columns
      widths = columns.headings.map { SafeText.width($0) }
    }

    /// Widens the columns for a row.
    package mutating func measure(_ cells: [String]) {
      measure(shown: Self.shown(cells, in: columns))
    }

    /// The heading line.
    package var headings: StyledLine { line(shown: columns.headings, isRow: false) }

    /// A row's line.
    package func line(_ cells: [String]) -> StyledLine {
      line(shown: Self.shown(cells, in: columns))
    }

    fileprivate mutating func measure(shown cells: [String]) {
      for column in cells.indices {
        widths[column] = max(widths[column], SafeText.width(cells[column]))
      }
    }

    private func isUnpadded(_ column: Int) -> Bool {
      column == columns.headings.count - 1 && !columns.rightAligned.contains(column)
    }

    fileprivate func line(shown cells: [String], isRow: Bool = true) -> StyledLine {
      var line = StyledLine("")
      for column in cells.indices {
        let cell =
          isUnpadded(column)
          ? cells[column]
          : SafeText.padded(
            cells[column],
            to: widths[column],
            alignedRight: columns.rightAligned.contains(column)
          )
        if column > 0 { line.append("  ") }
        line.append(StyledLine(cell, isRow ? columns.meaning(column, cells[column]) : nil))
      }
      return line.trimmingEnd()
    }

    /// One cell for each column, each safe to show and not too wide.
    fileprivate static func shown(_ cells: [String], in columns: Columns) -> [String] {
      let missing = max(0, columns.headings.count - cells.count)
      let whole = cells.prefix(columns.headings.count) + Array(repeating: "", count: missing)
      return whole.enumerated().map { column, cell in
        let isLast = column == columns.headings.count - 1
        return SafeText.cut(cell, to: isLast ? mostLastWidth : mostWidth, mark: cutMark)
      }
    }
  }
}

extension String {
  /// The text without trailing spaces.
  package func trimmingEnd() -> String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
  }
}
