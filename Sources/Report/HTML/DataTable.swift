/// A table of a page: a caption, headings, and cells that carry their exact number.
struct DataTable {
  /// One cell; a number also has its exact value, as `data-value`, for programs and for tests.
  enum Cell {
    case text(String)
    /// A text from a school's list.
    case name(String)
    case count(Int?)
    case number(Double?, decimals: Int)
    case percent(Double?)
    /// A number that is told in words, such as `fewer than 5`.
    case words(String)
    case html(HTML)
  }

  let caption: String
  let headings: [String]
  var rows: [[Cell]] = []
  let language: Language

  init(_ caption: String, _ headings: [String], _ rows: [[Cell]] = [], language: Language) {
    self.caption = caption
    self.headings = headings
    self.rows = rows
    self.language = language
  }

  /// The columns whose cells are numbers.
  private var numeric: Set<Int> {
    Set(
      headings.indices.filter { column in
        !rows.isEmpty
          && rows.allSatisfy {
            switch column < $0.count ? $0[column] : .text("") {
            case .count, .number, .percent, .words: true
            case .text, .name, .html: false
            }
          }
      }
    )
  }

  var html: HTML {
    let numeric = numeric
    let head = headings.enumerated().map { column, heading -> HTML in
      "<th scope=\"col\"\(numeric.contains(column) ? Self.number : "")>\(heading)</th>"
    }
    let body = rows.map { row -> HTML in
      let cells = row.enumerated().map { column, cell in
        markup(cell, isHead: column == 0, isNumeric: numeric.contains(column))
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    return """
      <div class="scroll" role="region" aria-label="\(caption)" tabindex="0"><table\(rows.count <= 16 ? Self.short : "")>\
      <caption>\(caption)</caption><thead><tr>\(head.joined())</tr></thead>
      <tbody>\(body.joined())</tbody></table></div>

      """
  }

  /// A short table stays on one sheet of paper.
  private static let short: HTML = " class=\"short\""
  private static let number: HTML = " class=\"n\""

  private func markup(_ cell: Cell, isHead: Bool, isNumeric: Bool) -> HTML {
    let content: HTML
    var attributes: HTML = isNumeric ? Self.number : ""
    func exact(_ value: String) { attributes = "\(attributes) data-value=\"\(value)\"" }
    switch cell {
    case .text(let text), .words(let text): content = HTML(text: text)
    case .name(let name): content = .isolated(name)
    case .html(let html): content = html
    case .count(let count):
      content = HTML(text: count.map { language.grouped($0) } ?? "–")
      if let count { exact("\(count)") }
    case .number(let number, let decimals):
      content = HTML(text: number.map { language.fixed($0, decimals) } ?? "–")
      if let number { exact("\(number)") }
    case .percent(let part):
      content = HTML(text: part.map { language.percent($0) } ?? "–")
      if let part { exact("\(part)") }
    }
    return isHead
      ? "<th scope=\"row\"\(attributes)>\(content)</th>" : "<td\(attributes)>\(content)</td>"
  }
}
