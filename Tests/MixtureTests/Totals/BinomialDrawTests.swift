import Glibc
import Testing

@testable import Mixture

/// Draws against the binomial distribution itself, by chi-squared tests and by moments.
@Suite struct BinomialDrawTests {
  /// Few and many expected, on either side of one half and of the change of the method at ten.
  @Test(arguments: [
    (1, 0.3), (5, 0.5), (20, 0.02), (30, 0.32), (30, 0.34), (40, 0.75), (100, 0.0999),
    (100, 0.1001), (1_000, 0.5), (1_000, 0.97), (100_000, 0.000_2), (1_000_000, 0.4),
  ])
  func `counts come as often as the distribution says`(count: Int, probability: Double) {
    let draws = 40_000
    var stream = SeededStream(seed: 11, stream: count)
    var seen: [Int: Int] = [:]
    for _ in 0..<draws {
      seen[stream.nextBinomial(count, probability: probability), default: 0] += 1
    }
    #expect(seen.keys.allSatisfy { (0...count).contains($0) })
    // Neighbouring counts are put together until five and more are expected.
    let mean = Double(count) * probability
    let reach = Int(8 * (mean * (1 - probability)).squareRoot()) + 10
    var (statistic, bins) = (0.0, 0)
    var (observed, expected) = (0.0, 0.0)
    for k in max(0, Int(mean) - reach)...min(count, Int(mean) + reach) {
      observed += Double(seen[k, default: 0])
      expected += Double(draws) * exp(Self.logMass(k, count, probability))
      guard expected >= 5 else { continue }
      statistic += (observed - expected) * (observed - expected) / expected
      bins += 1
      (observed, expected) = (0, 0)
    }
    let tail = chiSquaredUpperTail(statistic, degreesOfFreedom: bins - 1)
    #expect(tail > 0.001, "\(statistic) with \(bins) bins")
  }

  @Test(arguments: [(1_000_000_000, 0.3), (1_000_000_000_000, 0.000_01), (1 << 40, 0.9)])
  func `mean and variance are right for a million million students`(
    count: Int,
    probability: Double
  ) {
    var stream = SeededStream(seed: 3)
    let (n, p) = (Double(count), probability)
    let deviation = (n * p * (1 - p)).squareRoot()
    let scores = (0..<20_000).map { _ in
      (Double(stream.nextBinomial(count, probability: p)) - n * p) / deviation
    }
    let mean = scores.reduce(0, +) / 20_000
    let variance = scores.reduce(0) { $0 + $1 * $1 } / 20_000
    // Four standard errors: 1 / sqrt(20000) and sqrt(2 / 20000).
    #expect(mean.magnitude < 0.028)
    #expect((variance - 1).magnitude < 0.04)
  }

  @Test func `what is certain is not drawn`() {
    var stream = SeededStream(seed: 1)
    #expect(stream.nextBinomial(0, probability: 0.5) == 0)
    #expect(stream.nextBinomial(7, probability: 0) == 0)
    #expect(stream.nextBinomial(7, probability: 1) == 7)
    #expect(stream.nextBinomial(.max, probability: .leastNonzeroMagnitude) == 0)
    #expect(stream.nextMultinomial(9, probabilities: [0, 1, 0]) == [0, 9, 0])
    #expect(stream.nextMultinomial(9, probabilities: [1]) == [9])
  }

  @Test func `multinomial counts add up, and each is binomial`() {
    var stream = SeededStream(seed: 5)
    let probabilities = [0.1, 0.2, 0.7 - 1e-16]
    var sums = [0.0, 0, 0]
    for _ in 0..<20_000 {
      let drawn = stream.nextMultinomial(50, probabilities: probabilities)
      #expect(drawn.reduce(0, +) == 50)
      for kind in sums.indices { sums[kind] += Double(drawn[kind]) }
    }
    for (sum, probability) in zip(sums, probabilities) {
      let error = (50 * probability * (1 - probability) / 20_000).squareRoot()
      #expect((sum / 20_000 - 50 * probability).magnitude < 4 * error)
    }
  }

  private static func logMass(_ k: Int, _ count: Int, _ probability: Double) -> Double {
    let (n, k) = (Double(count), Double(k))
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(probability)
      + (n - k) * log1p(-probability)
  }
}
