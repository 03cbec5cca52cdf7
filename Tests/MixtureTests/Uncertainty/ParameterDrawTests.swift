import Glibc
import Testing

@testable import Mixture

/// Mixtures drawn around a fit vary as its standard errors say.
@Suite struct ParameterDrawTests {
  static let draws = 4_000

  @Test(arguments: VarianceStructure.allCases, Missingness.allCases)
  func `draws have the fit as their mean and its standard errors as their spread`(
    variance: VarianceStructure,
    missingness: Missingness
  ) throws {
    let labels: QuantileSchool.Labels = missingness == .same ? .fourth : .boysRather
    let evidence = try QuantileSchool.evidence(labels)
    let settings = FitSettings(variance: variance, missingness: missingness)
    let fit = try HeightMixture.fit(evidence, settings: settings)
    let uncertainty = try #require(Uncertainty(fit, given: evidence))
    let mixtures = draw(from: uncertainty)
    let parameters: [(KeyPath<Component, Double>, [Double])] = [
      (\.weight, uncertainty.weights), (\.weightAmongMissing, uncertainty.weightsAmongMissing),
      (\.mean, uncertainty.means), (\.standardDeviation, uncertainty.standardDeviations),
    ]
    for (parameter, errors) in parameters {
      for gender in 0..<2 {
        let values = mixtures.map { $0.components[gender][keyPath: parameter] }
        let (mean, deviation) = Self.moments(values)
        let estimate = fit.mixture.components[gender][keyPath: parameter]
        // Four standard errors of the mean, and what the bent scales of shares and deviations add.
        #expect((mean - estimate).magnitude < 0.13 * errors[gender], "\(parameter)")
        #expect(isClose(deviation, errors[gender], relative: 0.06), "\(parameter)")
      }
    }
    for mixture in mixtures {
      #expect((mixture.weights.reduce(0, +) - 1).magnitude < 1e-12)
      #expect((mixture.weightsAmongMissing.reduce(0, +) - 1).magnitude < 1e-12)
    }
  }

  @Test func `a share of one in two hundred is drawn as small, and never as everybody`() throws {
    var cells = students(100, from: 150, step: 0.2, label: 0)
    cells += students(100, from: 172, step: 0.2, label: 1)
    cells += students(199, from: 150, step: 0.1, label: nil)
    cells.append(Cell(height: 185, label: nil))
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(missingness: .different))
    let share = fit.mixture.components[1].weightAmongMissing
    #expect((0.004...0.006).contains(share), "\(share)")
    let uncertainty = try #require(Uncertainty(fit, given: evidence))
    let shares = draw(from: uncertainty).map { $0.components[1].weightAmongMissing }
    #expect(shares.allSatisfy { (0...0.06).contains($0) }, "\(shares.max() ?? 0)")
    // With one of 200 seen, .5 or 1.5 of 200 is the mean of what one believes afterwards.
    #expect((0.004...0.009).contains(Self.moments(shares).mean))
  }

  private func draw(from uncertainty: Uncertainty) -> [HeightMixture] {
    var stream = SeededStream(seed: 17)
    return (0..<Self.draws).map { _ in uncertainty.drawnMixture(by: &stream) }
  }

  private static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / (count - 1)).squareRoot())
  }
}
