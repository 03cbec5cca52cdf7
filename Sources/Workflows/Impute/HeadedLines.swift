import CSV
import RosterReading

/// The lines of a small table with headings that somebody made for this program.
enum HeadedLines {
  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: What is in the file.
  ///   - name: What to call it in messages.
  ///   - headings: The columns that it has to have, in any order.
  ///   - take: Is given the cells of each line, in the order of the headings, and its place in words.
  /// - Throws: `ReferenceFile.Problem` naming the first line that cannot be used, and what `take`
  ///   throws.
  static func read(
    _ bytes: [UInt8],
    name: String,
    headings: [String],
    _ take: ([String], String) throws -> Void
  ) throws {
    var columns: [Int]?
    var parser = CSVParser(dialect: .comma)
    func line(_ record: borrowing CSVRecord) throws {
      guard !record.isBlank else { return }
      let place = "\(name):\(record.line)"
      if let fault = record.fault {
        throw ReferenceFile.Problem(
          description: "\(place): the line cannot be read (\(fault.code.rawValue)); correct it"
        )
      }
      var fields: [String] = []
      for field in 0..<record.fieldCount { fields.append(record.text(field).trimmed) }
      if let columns {
        try take(columns.map { fields.indices.contains($0) ? fields[$0] : "" }, place)
      } else {
        columns = try self.columns(headings, of: fields, place: place)
      }
    }
    try parser.parse(bytes.span, line)
    try parser.finish(line)
  }

  private static func columns(
    _ headings: [String],
    of fields: [String],
    place: String
  ) throws -> [Int] {
    try headings.map { heading in
      guard let wanted = fields.firstIndex(where: { $0.lowercased() == heading }) else {
        throw ReferenceFile.Problem(
          description: "\(place): the column \(heading) is missing; the headings have to be "
            + headings.joined(separator: ",")
        )
      }
      return wanted
    }
  }

  /// The gender that a cell says.
  static func gender(_ cell: String, place: String) throws -> String {
    guard case .gender(let gender) = GenderWords().reading(of: cell) else {
      throw ReferenceFile.Problem(
        description: "\(place): \"\(cell)\" is not a gender; write it as the school's list does"
      )
    }
    return gender
  }
}

extension String {
  /// The text without spaces around it and without a byte order mark before it.
  fileprivate var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace || first == "\u{FEFF}" { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
