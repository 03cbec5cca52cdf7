import TestSupport

/// A list of students, and the cells that an engine would count of it.
struct CountedRoster {
  /// The list, with heights of whole millimetres.
  let list: String
  /// Its cells, in an order that says nothing.
  let cells: String
  let students: Int

  static let digest = String(repeating: "a1", count: 32)
  static let signature = "studentdb cells 1 mm minimum=1 dialect=duckdb sha256=\(digest)"
  static let headings = "signature,gender,group_name,age,height_mm,students"

  /// Six hundred children of three grades; every seventh without a gender, some without a height, some
  /// who declined, and some in no class.
  ///
  /// - Parameters:
  ///   - classes: How many classes there are.
  ///   - hasGiant: Whether one without a gender, number 100, is 2.40 m tall.
  /// - Returns: The children.
  static func children(of classes: Int = 3, hasGiant: Bool = false) -> CountedRoster {
    var lines = ["id,name,gender,height_cm,class,age"]
    var counts: [String: Int] = [:]
    let words = [["F", "female", "weiblich"], ["M", "male", "männlich"]]
    var generator = SeededGenerator(seed: 7)
    for number in 0..<600 {
      let grade = number % classes
      let sex = Int.random(in: 0...1, using: &generator)
      // Twelve even throws add up to nearly a normal number, with a standard deviation of 6 cm.
      let spread = (0..<12).reduce(0) { sum, _ in
        sum + Int.random(in: -104...104, using: &generator)
      }
      let usual = 1_560 + 130 * sex + 30 * grade + spread * 10 / 35
      let height = hasGiant && number == 100 ? 2_400 : usual
      var word = words[sex][number / 11 % 3]
      if number % 7 == 2 { word = number.isMultiple(of: 2) ? "" : "unknown" }
      if number % 50 == 49 { word = "prefer not to say" }
      let heightText = number % 40 == 7 ? "" : "\(height / 10).\(height % 10)"
      let group = number % 70 == 3 ? "" : "\(grade + 7)\"a"
      let age = number % 30 == 4 ? "" : "\(grade + 12)"
      lines.append(
        "\(number),Child \(number),\(word),\(heightText),\"\(group.replacing("\"", with: "\"\""))\",\(age)"
      )
      let cell = [
        word, "\"\(group.replacing("\"", with: "\"\""))\"", age,
        heightText.isEmpty ? "" : "\(height)",
      ].joined(separator: ",")
      counts[cell, default: 0] += 1
    }
    let cells = counts.sorted { ($0.value, $1.key) < ($1.value, $0.key) }
      .map { "\(signature),\($0.key),\($0.value)" }
    return CountedRoster(
      list: lines.joined(separator: "\n") + "\n",
      cells: ([headings] + cells).joined(separator: "\n") + "\n",
      students: 600
    )
  }

  /// A file of cells with these lines behind the signature.
  static func cells(_ lines: String...) -> String {
    ([headings] + lines.map { "\(signature),\($0)" }).joined(separator: "\n") + "\n"
  }
}
