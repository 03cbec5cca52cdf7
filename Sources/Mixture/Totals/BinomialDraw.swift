import Glibc

extension SeededStream {
  /// How many of `count` students are of a kind that each is with the given probability: a draw
  /// from the binomial distribution.
  ///
  /// The cost does not grow with the number of students: where few are expected, the distribution
  /// function is walked up from zero; else the draw is by Hörmann (1993). Both draw from the exact
  /// distribution, as far as logarithms of factorials are exact: to 1e-5 of a probability for a
  /// thousand million students, to 1e-2 for a million million.
  mutating func nextBinomial(_ count: Int, probability: Double) -> Int {
    guard count > 0, probability > 0 else { return 0 }
    guard probability < 1 else { return count }
    if probability > 0.5 { return count - nextBinomial(count, probability: 1 - probability) }
    return Double(count) * probability < 10
      ? nextRareBinomial(count, probability: probability)
      : nextCommonBinomial(count, probability: probability)
  }

  /// How many of `count` students fall to each kind: a draw from the multinomial distribution, by
  /// one binomial draw after the other.
  ///
  /// The probabilities sum to one, but for rounding.
  mutating func nextMultinomial(_ count: Int, probabilities: [Double]) -> [Int] {
    var drawn = [Int](repeating: 0, count: probabilities.count)
    var (left, mass) = (count, 1.0)
    for (kind, probability) in probabilities.enumerated() where left > 0 {
      let isLast = kind == probabilities.count - 1
      let part = isLast || probability >= mass ? 1 : probability / mass
      drawn[kind] = nextBinomial(left, probability: part)
      left -= drawn[kind]
      mass -= probability
    }
    return drawn
  }

  /// By inversion: the number whose part of the distribution a uniform number falls into.
  ///
  /// P(k + 1) / P(k) = (n - k) / (k + 1) p / q. Fewer than ten are expected, so P(0) is no less
  /// than about exp(-14) and the walk is short.
  private mutating func nextRareBinomial(_ count: Int, probability: Double) -> Int {
    let odds = probability / (1 - probability)
    var mass = exp(Double(count) * log1p(-probability))
    var left = nextUniform()
    var drawn = 0
    while left > mass, drawn < count {
      left -= mass
      mass *= Double(count - drawn) / Double(drawn + 1) * odds
      drawn += 1
      // What rounding leaves of the uniform number beyond the last possible count.
      if mass == 0 { break }
    }
    return drawn
  }

  /// By transformed rejection, the algorithm BTRS of Hörmann (1993): a number from a hat that is
  /// inverted in closed form is taken where it lies under the binomial, as four of five do.
  private mutating func nextCommonBinomial(_ count: Int, probability: Double) -> Int {
    let (n, p) = (Double(count), probability)
    let odds = p / (1 - p)
    let deviation = (n * p * (1 - p)).squareRoot()
    // The constants of the hat, found by Hörmann numerically; valid for n p of ten and more.
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let centre = n * p + 0.5
    let sureHeight = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * deviation
    let mode = ((n + 1) * p).rounded(.down)
    let logMode = logGamma(mode + 1) + logGamma(n - mode + 1)
    while true {
      let u = nextUniform() - 0.5
      let v = nextUniform()
      let edge = 0.5 - u.magnitude
      let k = ((2 * a / edge + b) * u + centre).rounded(.down)
      guard k >= 0, k <= n else { continue }
      // Here the hat's lower part lies under the binomial for certain.
      if edge >= 0.07, v <= sureHeight { return Int(k) }
      let logHat = log(v * alpha / (a / (edge * edge) + b))
      let logRatio = logMode - logGamma(k + 1) - logGamma(n - k + 1) + (k - mode) * log(odds)
      if logHat <= logRatio { return Int(k) }
    }
  }
}
