import Mixture
import Testing

@Suite struct GateTests {
  private let genders = ["female", "male"]

  private func evidence(_ females: Int, _ males: Int) throws -> Evidence {
    var cells = students(females, from: 160, label: 0)
    cells += students(males, from: 175, label: 1)
    cells += students(10, from: 163, label: nil)
    return try Evidence(cells: cells, genderCount: 2)
  }

  private func gate(
    _ evidence: Evidence,
    _ settings: FitSettings = FitSettings()
  ) throws -> Gate {
    Gate(
      try HeightMixture.fit(evidence, settings: settings),
      of: evidence,
      genders: genders
    )
  }

  @Test func `five recorded heights of each gender pass`() throws {
    let gate = try gate(try evidence(5, 5))
    #expect(gate.refusals == [])
    #expect(gate.passed)
  }

  @Test func `four do not, and the gender is named`() throws {
    let gate = try gate(try evidence(5, 4))
    #expect(!gate.passed)
    #expect(gate.refusals.map(\.code) == [.tooFewRecorded])
    #expect(
      gate.refusals.map(\.message) == [
        "male has 4 recorded heights; record the gender of at least 5 students of each"
      ]
    )
  }

  @Test func `each gender with too few is named, in order`() throws {
    let gate = try gate(try evidence(3, 2))
    #expect(gate.refusals.map(\.code) == [.tooFewRecorded, .tooFewRecorded])
    #expect(gate.refusals.map { String($0.message.prefix(6)) } == ["female", "male h"])
  }

  @Test func `a fit that has not converged does not pass`() throws {
    let gate = try gate(try evidence(5, 5), FitSettings(maximumIterations: 1))
    #expect(gate.refusals.map(\.code) == [.notConverged])
    #expect(
      gate.refusals.map(\.message) == [
        "stopped at the limit of 1 step before it converged; allow more iterations"
      ]
    )
  }

  @Test func `a degenerate fit does not pass`() throws {
    var cells = students(40, from: 150, label: 0)
    cells += [Cell(height: 170, label: 1, count: 20), Cell(height: 170.1, label: 1)]
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let gate = try gate(evidence, FitSettings(variance: .unequal))
    #expect(gate.refusals.map(\.code) == [.degenerate])
    #expect(gate.refusals[0].message.contains("male has shrunk"))
  }

  @Test func `the words of the reasons are fixed`() {
    #expect(
      GateRefusalCode.allCases.map(\.rawValue) == [
        "too_few_recorded", "no_skill", "not_informative", "components_drifted", "not_monotone",
        "miscalibrated", "not_converged", "degenerate",
      ]
    )
  }
}
