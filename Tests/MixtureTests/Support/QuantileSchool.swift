import Foundation
import Mixture

/// A school of 400 that anyone can make: the quantiles of two normal distributions.
///
/// Girls round(162 + 7 z, 1), boys round(175.5 + 7.5 z, 1) with z the normal quantile of
/// (i - .5) / 200 for i from 1 to 200.
enum QuantileSchool {
  /// Which labels are kept.
  enum Labels {
    /// Every fourth of both.
    case fourth
    /// Four fifths of the boys', one fifth of the girls'.
    case boysRather

    func keeps(_ gender: Int, _ number: Int) -> Bool {
      switch self {
      case .fourth: number % 4 == 0
      case .boysRather: (gender == 1) == (number % 5 != 0)
      }
    }
  }

  /// Whether ten heights of each gender are wrong by 30 cm: girls' too small, boys' too large.
  enum Mistakes {
    case none
    case thirtyCentimetres
  }

  static func students(_ labels: Labels, _ mistakes: Mistakes = .none) -> [Cell] {
    var cells: [Cell] = []
    for number in 1...200 {
      let z = standardNormalQuantile((Double(number) - 0.5) / 200)
      for (gender, height) in [162 + 7 * z, 175.5 + 7.5 * z].enumerated() {
        var tenths = (height * 10).rounded()
        if mistakes == .thirtyCentimetres, [18, 20].contains(number % 40) {
          tenths += gender == 0 ? -300 : 300
        }
        let label = labels.keeps(gender, number) ? gender : nil
        cells.append(Cell(height: tenths / 10, label: label))
      }
    }
    return cells
  }

  static func evidence(_ labels: Labels, _ mistakes: Mistakes = .none) throws -> Evidence {
    try Evidence(cells: students(labels, mistakes), genderCount: 2)
  }

  /// The inverse of the standard normal distribution function, by bisection of `erfc`.
  static func standardNormalQuantile(_ probability: Double) -> Double {
    var (low, high) = (-10.0, 10.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      let below = 0.5 * erfc(-middle / 2.0.squareRoot())
      if below < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
