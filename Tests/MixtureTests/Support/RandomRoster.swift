import Mixture
import TestSupport

/// A roster drawn from a seed: anything that a school, or somebody's mistake, can produce.
///
/// One to five genders, one to some hundred students, and by turns: plausible heights, heights
/// rounded so coarsely that most are ties, a few absurd outliers, one height for all, hardly any
/// labels, labels of one gender only.
struct RandomRoster: CustomStringConvertible {
  let seed: UInt64
  let genderCount: Int
  let resolution: Double
  let students: [Cell]

  var description: String { "seed \(seed): \(genderCount) genders, \(students.count) students" }

  init(seed: UInt64, students range: ClosedRange<Int> = 1...500) {
    var generator = SeededGenerator(seed: seed)
    self.seed = seed
    genderCount = Int.random(in: 1...5, using: &generator)
    // Small rosters are the ones with corners, and large ones take their time: the size is
    // spread evenly over orders of magnitude.
    let size = Self.size(in: range, using: &generator)
    let kind = Kind.allCases.randomElement(using: &generator) ?? .plausible
    resolution = kind == .ties ? 5 : [0.1, 0.5, 1].randomElement(using: &generator) ?? 0.1
    let labelledShare = Double.random(in: 0.02...1, using: &generator)
    let gap = Double.random(in: 0...15, using: &generator)
    let spread = Double.random(in: 1...10, using: &generator)

    var students: [Cell] = []
    for _ in 0..<size {
      let gender = Int.random(in: 0..<genderCount, using: &generator)
      let centre = 150 + gap * Double(gender)
      var height = centre + spread * Self.nearlyNormal(using: &generator)
      height = (height / resolution).rounded() * resolution
      switch kind {
      case .plausible, .ties, .oneLabel: break
      case .allEqual: height = 170
      case .outliers:
        if Int.random(in: 0..<20, using: &generator) == 0 {
          height = Self.outliers.randomElement(using: &generator) ?? 0
        }
      }
      let isLabelled = Double.random(in: 0..<1, using: &generator) < labelledShare
      let label = kind == .oneLabel ? 0 : gender
      students.append(Cell(height: height, label: isLabelled ? label : nil))
    }
    self.students = students
  }

  func evidence() throws(FitRefusal) -> Evidence {
    try Evidence(cells: students, genderCount: genderCount, resolution: resolution)
  }

  private enum Kind: CaseIterable {
    case plausible
    case ties
    case outliers
    case allEqual
    case oneLabel
  }

  private static let outliers = [
    0, -0.0, -1, 1.7, 17, 1700, 1e5, -1e6, 1e6, 1e-300, .leastNonzeroMagnitude,
  ]

  private static func size(
    in range: ClosedRange<Int>,
    using generator: inout SeededGenerator
  ) -> Int {
    var upper = range.upperBound
    while upper > 2 * range.lowerBound, Bool.random(using: &generator) { upper /= 2 }
    return Int.random(in: range.lowerBound...max(range.lowerBound, upper), using: &generator)
  }

  /// The sum of twelve uniform numbers less six: close to a standard normal, and only arithmetic.
  private static func nearlyNormal(using generator: inout SeededGenerator) -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
  }
}
