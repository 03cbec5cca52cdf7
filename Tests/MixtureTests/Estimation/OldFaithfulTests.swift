import Foundation
import Mixture
import TestSupport
import Testing

/// The waiting times of Old Faithful, without any labels: the engine against mclust's numbers.
@Suite(.enabled(if: SharedFolder.exists, "the folder shared/fixtures is not there"))
struct OldFaithfulTests {
  @Test func `two components with a variance each are found to eight digits`() throws {
    let fit = try fit(.unequal)
    #expect(fit.hasConverged)
    let expected = try Fixture.oracle("faithful_waiting", .unequal).fixpoint
    #expect(fit.mixture.distance(to: try expected.mixture()) < 1e-8)
    // mclust prints eight digits.
    expect(fit.mixture.weights, [0.360_886_07, 0.639_113_93], 2e-8)
    expect(fit.mixture.means, [54.614_856_14, 80.091_069_40], 1e-8)
    expect(fit.mixture.variances, [34.471_217_386_481_59, 34.430_307_267_164_395], 1e-8)
    #expect((fit.logLikelihood - -1034.001_749_831_6).magnitude < 1e-9)
    #expect((fit.bic - -2096.032_51).magnitude < 1e-5)
  }

  @Test func `two components with one variance are found to eight digits`() throws {
    let fit = try fit(.equal)
    #expect(fit.hasConverged)
    let expected = try Fixture.oracle("faithful_waiting", .equal).fixpoint
    #expect(fit.mixture.distance(to: try expected.mixture()) < 1e-8)
    #expect((fit.logLikelihood - -1034.001_760_36).magnitude < 1e-8)
  }

  @Test func `one component takes one step`() throws {
    let start = try HeightMixture(components: [Component(weight: 1, mean: 60, variance: 100)])
    let fit = try HeightMixture.fit(try evidence(genders: 1), from: start)
    #expect(fit.outcome == .converged(iterations: 1))
    #expect((fit.logLikelihood - -1095.288_80).magnitude < 1e-5)
  }

  @Test func `without a start there is nothing to learn from`() throws {
    let evidence = try evidence(genders: 2)
    #expect(throws: FitRefusal.noLabels) { try HeightMixture.fit(evidence) }
  }

  private func fit(_ variance: VarianceStructure) throws -> Fit {
    let start = try Fixture.oracle("faithful_waiting", variance).`init`.mixture()
    let settings = FitSettings(variance: variance, tolerance: 1e-11)
    return try HeightMixture.fit(try evidence(genders: 2), settings: settings, from: start)
  }

  /// The waiting times are whole minutes.
  private func evidence(genders: Int) throws -> Evidence {
    let cells = try Fixture.rows("faithful.csv").map {
      Cell(height: Double($0[1]) ?? .nan, label: nil)
    }
    #expect(cells.count == 272)
    return try Evidence(cells: cells, genderCount: genders, resolution: 1)
  }

  private func expect(_ values: [Double], _ expected: [Double], _ tolerance: Double) {
    for (value, expected) in zip(values, expected) {
      #expect(isClose(value, expected, relative: tolerance), "\(value) is not \(expected)")
    }
  }
}
