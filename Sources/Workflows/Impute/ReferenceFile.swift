import CSV
import RosterReading
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
    var seen: Set<String> = []
    var parser = CSVParser(dialect: .comma)
    func take(_ record: borrowing CSVRecord) throws {
      guard !record.isBlank else { return }
      let place = "\(name):\(record.line)"
      if let fault = record.fault {
        throw Problem(
          description: "\(place): the line cannot be read (\(fault.code.rawValue)); correct it"
        )
      }
      var fields: [String] = []
      for field in 0..<record.fieldCount { fields.append(record.text(field)) }
      if let columns {
        let line = try line(fields, columns, place: place)
        guard seen.insert("\(line.age) \(line.gender)").inserted else {
          throw Problem(
            description:
              "\(place): age \(fields[columns[0]].trimmed) of \(line.gender) is given "
              + "already; keep one"
          )
        }
        lines.append(line)
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
    // The order of the lines says nothing, and must not change a digest.
    return lines.sorted { ($0.age, $0.gender) < ($1.age, $1.gender) }
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
      // Digits and a point alone: `Double` also takes 0x1p7, 1e2 and nan.
      let isPlain = cell(index).utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
      guard isPlain, let number = Double(cell(index)), range.contains(number) else {
        throw Problem(
          description: "\(place): \(headings[index]) \"\(cell(index))\" is not a number from "
            + "\(range.lowerBound) to \(range.upperBound)"
        )
      }
      return number
    }
    guard case .gender(let gender) = GenderWords().reading(of: cell(1)) else {
      throw Problem(
        description: "\(place): \"\(cell(1))\" is not a gender; write it as the school's list does"
      )
    }
    return ReferenceHeight(
      age: try number(0, 0...150),
      gender: gender,
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
