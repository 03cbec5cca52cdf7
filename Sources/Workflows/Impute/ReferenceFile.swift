import CSV
package import StudentStore

/// A file that says how tall girls and boys of each age are: columns `age`, `gender`, `mean_cm` and
/// `sd_cm`, in any order, one line for each age and gender.
package enum ReferenceFile {
  /// Why a line of the file is of no use.
  package struct Problem: Error, CustomStringConvertible {
    package let description: String
  }

  private static let headings = ["age", "gender", "mean_cm", "sd_cm"]

  /// Reads the file.
  ///
  /// - Parameters:
  ///   - bytes: What is in it.
  ///   - name: What to call it in messages.
  /// - Returns: Its lines.
  /// - Throws: `Problem` naming the first line that cannot be used.
  package static func read(_ bytes: [UInt8], name: String) throws -> [ReferenceHeight] {
    var columns: [Int]?
    var lines: [ReferenceHeight] = []
    var parser = CSVParser(dialect: .comma)
    func take(_ record: borrowing CSVRecord) throws {
      guard !record.isBlank else { return }
      let place = "\(name):\(record.line)"
      if let fault = record.fault { throw Problem(description: "\(place): \(fault.code.rawValue)") }
      var fields: [String] = []
      for field in 0..<record.fieldCount { fields.append(record.text(field)) }
      if let columns {
        lines.append(try line(fields, columns, place: place))
      } else {
        columns = try self.columns(of: fields, place: place)
      }
    }
    try parser.parse(bytes.span, take)
    try parser.finish(take)
    guard !lines.isEmpty else {
      throw Problem(
        description: "\(name): no line says how tall anybody is; it needs the columns "
          + headings.joined(separator: ", ")
      )
    }
    var seen: Set<String> = []
    for line in lines where !seen.insert("\(line.age) \(line.gender)").inserted {
      throw Problem(
        description: "\(name): age \(line.age) of \(line.gender) stands there twice; keep one"
      )
    }
    return lines
  }

  private static func columns(of fields: [String], place: String) throws -> [Int] {
    try headings.map { heading in
      let wanted = fields.firstIndex { field in
        field.trimmed.lowercased() == heading
      }
      guard let wanted else {
        throw Problem(
          description: "\(place): the column \(heading) is missing; the headings have to be "
            + headings.joined(separator: ",")
        )
      }
      return wanted
    }
  }

  private static func line(
    _ fields: [String],
    _ columns: [Int],
    place: String
  ) throws -> ReferenceHeight {
    func cell(_ index: Int) -> String {
      fields.indices.contains(columns[index]) ? fields[columns[index]].trimmed : ""
    }
    func number(_ index: Int, _ range: ClosedRange<Double>) throws -> Double {
      guard let number = Double(cell(index)), range.contains(number) else {
        throw Problem(
          description: "\(place): \(headings[index]) \"\(cell(index))\" is not a number from "
            + "\(range.lowerBound) to \(range.upperBound)"
        )
      }
      return number
    }
    guard !cell(1).isEmpty else { throw Problem(description: "\(place): the gender is empty") }
    return ReferenceHeight(
      age: try number(0, 0...150),
      gender: cell(1),
      mean: try number(2, 20...300),
      standardDeviation: try number(3, 0.1...100)
    )
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
