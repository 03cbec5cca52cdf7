import Glibc

extension StratumFit {
  /// The fit with its genders as near to each other as the evidence allows.
  ///
  /// Of a dozen students the girls are always some centimetres away from the boys, by chance, and
  /// a mixture that takes this for the truth seems to tell them apart. What heights tell at least
  /// is what they would tell if means and spreads differed by ``deviates`` standard errors less.
  /// In a large school that changes nothing. Where the information is singular, the evidence has
  /// no say in how far it may be off, and the fit stays as it is.
  var leastInformative: HeightMixture {
    let mixture = fit.mixture
    guard mixture.components.count > 1, let uncertainty = Uncertainty(fit, given: evidence) else {
      return mixture
    }
    let space = uncertainty.space
    let shares = mixture.components.map(\.weight)
    let means = Self.drawnTogether(
      mixture.components.map(\.mean),
      shares: shares,
      error: uncertainty.error { space.mean($0) }
    )
    let scales = Self.drawnTogether(
      mixture.components.map { log($0.standardDeviation) },
      shares: shares,
      error: uncertainty.error { space.logDeviation($0) }
    )
    return HeightMixture(
      estimated: mixture.components.enumerated().map { gender, component in
        Component(
          weight: component.weight,
          weightAmongMissing: component.weightAmongMissing,
          mean: means[gender],
          variance: exp(2 * scales[gender])
        )
      },
      density: mixture.density
    )
  }

  /// How many standard errors genders are drawn together by.
  private static let deviates = 2.0

  /// Values moved towards their mean until the pair that is known best has lost its standard
  /// errors.
  private static func drawnTogether(
    _ values: [Double],
    shares: [Double],
    error: (Int, Int) -> Double
  ) -> [Double] {
    var kept = 0.0
    for j in values.indices {
      for k in values.indices where k > j && values[j] != values[k] {
        let distance = (values[j] - values[k]).magnitude
        kept = max(kept, 1 - deviates * error(j, k) / distance)
      }
    }
    let centre = zip(values, shares).reduce(0) { $0 + $1.0 * $1.1 }
    return values.map { centre + kept * ($0 - centre) }
  }
}

extension Uncertainty {
  /// The standard error of the difference of a parameter between two genders.
  fileprivate func error(of place: @escaping (Int) -> Int) -> (Int, Int) -> Double {
    { first, second in
      var gradient = [Double](repeating: 0, count: space.count)
      gradient[place(first)] += 1
      gradient[place(second)] -= 1
      return information.inverseForm(gradient).squareRoot()
    }
  }
}
