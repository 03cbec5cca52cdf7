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
    var lines: [ReferenceHeight] = []
    var seen: Set<String> = []
    try HeadedLines.read(bytes, name: name, headings: headings) { cells, place in
      let line = try line(cells, place: place)
      guard seen.insert("\(line.age) \(line.gender)").inserted else {
        throw Problem(
          description:
            "\(place): age \(cells[0]) of \(line.gender) is given already; keep one"
        )
      }
      lines.append(line)
    }
    guard !lines.isEmpty else {
      throw Problem(
        description: "\(name): no line says how tall anybody is; it needs the columns "
          + headings.joined(separator: ", ")
      )
    }
    // The order of the lines says nothing, and must not change a digest.
    return lines.sorted { ($0.age, $0.gender) < ($1.age, $1.gender) }
  }

  private static func line(_ cells: [String], place: String) throws -> ReferenceHeight {
    func number(_ index: Int, _ range: ClosedRange<Double>) throws -> Double {
      // Digits and a point alone: `Double` also takes 0x1p7, 1e2 and nan.
      let isPlain = cells[index].utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
      guard isPlain, let number = Double(cells[index]), range.contains(number) else {
        throw Problem(
          description: "\(place): \(headings[index]) \"\(cells[index])\" is not a number from "
            + "\(range.lowerBound) to \(range.upperBound)"
        )
      }
      return number
    }
    let gender = try HeadedLines.gender(cells[1], place: place)
    return ReferenceHeight(
      age: try number(0, 0...150),
      gender: gender,
      mean: try number(2, 20...300),
      standardDeviation: try number(3, 0.1...100)
    )
  }
}
