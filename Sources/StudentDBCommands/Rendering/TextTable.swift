/// A table for people: columns as wide as their widest cell, numbers to the right.
struct TextTable {
  private let headings: [String]
  private let rightAligned: Set<Int>
  private var rows: [[String]] = []

  /// `rightAligned`: the columns of numbers, counted from 0.
  init(_ headings: [String], rightAligned: Set<Int> = []) {
    self.headings = headings.map { SafeText.shown($0) }
    self.rightAligned = rightAligned
  }

  /// Adds a row; every cell is made safe to show.
  ///
  /// A row from a damaged file may have too few or too many cells; it is shown as far as it goes.
  mutating func append(_ cells: [String]) {
    let missing = max(0, headings.count - cells.count)
    let whole = cells.prefix(headings.count) + Array(repeating: "", count: missing)
    rows.append(whole.map { SafeText.shown($0) })
  }

  var isEmpty: Bool { rows.isEmpty }

  /// The table's lines; headings first.
  var lines: [String] {
    let all = [headings] + rows
    let widths = headings.indices.map { column in
      all.reduce(0) { max($0, SafeText.width($1[column])) }
    }
    return all.map { row in
      let cells = row.indices.map { column in
        SafeText.padded(
          row[column],
          to: widths[column],
          alignedRight: rightAligned.contains(column)
        )
      }
      return cells.joined(separator: "  ").trimmingEnd()
    }
  }
}

extension String {
  /// The text without spaces at its end.
  func trimmingEnd() -> String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
  }
}
