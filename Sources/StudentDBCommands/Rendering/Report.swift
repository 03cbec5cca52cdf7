/// What a command found: one value, rendered as JSON for scripts and as text for people.
struct Report {
  let json: JSONValue
  let text: [StyledLine]
  var status: ExitStatus = .done

  init(json: JSONValue, text: [StyledLine], status: ExitStatus = .done) {
    self.json = json
    self.text = text
    self.status = status
  }

  init(json: JSONValue, text: [String], status: ExitStatus = .done) {
    self.init(json: json, text: text.map { StyledLine($0) }, status: status)
  }
}

/// How a report is written.
enum OutputFormat: String, CaseIterable {
  case table
  case csv
  case tsv
  case json
  case jsonl
}

/// What can be written in every format, piece by piece.
protocol Writable {
  /// Writes the report in a format.
  ///
  /// - Throws: `CommandFailure` where a report that is no list is asked for as one.
  func write(as format: OutputFormat, into lines: inout LineWriter) throws
}

extension Report: Writable {
  func write(as format: OutputFormat, into lines: inout LineWriter) throws {
    switch format {
    case .table:
      // Whatever a rendering has let through of a file's text ends here.
      for line in text { try lines.write(line) }
    case .json: try lines.write(json.pretty)
    case .jsonl: for row in try rows() { try lines.write(row.compact) }
    case .csv, .tsv:
      var separated = SeparatedRows(format)
      for row in try rows() { try separated.write(row, to: &lines) }
    }
  }

  /// What is said where an answer that is no list is asked for as one.
  static let noList = CommandFailure(
    .usage,
    "this command gives no list; use --format table or json"
  )

  private func rows() throws(CommandFailure) -> [JSONValue] {
    guard case .array(let rows) = json else { throw Self.noList }
    return rows
  }
}

/// Objects as the rows of a CSV or TSV file, the first one's keys above them.
struct SeparatedRows {
  private let delimiter: String
  private var hasHeadings = false

  init(_ format: OutputFormat) {
    delimiter = format == .tsv ? "\t" : ","
  }

  mutating func write(_ row: JSONValue, to lines: inout LineWriter) throws {
    guard case .object(let members) = row else { return }
    if !hasHeadings {
      try lines.write(members.map(\.key).joined(separator: delimiter))
      hasHeadings = true
    }
    try lines.write(members.map { cell($0.value) }.joined(separator: delimiter))
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

/// Lines on their way out, handed on when there are some tens of thousand bytes of them.
struct LineWriter {
  private static let pieceLength = 1 << 16

  private var bytes: [UInt8] = []
  private let paints: Bool
  private let sink: ([UInt8]) throws -> Void

  /// `paints`: whether the parts of a styled line are coloured.
  init(paints: Bool = false, _ sink: @escaping ([UInt8]) throws -> Void) {
    self.paints = paints
    self.sink = sink
  }

  /// Writes a line for people, in which everything dangerous is spelled out.
  mutating func write(_ line: StyledLine) throws { try write(line.shown(painted: paints)) }

  /// Writes a line, which has no line end yet.
  mutating func write(_ line: String) throws {
    bytes.append(contentsOf: line.utf8)
    bytes.append(0x0A)
    if bytes.count >= Self.pieceLength { try finish() }
  }

  /// Hands on what is left.
  mutating func finish() throws {
    guard !bytes.isEmpty else { return }
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
