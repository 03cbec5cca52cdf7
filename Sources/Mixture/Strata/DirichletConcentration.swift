import Glibc

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
