import Glibc

/// The prior of one gender's heights.
///
/// It counts as so many further students of the gender whose heights have this mean and this
/// variance: the conjugate prior, in the words of data.
package struct ComponentPrior: Hashable, Sendable {
  /// The mean height in centimetres.
  package let mean: Double

  /// The variance in square centimetres; of a t density it is the variance too, tails included.
  package let variance: Double

  /// The prior as a number of pseudo-students.
  package let strength: Double

  /// A prior; a `strength` of zero is no prior.
  package init(mean: Double, variance: Double, strength: Double) {
    self.mean = mean
    self.variance = variance
    self.strength = strength
  }
}

/// What is believed about a mixture before the students are looked at; it makes a fit the mode of
/// the posterior density (MAP) in place of the maximum of the likelihood.
///
/// With n0, mu0 and v0 of a gender and a_k pseudo-students for the shares, the M-step becomes
///
///     mu  = (sum w r x + n0 mu0) / (N_k + n0)
///     var = (SS + n0 (v0 + (mu - mu0)^2)) / (N_k + n0)
///     pi  = (N_k + a_k) / (N + sum_j a_j)
///
/// and for t densities the same with the squared scale in the place of the variance.
/// Gelman et al. (2013), sections 3.3 and 3.4; Dempster, Laird and Rubin (1977), section 1 on MAP.
package struct MixturePrior: Hashable, Sendable {
  /// The prior of each gender's heights, in the order of the genders; empty for none.
  package let components: [ComponentPrior]

  /// The pseudo-students a_k that each gender's share starts with; empty for none.
  package let shares: [Double]

  /// The pseudo-students that each gender's share among the missing starts with; empty where they
  /// are those of ``shares``.
  package let sharesAmongMissing: [Double]

  /// No prior: the fit is the maximum of the likelihood.
  package static let none = MixturePrior()

  /// A prior; what is left out is flat.
  package init(
    components: [ComponentPrior] = [],
    shares: [Double] = [],
    sharesAmongMissing: [Double] = []
  ) {
    self.components = components
    self.shares = shares
    self.sharesAmongMissing = sharesAmongMissing
  }

  /// The same prior with squared scales of a density in the place of variances.
  func scaled(to density: Density) -> MixturePrior {
    MixturePrior(
      components: components.map {
        ComponentPrior(
          mean: $0.mean,
          variance: $0.variance / density.variancePerSquaredScale,
          strength: $0.strength
        )
      },
      shares: shares,
      sharesAmongMissing: sharesAmongMissing
    )
  }

  /// Whether it says something about the heights of every gender.
  var definesComponents: Bool {
    !components.isEmpty && components.allSatisfy { $0.strength > 0 }
  }

  /// The logarithm of the prior density at a mixture, up to a constant; the prior has been
  /// ``scaled(to:)`` its density.
  ///
  /// This is what has to be added to the log-likelihood so that the M-step above maximises it: the
  /// log-likelihood of the pseudo-students.
  func logDensity(at mixture: HeightMixture, missingness: Missingness) -> Double {
    var sum = CompensatedSum()
    for (prior, component) in zip(components, mixture.components) where prior.strength > 0 {
      let deviation = component.mean - prior.mean
      let spread = (prior.variance + deviation * deviation) / component.variance
      sum.add(-0.5 * prior.strength * (log(2 * .pi * component.variance) + spread))
    }
    for (count, component) in zip(shares, mixture.components) where count > 0 {
      sum.add(count * log(component.weight))
    }
    guard missingness == .different else { return sum.value }
    for (k, component) in mixture.components.enumerated() {
      let count = pseudoMissing(of: k)
      if count > 0 { sum.add(count * log(component.weightAmongMissing)) }
    }
    return sum.value
  }

  /// The pseudo-students for a gender's share.
  func pseudoStudents(of gender: Int) -> Double {
    shares.isEmpty ? 0 : shares[gender]
  }

  /// The pseudo-students for a gender's share among the missing.
  func pseudoMissing(of gender: Int) -> Double {
    sharesAmongMissing.isEmpty ? pseudoStudents(of: gender) : sharesAmongMissing[gender]
  }
}
