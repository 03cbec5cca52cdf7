package import Mixture

/// The densities of the heights of each gender, weighted with its share among the students whose gender
/// is missing: at a height, the values have the ratio of the probabilities.
package struct WeightedDensities {
  private let mixture: HeightMixture
  /// The heights to draw, in centimetres: all but a few in a thousand, and the student.
  package let range: ClosedRange<Double>

  /// The densities of a mixture, and a student's height in centimetres.
  package init(_ mixture: HeightMixture, height: Double) {
    self.mixture = mixture
    let lows = mixture.components.map { $0.mean - 3 * $0.standardDeviation }
    let highs = mixture.components.map { $0.mean + 3 * $0.standardDeviation }
    let low = min(lows.min() ?? height, height - 1)
    let high = max(highs.max() ?? height, height + 1)
    range = low...high
  }

  /// The value of each gender at a height, in the order of the mixture.
  package func values(at height: Double) -> [Double] {
    let density = mixture.density(of: height)
    return mixture.posterior(of: height).map { $0 * density }
  }
}
