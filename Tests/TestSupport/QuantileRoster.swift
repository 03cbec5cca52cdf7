import Glibc

/// A school's list whose heights are quantiles of normal distributions, so that anyone can make it
/// again.
package struct QuantileRoster {
  /// Who among the students of a part has the gender written down, by the number counted from one.
  package typealias Knowing = (Int) -> Bool

  private static let heading = "id,name,gender,height,class,age"

  /// The students, one line each.
  package var lines: [String] = []

  /// A list without students.
  package init() {}

  /// Adds so many students of one gender; number i has the quantile of (i - .5) / count.
  ///
  /// Heights are in centimetres, to one decimal; class and age may be left blank.
  package mutating func add(
    _ count: Int,
    _ gender: String,
    mean: Double,
    deviation: Double,
    group: String = "",
    age: String = "",
    knowing: Knowing = { _ in true }
  ) {
    for number in 1...count {
      let z = Self.normalQuantile((Double(number) - 0.5) / Double(count))
      let height = ((mean + deviation * z) * 10).rounded() / 10
      let id = lines.count + 1
      let word = knowing(number) ? gender : ""
      lines.append("\(id),S\(id),\(word),\(height),\(group),\(age)")
    }
  }

  /// The list as a file, with its headings.
  package var text: String { ([Self.heading] + lines).joined(separator: "\n") + "\n" }

  /// The list from the last student to the first.
  package var reversed: QuantileRoster {
    var roster = self
    roster.lines.reverse()
    return roster
  }

  /// The 400 students of `qschool`: girls round(162 + 7 z, 1), boys round(175.5 + 7.5 z, 1) with z
  /// the quantile of (i - .5) / 200.
  package static func school(girls: @escaping Knowing, boys: @escaping Knowing) -> QuantileRoster {
    var roster = QuantileRoster()
    roster.add(200, "F", mean: 162, deviation: 7, knowing: girls)
    roster.add(200, "M", mean: 175.5, deviation: 7.5, knowing: boys)
    return roster
  }

  /// The inverse of the standard normal distribution function, by bisection of `erfc`.
  package static func normalQuantile(_ probability: Double) -> Double {
    var (low, high) = (-10.0, 10.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      let below = 0.5 * erfc(-middle / 2.0.squareRoot())
      if below < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
