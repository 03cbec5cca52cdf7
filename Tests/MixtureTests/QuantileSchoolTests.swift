import Foundation
import Mixture
import Testing

/// A school of 400 that anyone can make: the quantiles of two normal distributions.
///
/// The expected numbers are from an independent EM in Python, checked by direct maximisation.
@Suite struct QuantileSchoolTests {
  @Test func `every fourth label kept, one variance`() throws {
    let fit = try fit(.equal) { _, number in number % 4 == 0 }
    #expect(fit.hasConverged)
    #expect(isClose(fit.mixture.weights[1], 0.483_900_899_9, relative: 1e-8))
    #expect(isClose(fit.mixture.means[0], 162.201_223_116_8, relative: 1e-9))
    #expect(isClose(fit.mixture.means[1], 175.734_524_840_8, relative: 1e-9))
    #expect(isClose(fit.mixture.variances[0], 52.068_505_182_3, relative: 1e-8))
    #expect(fit.mixture.variances[0] == fit.mixture.variances[1])
    #expect((fit.logLikelihood - -1519.963_177_37).magnitude < 1e-8)
  }

  @Test func `every fourth label kept, a variance each`() throws {
    let fit = try fit(.unequal) { _, number in number % 4 == 0 }
    #expect(fit.hasConverged)
    #expect((fit.logLikelihood - -1519.832_719_44).magnitude < 1e-8)
  }

  @Test func `boys' labels kept far more often than girls', one share for all`() throws {
    let fit = try fit(.equal) { gender, number in (gender == 1) == (number % 5 != 0) }
    #expect(fit.hasConverged)
    #expect((fit.logLikelihood - -1547.068_778_61).magnitude < 1e-8)
  }

  private func fit(
    _ variance: VarianceStructure,
    keeping isKept: (_ gender: Int, _ number: Int) -> Bool
  ) throws -> Fit {
    var cells: [Cell] = []
    for number in 1...200 {
      let z = standardNormalQuantile((Double(number) - 0.5) / 200)
      for (gender, height) in [162 + 7 * z, 175.5 + 7.5 * z].enumerated() {
        let recorded = (height * 10).rounded() / 10
        cells.append(Cell(height: recorded, label: isKept(gender, number) ? gender : nil))
      }
    }
    let evidence = try Evidence(cells: cells, genderCount: 2)
    return try HeightMixture.fit(evidence, settings: FitSettings(variance: variance))
  }

  /// The inverse of the standard normal distribution function, by bisection of `erfc`.
  private func standardNormalQuantile(_ probability: Double) -> Double {
    var (low, high) = (-10.0, 10.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      let below = 0.5 * erfc(-middle / 2.0.squareRoot())
      if below < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
