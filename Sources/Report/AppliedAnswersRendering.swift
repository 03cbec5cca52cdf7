import RosterReading

/// What of the answers for an earlier file was used, as a line and for scripts.
struct AppliedAnswersRendering {
  private let answers: AppliedAnswers

  init(_ answers: AppliedAnswers) { self.answers = answers }

  private static let delimiters = [",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"]

  private var delimiter: String? {
    answers.delimiter.map { String(decoding: [$0], as: UTF8.self) }
  }

  var text: String {
    var parts = answers.columns.map { "\"\($0.heading)\" -> \($0.field.rawValue)" }
    parts += answers.absent.map { "no column of \($0.rawValue)s" }
    parts += answers.words.map { "\($0.text) -> \($0.reading)" }
    if let unit = answers.heightUnit { parts.append("bare heights in \(unit.rawValue)") }
    if let sign = answers.decimal {
      parts.append(sign == .comma ? "decimal comma" : "decimal point")
    }
    if let order = answers.dateOrder { parts.append("birth dates \(order.rawValue)") }
    if let line = answers.headerLine { parts.append("headings in line \(line)") }
    if let encoding = answers.encoding { parts.append(encoding) }
    if let delimiter { parts.append(Self.delimiters[delimiter] ?? delimiter) }
    if let sheet = answers.sheet { parts.append("the sheet \"\(sheet)\"") }
    let label = SafeText.padded("as for \(answers.source)", to: 10)
    return SafeText.shown(
      "  \(label)  \(parts.joined(separator: ", ")); --fresh reads the file without this"
    )
  }

  var json: JSONValue {
    .object([
      .init("import", .text(answers.source)),
      .init(
        "columns",
        .object(answers.columns.map { .init($0.field.rawValue, .text($0.heading)) })
      ),
      .init("absent", .array(answers.absent.map { .text($0.rawValue) })),
      .init("words", .object(answers.words.map { .init($0.text, .text($0.reading)) })),
      .init("height_unit", .optional(answers.heightUnit?.rawValue)),
      .init("decimal", .optional(answers.decimal?.rawValue)),
      .init("date_order", .optional(answers.dateOrder?.rawValue)),
      .init("header_row", answers.headerLine.map { .count($0) } ?? .null),
      .init("encoding", .optional(answers.encoding)),
      .init("delimiter", .optional(delimiter)),
      .init("sheet", .optional(answers.sheet)),
    ])
  }
}
