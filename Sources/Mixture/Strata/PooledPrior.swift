/// What all strata together say about one of them: partial pooling.
///
/// A class has few recorded heights of each gender, a school has many. So each stratum is fitted
/// with ``strength`` pseudo-students of each gender, who stand where the whole school's genders
/// stand: a class with many recorded students hardly feels them, a class with none goes by them
/// alone. Gelman et al. (2013), chapter 5.
///
/// Pooling heights as they are would find young and old where strata are ages. So what is pooled
/// are the heights about the level of their stratum; see ``StratifiedEvidence``.
struct PooledPrior {
  /// How many students of each gender the whole school is worth to a stratum.
  static let strength = 20.0

  /// The fit of all students about the level of their stratum.
  let fit: Fit

  private let levels: [Double]

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
    MixturePrior(
      components: fit.mixture.components.map {
        ComponentPrior(
          mean: $0.mean + levels[stratum],
          variance: $0.variance * fit.mixture.density.variancePerSquaredScale,
          strength: Self.strength
        )
      },
      shares: fit.mixture.components.map { Self.strength * $0.weight },
      sharesAmongMissing: fit.mixture.components.map { Self.strength * $0.weightAmongMissing }
    )
  }
}
