import Glibc

extension Uncertainty {
  /// A mixture drawn around the fitted one, as far away as the evidence leaves open.
  ///
  /// The parameters are drawn from the normal distribution whose covariance is the inverse of the
  /// observed information: what many students leave open (Rubin 1987, section 4.3; van der Vaart
  /// 1998, section 10.2). Means and the logarithms of deviations are drawn as they are; what lies
  /// beyond the heights of this world is put on its border.
  ///
  /// - Parameter stream: Where the normal deviates come from, one for each parameter.
  /// - Returns: The mixture; whatever the deviates, its numbers are finite.
  func drawnMixture(by stream: inout SeededStream) -> HeightMixture {
    let moves = information.inverseTransposed((0..<space.count).map { _ in stream.nextNormal() })
    let weights = Self.shares(mixture.components.map(\.weight), moved: moves, at: space.share)
    let missing = Self.shares(
      mixture.components.map(\.weightAmongMissing),
      moved: moves,
      at: space.shareAmongMissing
    )
    let drawn = mixture.components.enumerated().map { gender, component in
      let variance = component.variance * exp(2 * moves[space.logDeviation(gender)])
      return Component(
        weight: weights[gender],
        weightAmongMissing: missing[gender],
        mean: HeightMixture.bounded(component.mean + moves[space.mean(gender)]),
        variance: min(
          max(variance, HeightMixture.variances.lowerBound),
          HeightMixture.variances.upperBound
        )
      )
    }
    return HeightMixture(estimated: drawn, density: mixture.density)
  }

  /// The shares after their log-ratios to the largest have moved.
  ///
  /// A log-ratio is far from normal where a gender has next to no students: that of one in a
  /// hundred millions has an error of thousands and would be drawn as nobody or everybody. So the
  /// move is made on the scale on which the error of a share does not depend on the share, the
  /// arc sine of the square root (Anscombe 1948): with q the gender's part of itself and the
  /// largest, a small move of the log-ratio is sqrt(q (1 - q)) / 2 times as large there.
  private static func shares(
    _ shares: [Double],
    moved moves: [Double],
    at index: (Int) -> Int?
  ) -> [Double] {
    let largest = shares.max() ?? 1
    let ratios = shares.enumerated().map { gender, share in
      guard let place = index(gender) else { return share / largest }
      let part = share / (share + largest)
      let angle = asin(part.squareRoot()) + (part * (1 - part)).squareRoot() / 2 * moves[place]
      let tangent = tan(angle)
      // At a right angle the others are nobody.
      return min(tangent * tangent, 1 / MaximisationStep.smallestShare)
    }
    let total = ratios.reduce(0, +)
    return ratios.map { $0 / total }
  }
}
