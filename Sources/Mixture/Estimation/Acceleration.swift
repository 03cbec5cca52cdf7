import Glibc

/// How EM is helped along.
package enum Acceleration: String, Sendable, CaseIterable {
  /// Not at all: every step is an EM step.
  case none

  /// After three EM steps, a leap to where they are heading.
  ///
  /// This is the scheme SQUAREM with step length S3 of Varadhan and Roland (2008). With r the
  /// first of two successive changes and v the second less the first, the leap goes to
  ///
  ///     theta - 2 a r + a^2 v,    a = - |r| / |v|
  ///
  /// The first of the three EM steps mends what a leap has bent in the directions in which EM is
  /// fast; the other two show the slow ones. A leap that does not rise is not taken.
  case squared

  /// How many EM steps lie between two leaps.
  static let stepsBetweenLeaps = 3

  /// The mixture that the last steps are heading for; `nil` where it is not the time to leap.
  ///
  /// The parameters are taken as logarithms of shares and variances and as means in standard
  /// deviations: no leap can then leave the parameter space, and no unit of height matters.
  func leap(after steps: [Step], settling step: MaximisationStep) -> HeightMixture? {
    guard self == .squared, steps.count > Self.stepsBetweenLeaps else { return nil }
    let recent = steps.suffix(Self.stepsBetweenLeaps)
    guard recent.allSatisfy({ $0.kind == .ascent }) else { return nil }
    // Of changes within rounding a ratio means nothing.
    guard recent.allSatisfy({ ($0.largestChange ?? 0) > 10 * StoppingRule.roundingOfChange })
    else { return nil }
    let mixtures = recent.map(\.mixture)
    let scales = mixtures[0].components.map(\.standardDeviation)
    let points = mixtures.map { Self.coordinates(of: $0, scales: scales) }
    var (first, second) = (0.0, 0.0)
    for i in points[0].indices {
      let r = points[1][i] - points[0][i]
      let v = points[2][i] - points[1][i] - r
      first += r * r
      second += v * v
    }
    let length = (first / second).squareRoot()
    // Up to one, the leap would fall short of the step that has been taken already.
    guard length > 1, length.isFinite else { return nil }
    let ahead = points[0].indices.map { i in
      let r = points[1][i] - points[0][i]
      let v = points[2][i] - points[1][i] - r
      return points[0][i] + 2 * length * r + length * length * v
    }
    return Self.mixture(at: ahead, scales: scales, settling: step)
  }

  private static func coordinates(of mixture: HeightMixture, scales: [Double]) -> [Double] {
    zip(mixture.components, scales).flatMap { component, scale in
      [
        log(component.weight), log(component.weightAmongMissing), component.mean / scale,
        log(component.variance),
      ]
    }
  }

  private static func mixture(
    at point: [Double],
    scales: [Double],
    settling step: MaximisationStep
  ) -> HeightMixture? {
    let genders = scales.indices
    let weights = MaximisationStep.shares(genders.map { exp(point[4 * $0]) })
    let missing = MaximisationStep.shares(genders.map { exp(point[4 * $0 + 1]) })
    guard weights.count == genders.count, missing.count == genders.count else { return nil }
    let components = genders.map { k in
      Component(
        weight: weights[k],
        weightAmongMissing: missing[k],
        mean: point[4 * k + 2] * scales[k],
        variance: step.floor.applied(to: exp(point[4 * k + 3]))
      )
    }
    // A leap may go anywhere, infinity included; what is no mixture is no leap.
    return try? HeightMixture(components: components, density: step.density)
  }
}
