/// A list of which each row is rendered when it is written, so that a long one takes no more memory
/// than its rows.
struct ListReport<Row> {
  let rows: [Row]
  let columns: TextTable.Columns
  /// A row's cells in the table for people.
  let cells: (Row) -> [String]
  /// A row for scripts.
  let json: (Row) -> JSONValue
  var status: ExitStatus = .done
  /// The lines below the table.
  var closing: [String] = []
}

extension ListReport: Writable {
  func write(as format: OutputFormat, into lines: inout LineWriter) throws {
    switch format {
    case .table:
      if !rows.isEmpty {
        // Twice through the rows: a column is as wide as its widest cell.
        var layout = TextTable.Layout(columns)
        for row in rows { layout.measure(cells(row)) }
        try lines.write(layout.headings)
        for row in rows { try lines.write(layout.line(cells(row))) }
      }
      for line in closing { try lines.write(SafeText.shown(line)) }
    case .json:
      guard !rows.isEmpty else { return try lines.write(JSONValue.array([]).pretty) }
      try lines.write("[")
      for (index, row) in rows.enumerated() {
        try lines.write("  " + json(row).pretty(depth: 1) + (index + 1 < rows.count ? "," : ""))
      }
      try lines.write("]")
    case .jsonl: for row in rows { try lines.write(json(row).compact) }
    case .csv, .tsv:
      var separated = SeparatedRows(format)
      for row in rows { try separated.write(json(row), to: &lines) }
    }
  }
}
