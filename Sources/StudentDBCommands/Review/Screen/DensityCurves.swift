import Mixture
import Report
import ReviewSession

/// The density of the heights of each gender, drawn in text, with one student's position.
///
/// All have the same scale: at the student's position, the heights of the curves have the ratio of the
/// probabilities.
struct DensityCurves {
  private let weighted: WeightedDensities
  private let genders: [String]
  private let height: Double

  /// The curves of a mixture, whose genders are given in its order, and a student's height in
  /// centimetres.
  init(_ mixture: HeightMixture, genders: [String], height: Double) {
    precondition(mixture.components.count == genders.count, "every density has its gender")
    weighted = WeightedDensities(mixture, height: height)
    self.genders = genders
    self.height = height
  }

  private var range: ClosedRange<Double> { weighted.range }

  private static let blocks: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The curves one below the other, with the axis.
  ///
  /// `width`: of the whole, the names of the genders to the right included.
  func lines(width: Int, rows: Int) -> [String] {
    let labels = genders.map { ScreenText.fitted(SafeText.shown($0), to: 12) }
    let columns = width - 2 - (labels.map(SafeText.width).max() ?? 0)
    guard columns >= 8, rows >= 1 else { return [] }
    let heights = (0..<columns).map { value(at: $0, of: columns) }
    let densities = heights.map(weighted.values)
    let top = densities.joined().max() ?? 0
    guard top > 0 else { return [] }
    let place = column(of: height, of: columns)
    var lines: [String] = []
    for gender in genders.indices {
      let eighths = densities.map { Int(nearest: $0[gender] / top * Double(rows * 8)) }
      for row in (0..<rows).reversed() {
        let line = eighths.indices.map { column -> Character in
          let block = Self.blocks[min(8, max(0, eighths[column] - row * 8))]
          return column == place && block == " " ? "│" : block
        }
        lines.append(String(line) + (row == 0 ? "  " + labels[gender] : ""))
      }
    }
    return lines + [axis(columns, place: place)]
  }

  /// The ends of the axis, and the student between.
  private func axis(_ columns: Int, place: Int) -> String {
    let mark = "▲ \(Numbers.fixed(height, 1)) cm"
    var line = [Character](repeating: " ", count: columns)
    func put(_ text: String, at start: Int) {
      let end = start + text.count
      // A blank on both sides, so that no number runs into another.
      let around = max(0, start - 1)..<min(columns, end + 1)
      guard start >= 0, end <= columns, line[around].allSatisfy({ $0 == " " }) else { return }
      line.replaceSubrange(start..<end, with: text)
    }
    // If there is no room to the right of the mark, the number is to its left.
    if place + mark.count <= columns {
      put(mark, at: place)
    } else {
      put("\(Numbers.fixed(height, 1)) cm ▲", at: place - mark.count + 1)
    }
    put(Numbers.fixed(range.lowerBound, 0), at: 0)
    let high = Numbers.fixed(range.upperBound, 0)
    put(high, at: columns - high.count)
    return String(line).trimmingEnd()
  }

  /// The height in the middle of a column.
  private func value(at column: Int, of columns: Int) -> Double {
    let width = range.upperBound - range.lowerBound
    return range.lowerBound + width * (Double(column) + 0.5) / Double(columns)
  }

  private func column(of height: Double, of columns: Int) -> Int {
    let part = (height - range.lowerBound) / (range.upperBound - range.lowerBound)
    return min(columns - 1, max(0, Int(nearest: (part * Double(columns)).rounded(.down))))
  }
}
