import Glibc
import Mixture
import Testing

/// One EM step against the formulas as the textbook prints them, student by student.
@Suite struct TextbookStepTests {
  @Test(arguments: [VarianceStructure.equal, .unequal])
  func `one step is the one of the textbook`(variance: VarianceStructure) throws {
    var roster = students(6, from: 155, step: 2.5, label: 0)
    roster += students(5, from: 166, step: 3.5, label: 1)
    roster += students(4, from: 140, step: 11, label: 2)
    roster += students(30, from: 148, step: 1.5, label: nil)
    roster += students(7, from: 148, step: 4.5, label: nil)
    let fit = try HeightMixture.fit(
      try Evidence(cells: roster, genderCount: 3),
      settings: FitSettings(variance: variance, maximumIterations: 1)
    )

    let start = fit.steps[0].mixture.components
    let shares = roster.map { responsibilities(of: $0, under: start) }
    let total = Double(roster.count)
    let counts = (0..<3).map { k in shares.reduce(0) { $0 + $1[k] } }
    let means = (0..<3).map { k in
      zip(roster, shares).reduce(0) { $0 + $1.1[k] * $1.0.height } / counts[k]
    }
    let squares = (0..<3).map { k in
      zip(roster, shares).reduce(0) { sum, pair in
        let deviation = pair.0.height - means[k]
        return sum + pair.1[k] * deviation * deviation
      }
    }
    let pooled = squares.reduce(0, +) / total
    for (k, component) in fit.mixture.components.enumerated() {
      let expected = variance == .equal ? pooled : squares[k] / counts[k]
      #expect(isClose(component.weight, counts[k] / total, relative: 1e-13))
      #expect(isClose(component.mean, means[k], relative: 1e-13))
      #expect(isClose(component.variance, expected, relative: 1e-12))
    }
  }

  private func responsibilities(of student: Cell, under components: [Component]) -> [Double] {
    if let label = student.label { return components.indices.map { $0 == label ? 1 : 0 } }
    let densities = components.map { component in
      let z = (student.height - component.mean) / component.standardDeviation
      return component.weight * exp(-z * z / 2) / component.standardDeviation
    }
    let sum = densities.reduce(0, +)
    return densities.map { $0 / sum }
  }
}
