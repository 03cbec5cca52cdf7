/// What all strata together say about one of them: partial pooling.
///
/// A class has few recorded heights of each gender, a school has many. So each stratum is fitted
/// with ``strength`` pseudo-students of each gender, who stand where the whole school's genders
/// stand: a class with many recorded students hardly feels them, a class with none goes by them
/// alone. Gelman et al. (2013), chapter 5.
///
/// Pooling heights as they are would find young and old where strata are ages. So what is pooled
/// are the heights about the level of their stratum. The level is the stratum's mean, drawn towards
/// the school's as far as the strata differ by no more than chance: the estimate of a random
/// effect, with the variances of a one-way analysis of variance (Searle, Casella and McCulloch
/// 1992, section 3.6). Parallel classes then share one level, and ages each have their own.
struct PooledPrior {
  /// How many students of each gender the whole school is worth to a stratum.
  static let strength = 20.0

  /// The fit of all students about the level of their stratum.
  let fit: Fit

  /// For each stratum, its level less that of the school, in centimetres.
  private let levels: [Double]

  /// Pools the students that are learnt from, about the levels of all.
  ///
  /// A level needs no gender. Those of the recorded students alone would be levels of girls where
  /// a stratum has girls recorded, and of boys elsewhere.
  ///
  /// - Throws: ``FitRefusal`` where the labelled students of all strata do not define every gender.
  init(
    _ learntFrom: [Evidence?],
    of strata: [Evidence?],
    settings: FitSettings
  ) throws(FitRefusal) {
    levels = Self.levels(of: strata)
    let evidence = try Self.pooled(learntFrom, about: levels)
    fit = try HeightMixture.fit(evidence, settings: settings)
  }

  /// The students of all strata, each height less the level of its stratum.
  ///
  /// The differences are put back on the grid of the resolution, so that pooling merges cells
  /// rather than multiplies them.
  private static func pooled(
    _ strata: [Evidence?],
    about levels: [Double]
  ) throws(FitRefusal) -> Evidence {
    struct Place: Hashable {
      let height: Double
      let label: Int?
      let isDecided: Bool
    }
    var counts: [Place: Int] = [:]
    var (genderCount, resolution) = (0, 0.1)
    for (stratum, level) in zip(strata, levels) {
      guard let stratum else { continue }
      (genderCount, resolution) = (stratum.genderCount, stratum.resolution)
      for cell in stratum.cells {
        let height = ((cell.height - level) / resolution).rounded() * resolution
        let place = Place(height: height, label: cell.label, isDecided: cell.isDecided)
        counts[place, default: 0] += cell.count
      }
    }
    return try Evidence(
      cells: counts.map { place, count in
        Cell(height: place.height, label: place.label, isDecided: place.isDecided, count: count)
      },
      genderCount: genderCount,
      resolution: resolution
    )
  }

  /// The prior of a stratum.
  func prior(of stratum: Int) -> MixturePrior {
    MixturePrior(
      components: fit.mixture.components.map {
        ComponentPrior(
          mean: $0.mean + levels[stratum],
          variance: $0.variance * fit.mixture.density.variancePerSquaredScale,
          strength: Self.strength
        )
      },
      shares: fit.mixture.components.map { Self.strength * $0.weight }
    )
  }

  /// The levels: mean of the stratum less mean of the school, times tau2 / (tau2 + sigma2 / n).
  private static func levels(of strata: [Evidence?]) -> [Double] {
    let moments = strata.map { $0.map(Moments.init) ?? Moments() }
    let present = Double(moments.count { $0.count > 0 })
    let count = moments.reduce(0) { $0 + $1.count }
    guard present > 1, count > present else { return moments.map { _ in 0 } }
    let mean = moments.reduce(0) { $0 + $1.count / count * $1.mean }
    let within = moments.reduce(0) { $0 + $1.squares } / (count - present)
    let between = moments.reduce(0) { sum, stratum in
      sum + stratum.count * (stratum.mean - mean) * (stratum.mean - mean)
    }
    let size = (count - moments.reduce(0) { $0 + $1.count * $1.count } / count) / (present - 1)
    let variance = max(0, (between / (present - 1) - within) / size)
    return moments.map { stratum in
      guard stratum.count > 0, variance > 0 else { return 0 }
      return (stratum.mean - mean) * variance / (variance + within / stratum.count)
    }
  }

  /// Number, mean and sum of squares about it of all heights of a stratum.
  private struct Moments {
    var count = 0.0
    var mean = 0.0
    var squares = 0.0

    init() {}

    init(_ evidence: Evidence) {
      for cell in evidence.cells {
        // Welford (1962): nothing is subtracted that is large.
        let weight = Double(cell.count)
        count += weight
        let deviation = cell.height - mean
        mean += weight / count * deviation
        squares += weight * deviation * (cell.height - mean)
      }
    }
  }
}
