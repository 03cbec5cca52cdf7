/// A CSV text taken apart for comparison, by a reader of a few lines that knows quotes.
struct Table {
  /// The lines as they stand, without their ends; line breaks in quotes do not end one.
  var lines: [String] = []
  /// The cells of each line.
  var rows: [[String]] = []

  init(_ text: String, delimiter: Unicode.Scalar = ",") {
    var cells: [String] = []
    var cell = String.UnicodeScalarView()
    var line = String.UnicodeScalarView()
    var isQuoted = false
    var quotes = 0
    func endCell() {
      cells.append(String(cell))
      cell = String.UnicodeScalarView()
      quotes = 0
    }
    var scalars = Array(text.unicodeScalars)
    if scalars.last != "\n" { scalars.append("\n") }
    for scalar in scalars {
      if scalar != "\n" || isQuoted { line.append(scalar) }
      switch scalar {
      case "\"":
        isQuoted.toggle()
        quotes += 1
        if isQuoted, quotes > 1 { cell.append("\"") }
      case delimiter where !isQuoted: endCell()
      case "\n" where !isQuoted:
        if line.last == "\r" {
          line.removeLast()
          if cell.last == "\r" { cell.removeLast() }
        }
        endCell()
        rows.append(cells)
        lines.append(String(line))
        cells = []
        line = String.UnicodeScalarView()
      default: cell.append(scalar)
      }
    }
  }

  /// The cells of one column below its heading.
  subscript(_ heading: String) -> [String] {
    guard let column = rows.first?.firstIndex(of: heading) else { return [] }
    return rows.dropFirst().map { $0[column] }
  }

  /// One cell, rows counted from 0 below the headings; nil where there is none.
  func cell(_ heading: String, _ row: Int) -> String? {
    let column = self[heading]
    return column.indices.contains(row) ? column[row] : nil
  }
}
