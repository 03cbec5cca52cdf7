import Glibc

/// The logarithm of the gamma function of a positive number.
func logGamma(_ x: Double) -> Double {
  lgamma(x).0
}

/// The distribution function of the standard normal distribution.
func standardNormalDistribution(_ x: Double) -> Double {
  0.5 * erfc(-x / 2.0.squareRoot())
}

/// The probability that a chi-squared variable exceeds a value.
///
/// It is the regularised incomplete gamma function Q(df / 2, x / 2), by its series below and its
/// continued fraction above: Abramowitz and Stegun (1964), 6.5.29 and 6.5.31.
func chiSquaredUpperTail(_ value: Double, degreesOfFreedom: Int) -> Double {
  let (a, x) = (Double(degreesOfFreedom) / 2, value / 2)
  guard x > 0, a > 0 else { return 1 }
  let factor = exp(a * log(x) - x - logGamma(a))
  if x < a + 1 {
    var term = 1 / a
    var sum = term
    for n in 1...1_000 where term > sum * 1e-17 {
      term *= x / (a + Double(n))
      sum += term
    }
    return max(0, 1 - factor * sum)
  }
  let fraction = ContinuedFraction.value(first: x + 1 - a) { n in
    (numerator: -n * (n - a), denominator: x + 1 - a + 2 * n)
  }
  return factor / fraction
}

/// The regularised incomplete beta function I_x(a, b).
///
/// By its continued fraction, on the side where that converges fast: Abramowitz and Stegun (1964),
/// 26.5.8.
func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  guard x > 0 else { return 0 }
  guard x < 1 else { return 1 }
  guard x <= (a + 1) / (a + b + 2) else { return 1 - incompleteBeta(1 - x, b, a) }
  let logFactor = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
  let fraction = ContinuedFraction.value(first: 1) { n in
    let m = (n / 2).rounded(.down)
    let numerator =
      n == 2 * m
      ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return (numerator, 1)
  }
  return exp(logFactor) / (a * fraction)
}

/// The distribution function of Student's t distribution.
func studentDistribution(_ t: Double, degreesOfFreedom: Double) -> Double {
  guard degreesOfFreedom.isFinite else { return standardNormalDistribution(t) }
  let square = t * t
  let tail =
    0.5 * incompleteBeta(degreesOfFreedom / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5)
  return t > 0 ? 1 - tail : tail
}

/// The value that a t variable stays below with the given probability, by bisection.
func studentQuantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
  guard probability != 0.5 else { return 0 }
  var (low, high) = (-1.0, 1.0)
  while studentDistribution(low, degreesOfFreedom: degreesOfFreedom) > probability { low *= 2 }
  while studentDistribution(high, degreesOfFreedom: degreesOfFreedom) < probability { high *= 2 }
  while true {
    let middle = low + (high - low) / 2
    guard low < middle, middle < high else { return middle }
    if studentDistribution(middle, degreesOfFreedom: degreesOfFreedom) < probability {
      low = middle
    } else {
      high = middle
    }
  }
}

/// A continued fraction b0 + a1 / (b1 + a2 / (b2 + …)).
enum ContinuedFraction {
  /// Its value, by the method of Lentz (1976).
  static func value(
    first: Double,
    _ terms: (Double) -> (numerator: Double, denominator: Double)
  ) -> Double {
    let tiny = 1e-300
    var value = first == 0 ? tiny : first
    var (c, d) = (value, 0.0)
    for n in 1...10_000 {
      let (numerator, denominator) = terms(Double(n))
      d = denominator + numerator * d
      c = denominator + numerator / c
      d = 1 / (d == 0 ? tiny : d)
      c = c == 0 ? tiny : c
      value *= c * d
      if (c * d - 1).magnitude < 1e-16 { break }
    }
    return value
  }
}
