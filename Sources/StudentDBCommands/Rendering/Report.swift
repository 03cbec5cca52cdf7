/// What a command found: one value, rendered as JSON for scripts and as text for people.
struct Report {
  let json: JSONValue
  let text: [String]
  var status: ExitStatus = .done
}

/// How a report is written.
enum OutputFormat: String, CaseIterable {
  case table
  case csv
  case tsv
  case json
  case jsonl
}

extension Report {
  /// The report's bytes in a format.
  ///
  /// - Throws: `CommandFailure` where a report that is no list is asked for as one.
  func rendered(as format: OutputFormat) throws -> [UInt8] {
    switch format {
    case .table: return Array((text.joined(separator: "\n") + "\n").utf8)
    case .json: return Array((json.pretty + "\n").utf8)
    case .jsonl: return Array(try rows().map { $0.compact + "\n" }.joined().utf8)
    case .csv: return try separated(by: ",")
    case .tsv: return try separated(by: "\t")
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

  private func separated(by delimiter: String) throws(CommandFailure) -> [UInt8] {
    var headings: [String] = []
    var lines: [String] = []
    for case .object(let members) in try rows() {
      if headings.isEmpty {
        headings = members.map(\.key)
        lines.append(headings.joined(separator: delimiter))
      }
      lines.append(members.map { Self.cell($0.value, delimiter) }.joined(separator: delimiter))
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private static func cell(_ value: JSONValue, _ delimiter: String) -> String {
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
