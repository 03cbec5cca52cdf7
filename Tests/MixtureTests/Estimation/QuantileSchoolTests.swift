import Mixture
import Testing

/// The expected numbers are from an independent EM in Python, checked by direct maximisation.
@Suite struct QuantileSchoolTests {
  @Test func `every fourth label kept, one variance`() throws {
    let fit = try fit(.fourth, FitSettings(variance: .equal))
    #expect(fit.hasConverged)
    #expect(isClose(fit.mixture.weights[1], 0.483_900_899_9, relative: 1e-8))
    #expect(isClose(fit.mixture.means[0], 162.201_223_116_8, relative: 1e-9))
    #expect(isClose(fit.mixture.means[1], 175.734_524_840_8, relative: 1e-9))
    #expect(isClose(fit.mixture.variances[0], 52.068_505_182_3, relative: 1e-8))
    #expect(fit.mixture.variances[0] == fit.mixture.variances[1])
    #expect((fit.logLikelihood - -1519.963_177_37).magnitude < 1e-8)
  }

  @Test func `every fourth label kept, a variance each`() throws {
    let fit = try fit(.fourth, FitSettings(variance: .unequal))
    #expect(fit.hasConverged)
    #expect((fit.logLikelihood - -1519.832_719_44).magnitude < 1e-8)
  }

  @Test func `boys' labels kept far more often than girls', one share for all`() throws {
    let fit = try fit(.boysRather, FitSettings(variance: .equal))
    #expect(fit.hasConverged)
    #expect((fit.logLikelihood - -1547.068_778_61).magnitude < 1e-8)
  }

  @Test func `boys' labels kept far more often than girls', shares of their own`() throws {
    let fit = try fit(.boysRather, FitSettings(missingness: .different))
    #expect(fit.hasConverged)
    let mixture = fit.mixture
    // Of the 200 recorded, 160 are boys: the shares of the recorded are theirs alone.
    #expect(isClose(mixture.weights[1], 0.8, relative: 1e-12))
    #expect(isClose(mixture.weightsAmongMissing[1], 0.179_333_058, relative: 1e-6))
    #expect(isClose(mixture.means[0], 162.293_065_981_6, relative: 1e-8))
    #expect(isClose(mixture.means[1], 175.479_456_388_4, relative: 1e-8))
    #expect(isClose(mixture.variances[0], 54.356_944_122_6, relative: 1e-7))
    #expect((fit.logLikelihood - -1504.506_151_694_6).magnitude < 1e-8)
  }

  private func fit(_ labels: QuantileSchool.Labels, _ settings: FitSettings) throws -> Fit {
    try HeightMixture.fit(try QuantileSchool.evidence(labels), settings: settings)
  }
}
