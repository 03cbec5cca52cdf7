import Bytes
package import StudentStore

/// The answer to a typed query, in every format that a list has.
package struct QueryRendering {
  private let answer: QueryAnswer
  private let list: ListAnswer<[QueryValue]>
  private let keys: [String]

  package init(_ answer: QueryAnswer) {
    self.answer = answer
    let keys = Self.keys(answer.columns)
    self.keys = keys
    list = ListAnswer(
      rows: answer.rows,
      columns: TextTable.Columns(keys, rightAligned: Self.numeric(answer)),
      cells: { row in row.map(Self.cell) },
      json: { row in
        .object(zip(keys, row).map { .init($0, Self.json($1)) })
      }
    )
  }

  /// What to tell of rows that are not in the answer; nil where all of them are.
  package var note: String? {
    guard answer.hasMore else { return nil }
    return "only the first \(Numbers.count(answer.rows.count, "row")); there are more: --limit N "
      + "gives up to N"
  }

  /// Names of columns for JSON, where two of one name would be one; the second gets a number.
  private static func keys(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      var key = name
      var number = 2
      while !taken.insert(key).inserted {
        key = "\(name):\(number)"
        number += 1
      }
      return key
    }
  }

  /// The columns that hold numbers and nothing else.
  private static func numeric(_ answer: QueryAnswer) -> Set<Int> {
    Set(
      answer.columns.indices.filter { column in
        var hasNumber = false
        for row in answer.rows {
          switch row[column] {
          case .null: break
          case .integer, .real: hasNumber = true
          case .text, .blob: return false
          }
        }
        return hasNumber
      }
    )
  }

  private static func cell(_ value: QueryValue) -> String {
    switch value {
    case .null: ""
    case .integer(let integer): "\(integer)"
    case .real(let real): "\(real)"
    case .text(let text): text
    case .blob(let bytes): literal(bytes)
    }
  }

  private static func json(_ value: QueryValue) -> JSONValue {
    switch value {
    case .null: .null
    case .integer(let integer): .integer(integer)
    case .real(let real): .number(real)
    case .text(let text): .text(text)
    case .blob(let bytes): .text(literal(bytes))
    }
  }

  /// Bytes as SQL writes them.
  private static func literal(_ bytes: [UInt8]) -> String {
    "X'" + bytes.map { String($0, radix: 16, uppercase: true).zeroPadded(to: 2) }.joined() + "'"
  }
}

extension QueryRendering: Writable {
  package func write(as format: OutputFormat, into lines: inout LineWriter) throws {
    // The headings stand there without a row, too.
    if answer.rows.isEmpty {
      switch format {
      case .table: return try lines.write("no rows")
      case .csv, .tsv:
        var separated = SeparatedRows(format)
        return try separated.writeHeadings(keys, to: &lines)
      case .json, .jsonl: break
      }
    }
    try list.write(as: format, into: &lines)
  }
}

extension QueryError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .mistake(let sql, let message, let offset):
      return "SQL: \(message)" + Self.place(of: offset, in: sql)
    case .refused(let what):
      return "SQL: \(what) is not permitted here; a query may SELECT from tables and views, with "
        + "SQLite's functions of values, dates, JSON, groups and windows, and json_each"
    case .outOfTime:
      return "the query took longer than it may and was stopped; --seconds N lets it run for N "
        + "seconds, and writers wait meanwhile"
    case .outOfMemory:
      return "the query needed more memory than it may; --memory N gives it N MiB"
    case .tooLong(let bytes):
      return
        "the query has, reads or makes a text longer than \(bytes >> 20) MiB; take less of it, "
        + "such as with substr"
    case .tooMuch:
      return "the answer is larger than the query may hold in memory; ask for less, or --memory N "
        + "gives it N MiB"
    }
  }

  /// The line of the mistake, with a mark below it.
  private static func place(of offset: Int?, in sql: String) -> String {
    guard let offset, offset <= sql.utf8.count else { return "" }
    let before = Array(sql.utf8.prefix(offset))
    let newline = UInt8(ascii: "\n")
    let line = before.count { $0 == newline } + 1
    let start = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    let rest = sql.utf8.dropFirst(start).prefix { $0 != newline }
    // A line too long to show is named by its number alone.
    let lead = SafeText.shown(String(decoding: before[start...], as: UTF8.self))
    let text = SafeText.shown(String(decoding: rest, as: UTF8.self))
    let column = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1
    let place = ", at line \(line), column \(column)"
    guard SafeText.width(text) <= 200 else { return place }
    return place + ":\n  \(text)\n  " + String(repeating: " ", count: SafeText.width(lead)) + "^"
  }
}
