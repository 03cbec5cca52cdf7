/// The answer of a command: one value, rendered as JSON for scripts and as text for people.
package struct Answer {
  package let json: JSONValue
  package let text: [StyledLine]
  package var status: ExitStatus = .done

  package init(json: JSONValue, text: [StyledLine], status: ExitStatus = .done) {
    self.json = json
    self.text = text
    self.status = status
  }

  package init(json: JSONValue, text: [String], status: ExitStatus = .done) {
    self.init(json: json, text: text.map { StyledLine($0) }, status: status)
  }
}

/// A list was requested of an answer that is not one.
package struct NotAList: Error, CustomStringConvertible {
  package init() {}

  package var description: String {
    "this command does not give a list; use --format table or json"
  }
}

/// How a report is written.
package enum OutputFormat: String, CaseIterable {
  case table
  case csv
  case tsv
  case json
  case jsonl
}

/// An answer that can be written in every format, piece by piece.
package protocol Writable {
  /// Writes the report in a format.
  ///
  /// - Throws: `NotAList` if a list is requested of a report that is not one.
  func write(as format: OutputFormat, into lines: inout LineWriter) throws
}

extension Answer: Writable {
  package func write(as format: OutputFormat, into lines: inout LineWriter) throws {
    switch format {
    case .table:
      // Last escaping of a file's text that a rendering missed.
      for line in text { try lines.write(line) }
    case .json: try lines.write(json.pretty)
    case .jsonl: for row in try rows() { try lines.write(row.compact) }
    case .csv, .tsv:
      var separated = SeparatedRows(format)
      for row in try rows() { try separated.write(row, to: &lines) }
    }
  }

  private func rows() throws(NotAList) -> [JSONValue] {
    guard case .array(let rows) = json else { throw NotAList() }
    return rows
  }
}

/// Objects as rows of a CSV or TSV file, with the first one's keys as headings.
package struct SeparatedRows {
  private let delimiter: String
  private var hasHeadings = false

  package init(_ format: OutputFormat) {
    delimiter = format == .tsv ? "\t" : ","
  }

  package mutating func write(_ row: JSONValue, to lines: inout LineWriter) throws {
    guard case .object(let members) = row else { return }
    if !hasHeadings { try writeHeadings(members.map(\.key), to: &lines) }
    try lines.write(members.map { cell($0.value) }.joined(separator: delimiter))
  }

  package mutating func writeHeadings(_ headings: [String], to lines: inout LineWriter) throws {
    try lines.write(headings.map { cell(.text($0)) }.joined(separator: delimiter))
    hasHeadings = true
  }

  private func cell(_ value: JSONValue) -> String {
    let text: String
    switch value {
    case .null: text = ""
    case .text(let string): text = SafeText.shown(string)
    case .bool, .integer, .number, .array, .object: text = value.compact
    }
    guard text.contains(where: { $0 == "\"" || $0.isNewline }) || text.contains(delimiter) else {
      return text
    }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

/// Buffered output lines, passed on in pieces of some ten thousand bytes.
package struct LineWriter {
  private static let pieceLength = 1 << 16

  private var bytes: [UInt8] = []
  private let paints: Bool
  private let sink: ([UInt8]) throws -> Void

  /// `paints`: whether the parts of a styled line are coloured.
  package init(paints: Bool = false, _ sink: @escaping ([UInt8]) throws -> Void) {
    self.paints = paints
    self.sink = sink
  }

  /// Writes a line for people, with unsafe characters escaped.
  package mutating func write(_ line: StyledLine) throws { try write(line.shown(painted: paints)) }

  /// Writes a line, which has no line end yet.
  package mutating func write(_ line: String) throws {
    bytes.append(contentsOf: line.utf8)
    bytes.append(0x0A)
    if bytes.count >= Self.pieceLength { try finish() }
  }

  /// Passes on the rest.
  package mutating func finish() throws {
    guard !bytes.isEmpty else { return }
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}

/// A list whose rows are rendered while writing, so that a long one needs no more memory than its
/// rows.
package struct ListAnswer<Row> {
  package let rows: [Row]
  package let columns: TextTable.Columns
  /// A row's cells in the table for people.
  package let cells: (Row) -> [String]
  /// A row for scripts.
  package let json: (Row) -> JSONValue
  package var status: ExitStatus = .done
  /// The lines below the table.
  package var closing: [String] = []
}

extension ListAnswer: Writable {
  package func write(as format: OutputFormat, into lines: inout LineWriter) throws {
    switch format {
    case .table:
      if !rows.isEmpty {
        // Two passes over the rows: a column is as wide as its widest cell.
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
