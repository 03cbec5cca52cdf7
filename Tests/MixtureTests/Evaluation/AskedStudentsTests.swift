import Mixture
import Testing

/// Whether those asked about have the heights that the model expects.
@Suite struct AskedStudentsTests {
  /// 400 of each gender by normal quantiles, every second of them without a gender.
  private func asked(
    moved: (_ gender: Int, _ height: Double) -> Double? = { $1 },
    rounding: Double = 0.1
  ) throws -> AskedStudents.Difference? {
    var cells: [Cell] = []
    for gender in 0..<2 {
      for number in 0..<400 {
        let deviate = QuantileSchool.standardNormalQuantile((Double(number) + 0.5) / 400)
        let height = gender == 0 ? 163 + 6.5 * deviate : 176 + 7 * deviate
        let isKnown = number % 2 == 0
        guard let moved = isKnown ? height : moved(gender, height) else { continue }
        cells.append(
          Cell(height: (moved / rounding).rounded() * rounding, label: isKnown ? gender : nil)
        )
      }
    }
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence)
    let stratum = StratumFit(name: nil, evidence: evidence, fit: fit)
    return try #require(AskedStudents([stratum])).difference
  }

  @Test func `the same heights do not differ`() throws {
    #expect(try asked() == nil)
  }

  @Test func `three centimetres of shoes are found, and how much they are`() throws {
    guard case .shift(let shift) = try asked(moved: { $1 + 3 }) else {
      Issue.record("nothing is found")
      return
    }
    #expect((shift - 3).magnitude < 0.3)
  }

  @Test func `two girls of three who did not say are other shares, and no difference`() throws {
    var number = 0
    let kept = try asked { gender, height in
      number += 1
      return gender == 1 && number % 3 != 0 ? nil : height
    }
    #expect(kept == nil)
  }

  @Test func `short boys alone are not girls`() throws {
    let difference = try asked { gender, height in gender == 1 && height < 174 ? height : nil }
    #expect(difference != nil)
  }

  /// The numbers are those of the same comparison written in NumPy.
  @Test func `tall girls alone are found as tall girls, not as boys`() throws {
    var number = 0
    let difference = try asked { gender, height in
      number += 1
      return gender == 0 ? (height > 162 ? height : nil) : (number % 4 == 0 ? height : nil)
    }
    guard case .shiftOfOne(let gender, let shift, let off) = try #require(difference) else {
      Issue.record("found otherwise: \(String(describing: difference))")
      return
    }
    #expect(gender == 0)
    #expect((shift - 6.52).magnitude < 0.1)
    #expect((off - 0.162).magnitude < 0.01)
  }

  @Test func `younger students than any recorded are of another shape`() throws {
    let difference = try asked { gender, height in height - (height < 170 ? 25 : 0) }
    #expect(difference != nil)
  }

  @Test func `heights rounded to five centimetres are no difference`() throws {
    #expect(try asked(rounding: 5) == nil)
  }
}
