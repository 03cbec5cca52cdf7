import Mixture
import TestSupport
import Testing

/// A list of adults in whose twelfth row height and weight have changed places: a woman of 57 cm.
@Suite(.enabled(if: SharedFolder.exists, "the folder shared is not here"))
struct OutlierTests {
  private func evidence(_ school: PublicSchool) throws -> Evidence {
    let cells = school.people.map { Cell(height: $0.height, label: $0.gender) }
    return try Evidence(cells: cells, genderCount: 2)
  }

  private func spread(
    _ family: DensityFamily,
    _ variance: VarianceStructure,
    of evidence: Evidence
  ) throws -> Double {
    let settings = FitSettings(family: family, variance: variance)
    return try HeightMixture.fit(evidence, settings: settings).mixture.spread(of: 0)
  }

  @Test(arguments: VarianceStructure.allCases)
  func `a t density holds the spread of women within a tenth, a normal one loses it`(
    variance: VarianceStructure
  ) throws {
    let (raw, repaired) = (try evidence(.davisRaw()), try evidence(.davis()))
    let right = try spread(.normal, variance, of: repaired)
    let held = try spread(.t, variance, of: raw)
    let lost = try spread(.normal, variance, of: raw)
    #expect((held / right - 1).magnitude < 0.1, "\(held) in place of \(right)")
    #expect(lost / right > 1.4)
  }

  @Test(arguments: UInt64(1)...3)
  func `the automatic choice is a t density, and it proposes`(seed: UInt64) throws {
    let masked = MaskedSchool(try .davisRaw(), recorded: 0.75, seed: seed)
    let division = try masked.undivided()
    let run = try #require(try masked.run(on: division))
    #expect(run.selection.chosen.family == .t)
    #expect(run.gate.passed)
    let repaired = try evidence(.davis())
    let right = try spread(.normal, .equal, of: repaired)
    let mixture = try #require(run.fit.mixture(of: 0))
    #expect((mixture.spread(of: 0) / right - 1).magnitude < 0.1)
  }
}
