import Glibc

extension HeightMixture {
  /// The part of the students without a gender that even the best rule calls wrongly, if this
  /// mixture is the truth: 1 - integral of max_k pi_k f_k(x).
  ///
  /// Two densities of one family cross where a quadratic equation says, at most twice. Between
  /// neighbouring crossings of any pair one gender is the likeliest, and the part of it that lies
  /// there comes from its distribution function. So no numerical integral is needed.
  package var bayesError: Double {
    error(with: components.map(\.weightAmongMissing))
  }

  /// The part that is called wrongly by taking the commonest gender for everybody.
  package var majorityError: Double {
    1 - (components.map(\.weightAmongMissing).max() ?? 1)
  }

  /// How much of the densities lies under each other, whatever the shares: one where they are the
  /// same, zero where they do not touch.
  ///
  /// For two genders it is the integral of the smaller density; in general the Bayes error with
  /// equal shares, relative to that of a blind guess.
  package var overlap: Double {
    let genders = Double(components.count)
    guard genders > 1 else { return 1 }
    let shares = components.map { _ in 1 / genders }
    return min(1, error(with: shares) * genders / (genders - 1))
  }

  private func error(with shares: [Double]) -> Double {
    let present = components.indices.filter { shares[$0] > 0 }
    var cuts: [Double] = []
    for j in present {
      for k in present where k > j { cuts += crossings(j, k, shares: shares) }
    }
    cuts.sort()
    let widest = components.map(\.standardDeviation).max() ?? 1
    let terms = PosteriorTerms(self)
    var right = 0.0
    var lower = -Double.infinity
    for upper in cuts + [.infinity] {
      let inside = Self.point(between: lower, and: upper, reach: widest)
      let best = present.max {
        log(shares[$0]) + terms[$0].logDensity(at: inside - terms[$0].mean)
          < log(shares[$1]) + terms[$1].logDensity(at: inside - terms[$1].mean)
      }
      if let best {
        right += shares[best] * (distribution(of: best, upper) - distribution(of: best, lower))
      }
      lower = upper
    }
    return max(0, 1 - right)
  }

  private static func point(between lower: Double, and upper: Double, reach: Double) -> Double {
    switch (lower.isFinite, upper.isFinite) {
    case (true, true): lower + (upper - lower) / 2
    case (true, false): lower + reach
    case (false, true): upper - reach
    case (false, false): 0
    }
  }

  private func distribution(of gender: Int, _ height: Double) -> Double {
    guard height.isFinite else { return height > 0 ? 1 : 0 }
    let component = components[gender]
    let z = (height - component.mean) / component.standardDeviation
    return studentDistribution(z, degreesOfFreedom: density.degreesOfFreedom)
  }

  /// Where pi_j f_j = pi_k f_k, in centimetres.
  private func crossings(_ j: Int, _ k: Int, shares: [Double]) -> [Double] {
    let (a, b) = (components[j], components[k])
    let gap = b.mean - a.mean
    let level = log(shares[j] / shares[k]) - 0.5 * log(a.variance / b.variance)
    let roots: [Double]
    switch density {
    case .normal:
      // level - d^2 / (2 sigma2_j) + (d - gap)^2 / (2 sigma2_k) = 0, with d = x - mu_j.
      let (p, q) = (0.5 / a.variance, 0.5 / b.variance)
      roots = realRoots(q - p, -2 * q * gap, q * gap * gap + level)
    case .t(let nu):
      // 1 + d^2 / (nu sigma2_j) = c (1 + (d - gap)^2 / (nu sigma2_k)).
      let (p, q) = (1 / (nu * a.variance), 1 / (nu * b.variance))
      let c = exp(2 * level / (nu + 1))
      roots = realRoots(p - c * q, 2 * c * q * gap, 1 - c - c * q * gap * gap)
    }
    return roots.map { a.mean + $0 }
  }
}

/// The real roots of a x^2 + b x + c, none or two where they exist, and one of a straight line.
///
/// The larger root is computed first and the other from their product, so that nothing cancels.
private func realRoots(_ a: Double, _ b: Double, _ c: Double) -> [Double] {
  let discriminant = b * b - 4 * a * c
  guard discriminant >= 0 else { return [] }
  let q = -0.5 * (b + (b < 0 ? -1 : 1) * discriminant.squareRoot())
  return [q / a, c / q].filter(\.isFinite)
}
