import Glibc
import TestSupport

extension SeededGenerator {
  /// A draw from a normal distribution: Box and Muller (1958).
  mutating func nextNormal(mean: Double = 0, deviation: Double = 1) -> Double {
    let uniform = Double.random(in: 1e-12..<1, using: &self)
    let radius = (-2 * log(uniform)).squareRoot()
    let angle = 2 * .pi * Double.random(in: 0..<1, using: &self)
    return mean + deviation * radius * cos(angle)
  }
}
