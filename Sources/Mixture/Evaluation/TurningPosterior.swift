/// Where the posterior of the taller of two genders turns back.
///
/// With two variances the wider gender wins again far outside, and the tallest pupils are called by
/// the shorter one. That is not plausible of a student, so whoever is beyond such a height is not
/// proposed to; the others are not touched by it. Of two genders, the posterior of the taller one
/// against the other has to rise with the height; what it may fall back by is ``smallest``.
///
/// Two t densities let go of a student far out: the posterior goes back to the share, which is what
/// to say of a height that somebody mistook. It counts as turned when it has gone past the share.
package struct TurningPosterior: Hashable, Sendable {
  /// How far a posterior may fall back before it counts as turned.
  ///
  /// With any two variances it falls somewhere; from .97 to .95 misleads nobody.
  package static let smallest = 0.05

  /// Two genders that together are less probable than this are not proposed at a height anyway.
  private static let leastProbability = 0.02

  /// Two genders and where the posterior of the taller one against the shorter one is at its extremes.
  private struct Pair: Hashable {
    let shorter: Int
    let taller: Int
    let mixture: HeightMixture
    /// Above this height the posterior must not be below the limit by more than ``smallest``.
    let above: (height: Double, limit: Double)?
    /// Below this height it must not be above the limit by more than that.
    let below: (height: Double, limit: Double)?

    static func == (left: Pair, right: Pair) -> Bool {
      left.shorter == right.shorter && left.taller == right.taller && left.mixture == right.mixture
    }

    func hash(into hasher: inout Hasher) { hasher.combine(mixture) }

    func isBeyond(_ height: Double) -> Bool {
      let posterior = mixture.posterior(of: height)[1]
      if let above, height > above.height { return posterior < above.limit - smallest }
      if let below, height < below.height { return posterior > below.limit + smallest }
      return false
    }
  }

  private let mixture: HeightMixture
  private let pairs: [Pair]

  /// The turning heights of every pair of genders.
  package init(_ mixture: HeightMixture) {
    self.mixture = mixture
    let components = mixture.components
    let order = components.indices.sorted { components[$0].mean < components[$1].mean }
    var pairs: [Pair] = []
    for (place, shorter) in order.enumerated() {
      for taller in order[(place + 1)...] {
        if let pair = Self.pair(shorter, taller, of: mixture) { pairs.append(pair) }
      }
    }
    self.pairs = pairs
  }

  /// The two genders whose posterior has turned back at a height in centimetres; nil where none has.
  package func pair(beyond height: Double) -> (shorter: Int, taller: Int)? {
    let height = HeightMixture.bounded(height)
    guard let pair = pairs.first(where: { $0.isBeyond(height) }) else { return nil }
    let posterior = mixture.posterior(of: height)
    guard posterior[pair.shorter] + posterior[pair.taller] > Self.leastProbability else {
      return nil
    }
    return (pair.shorter, pair.taller)
  }

  private static func pair(_ shorter: Int, _ taller: Int, of mixture: HeightMixture) -> Pair? {
    let (a, b) = (mixture.components[shorter], mixture.components[taller])
    let total = a.weightAmongMissing + b.weightAmongMissing
    guard total > 0 else { return nil }
    let own = HeightMixture(
      estimated: [a, b].map {
        Component(weight: $0.weightAmongMissing / total, mean: $0.mean, variance: $0.variance)
      },
      density: mixture.density
    )
    let posterior = { (height: Double) in own.posterior(of: HeightMixture.bounded(height))[1] }
    var (above, below): ((height: Double, limit: Double)?, (height: Double, limit: Double)?)
    if mixture.density == .normal {
      // The log-odds are a parabola with this vertex.
      let vertex = (a.mean * b.variance - b.mean * a.variance) / (b.variance - a.variance)
      guard vertex.isFinite else { return nil }
      if b.variance < a.variance {
        above = (vertex, posterior(vertex))
      } else {
        below = (vertex, posterior(vertex))
      }
    } else {
      let middle = a.mean + (b.mean - a.mean) / 2
      let step = max(a.standardDeviation, b.standardDeviation) / 10
      let share = own.components[1].weight
      let upper = (0...200).map { middle + step * Double($0) }
      let lower = (0...200).map { middle - step * Double($0) }
      if let highest = upper.max(by: { posterior($0) < posterior($1) }) {
        above = (highest, posterior(highest) >= share ? share : 0)
      }
      if let lowest = lower.min(by: { posterior($0) < posterior($1) }) {
        below = (lowest, posterior(lowest) <= share ? share : 1)
      }
    }
    return Pair(shorter: shorter, taller: taller, mixture: own, above: above, below: below)
  }
}
