import Mixture
import Testing

/// Genders with too few known heights to have a density of their own.
@Suite struct SmallGendersTests {
  /// Two genders that nobody confuses: so many recorded of each, and so many asked about.
  private func strata(recorded: [Int], asked: [Int]) throws -> [StratumFit] {
    var cells: [Cell] = []
    for (gender, mean) in [150.0, 190.0].enumerated() {
      for (label, count) in [(gender, recorded[gender]), (nil, asked[gender])] as [(Int?, Int)] {
        for number in 0..<count {
          let part = (Double(number) + 0.5) / Double(count)
          let height = mean + 3 * QuantileSchool.standardNormalQuantile(part)
          cells.append(Cell(height: height, label: label))
        }
      }
    }
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence)
    return [StratumFit(name: nil, evidence: evidence, fit: fit)]
  }

  private let girls = [SmallGenders.Member(gender: "female", known: 4)]

  @Test func `where nobody forgot more often, the share is that of the recorded`() throws {
    let small = SmallGenders(girls, beside: try strata(recorded: [60, 30], asked: [40, 20]))
    #expect((small.share - 4.0 / 94).magnitude < 1e-12)
    #expect((small.range.upperBound - small.range.lowerBound).magnitude < 1e-12)
    #expect((small.lowered(0.9) - 0.9 * 90 / 94).magnitude < 1e-12)
    #expect((small.share(of: girls[0]) - small.share).magnitude < 1e-12)
  }

  /// Of sixty and nine recorded there are twenty and fifty-six asked about: the second gender forgot
  /// (56 / 9) / (20 / 60) = 18.67 times as often.
  @Test func `where one forgot more often, it may be as few or as many as that`() throws {
    let strata = try strata(recorded: [60, 9], asked: [20, 56])
    let small = SmallGenders(girls, beside: strata)
    let often = 56.0 / 9 / (20.0 / 60)
    let others = 60 + 9 * often
    #expect((small.range.lowerBound - 4 / (4 + others)).magnitude < 1e-6)
    #expect((small.range.upperBound - 4 * often / (4 * often + others)).magnitude < 1e-6)
    let gate = Gate(strata, genders: ["male", "nonbinary"], evaluation: nil, small: small)
    let (least, most) = (small.range.lowerBound, small.range.upperBound)
    #expect(
      gate.refusals.map(\.reason).contains(.leftOpen(genders: girls, least: least, most: most))
    )
    #expect(!gate.mayPropose(in: nil))
  }

  @Test func `two of many do not silence the others`() throws {
    let strata = try strata(recorded: [400, 120], asked: [100, 480])
    let few = [SmallGenders.Member(gender: "nonbinary", known: 2)]
    let small = SmallGenders(few, beside: strata)
    #expect(small.range.upperBound < 0.04)
    let gate = Gate(strata, genders: ["female", "male"], evaluation: nil, small: small)
    #expect(!gate.refusals.contains { $0.code == .tooFewRecorded })
  }

  @Test func `without such a gender nothing is lowered`() throws {
    let none = SmallGenders([.init(gender: "x", known: 0)], beside: [])
    #expect(none.members.isEmpty)
    #expect(none.lowered(0.9) == 0.9)
  }
}
