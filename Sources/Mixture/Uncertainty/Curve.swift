/// The first derivatives of a log-density by its mean and by the log of its scale.
struct Slope {
  let mean: Double
  let scale: Double
}

/// The negative second derivatives of a log-density by its mean and by the log of its scale.
struct Curvature {
  let mean: Double
  let mixed: Double
  let scale: Double
}

/// The derivatives of one gender's log-density.
///
/// With d = x - mu and D = nu sigma2 + d^2, those of a t density are (nu + 1) d / D and
/// (nu + 1) d^2 / D - 1; with growing nu they become d / sigma2 and d^2 / sigma2 - 1, those of the
/// normal density.
struct Curve: Sendable {
  private let mean: Double
  private let variance: Double
  private let degreesOfFreedom: Double

  init(_ component: Component, density: Density) {
    mean = component.mean
    variance = component.variance
    degreesOfFreedom = density.degreesOfFreedom
  }

  /// The first derivatives at a height.
  func slope(at height: Double) -> Slope {
    let d = height - mean
    let pull = pull(at: d)
    return Slope(mean: pull * d, scale: pull * d * d - 1)
  }

  /// The negative second derivatives at a height.
  func curvature(at height: Double) -> Curvature {
    let d = height - mean
    let pull = pull(at: d)
    guard degreesOfFreedom.isFinite else {
      return Curvature(mean: pull, mixed: 2 * pull * d, scale: 2 * pull * d * d)
    }
    // The part of D that is not d^2: one in the middle, zero far out.
    let inner = degreesOfFreedom * variance / (degreesOfFreedom * variance + d * d)
    return Curvature(
      mean: pull * (2 * inner - 1),
      mixed: 2 * pull * inner * d,
      scale: 2 * pull * inner * d * d
    )
  }

  /// (nu + 1) / D, or 1 / sigma2.
  private func pull(at deviation: Double) -> Double {
    guard degreesOfFreedom.isFinite else { return 1 / variance }
    return (degreesOfFreedom + 1) / (degreesOfFreedom * variance + deviation * deviation)
  }
}
