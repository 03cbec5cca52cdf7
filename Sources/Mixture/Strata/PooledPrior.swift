import Glibc

/// What all strata together say about one of them: partial pooling.
///
/// A class has few recorded heights of each gender, a school has many. So each stratum is fitted
/// with pseudo-students of each gender, who stand where the whole school's genders stand in a stratum
/// of this level: a class with many recorded students hardly feels them, a class with none goes by
/// them alone. How many they are is estimated from how far the strata's genders lie from there, and
/// from how unlike the strata's shares are; see ``StrataLevels``. Gelman et al. (2013), chapter 5.
///
/// Pooling heights as they are would find young and old where strata are ages. So what is pooled
/// are the heights about the level of their stratum; see ``StratifiedEvidence``.
struct PooledPrior {
  /// The most students of each gender that the school is worth to a stratum, and for its shares.
  ///
  /// Where the strata stand is estimated and then taken as known; with more the intervals of
  /// confidences were too narrow (92 % in place of 95).
  static let most = 20.0

  /// The fit of all students about the level of their stratum.
  let fit: Fit

  private let levels: StrataLevels

  /// Pools the students that are learnt from, about the levels of all; nil where there is one
  /// stratum.
  ///
  /// - Throws: ``FitRefusal`` where the labelled students of all strata do not define every gender.
  init?(
    _ evidence: StratifiedEvidence,
    learningFromAll: Bool,
    settings: FitSettings
  ) throws(FitRefusal) {
    guard let pooled = evidence.pooled(learningFromAll: learningFromAll) else { return nil }
    levels = evidence.levels
    fit = try HeightMixture.fit(pooled, settings: settings)
  }

  /// The prior of a stratum.
  func prior(of stratum: Int) -> MixturePrior {
    let components = fit.mixture.components
    let concentration = min(Self.most, levels.concentration)
    return MixturePrior(
      components: components.map {
        let variance = $0.variance * fit.mixture.density.variancePerSquaredScale
        return ComponentPrior(
          mean: $0.mean + levels.levels[stratum],
          variance: variance,
          strength: min(Self.most, variance / levels.deviation)
        )
      },
      shares: components.map { concentration * $0.weight },
      sharesAmongMissing: components.map { concentration * $0.weightAmongMissing }
    )
  }
}

/// How alike the shares of strata are.
enum DirichletConcentration {
  /// The likeliest concentration of a Dirichlet distribution about the school's shares.
  ///
  /// The strata's shares are drawn from it, and their counts are given. Its logarithm has a normal
  /// prior about that of 20, with the standard deviation 1. Mosimann (1962) on the
  /// Dirichlet-multinomial.
  static func mode(_ counts: [[Double]], about shares: [Double]) -> Double {
    let grid = (0...28).map { exp(Double($0) / 28 * log(1_000)) }
    let values = grid.map { concentration in
      let prior = log(concentration / 20)
      return counts.reduce(-0.5 * prior * prior) { sum, counts in
        let total = counts.reduce(0, +)
        guard total > 0 else { return sum }
        return zip(counts, shares).reduce(
          sum + logGamma(concentration) - logGamma(total + concentration)
        ) {
          $0 + logGamma($1.0 + concentration * $1.1) - logGamma(concentration * $1.1)
        }
      }
    }
    let best = values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
    return grid[best]
  }
}

/// The shares of the genders in each stratum by its recorded students alone: what a model of heights
/// has to beat.
///
/// Those of a stratum are drawn towards the school's by ``DirichletConcentration``. The school's have
/// half a student more of each gender (Jeffreys 1946), so that a gender of which nobody is left is
/// not impossible.
struct RecordedShares: Sendable {
  private let strata: [[Double]]
  private let school: [Double]
  private let concentration: Double

  /// The shares of strata of so many genders, by how many students have each recorded.
  init(_ counts: [[Int]], genders: Int) {
    strata = counts.map { $0.map(Double.init) }
    school = strata.reduce([Double](repeating: 0.5, count: genders)) { zip($0, $1).map { $0 + $1 } }
    let total = school.reduce(0, +)
    concentration =
      counts.count > 1 ? DirichletConcentration.mode(strata, about: school.map { $0 / total }) : 0
  }

  /// The shares of a stratum.
  ///
  /// - Parameters:
  ///   - stratum: Its index.
  ///   - label: The gender of one of its students who is left out; nil to leave out nobody.
  /// - Returns: The shares in the order of the genders.
  func shares(of stratum: Int, without label: Int? = nil) -> [Double] {
    func without(_ counts: [Double]) -> [Double] {
      counts.enumerated().map { $1 - ($0 == label ? 1 : 0) }
    }
    let school = without(school)
    let total = school.reduce(0, +)
    guard strata.count > 1 else { return school.map { $0 / total } }
    let own = without(strata[stratum])
    let students = own.reduce(concentration, +)
    return zip(own, school).map { ($0 + concentration * $1 / total) / students }
  }
}
