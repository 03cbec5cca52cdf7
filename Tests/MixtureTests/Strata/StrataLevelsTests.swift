import Mixture
import Testing

/// What separates who is in a class from how tall it is.
@Suite struct StrataLevelsTests {
  /// Four classes whose levels are 0, 3, -2 and 1 cm, with 24, 5, 14 and 10 girls about 163 cm and 4,
  /// 25, 15 and 18 boys about 176 cm by normal quantiles; every fourth has no gender.
  private func classes(_ sizes: [(girls: Int, boys: Int, level: Double)]) -> [Pupil] {
    var pupils: [Pupil] = []
    for (stratum, size) in sizes.enumerated() {
      for (gender, count) in [size.girls, size.boys].enumerated() {
        let (mean, deviation) = gender == 0 ? (163.0, 6.5) : (176.0, 7.0)
        for number in 0..<count {
          let part = (Double(number) + 0.5) / Double(count)
          let height =
            mean + size.level + deviation * QuantileSchool.standardNormalQuantile(part)
          pupils.append(
            Pupil(
              height: (height * 10 + 0.5).rounded(.down) / 10,
              gender: number % 4 == 1 ? nil : gender,
              stratum: stratum
            )
          )
        }
      }
    }
    return pupils
  }

  private func prior(_ division: Division, of stratum: Int) throws -> MixturePrior {
    let candidate = Candidate(.expectationMaximisation, variance: .similar, by: .group)
    return try #require(try division.fit(candidate).stratum(at: stratum)).fit.prior
  }

  /// The numbers are those of the same model written in NumPy.
  @Test func `levels, differences and shares are those of an independent program`() throws {
    let division = try classes([(24, 4, 0), (5, 25, 3), (14, 15, -2), (10, 18, 1)])
      .division(.group, names: ["a", "b", "c", "d"])
    let means = [
      [162.946186, 176.517682], [164.723788, 178.295284], [161.663809, 175.235306],
      [163.338683, 176.91018],
    ]
    for (stratum, means) in means.enumerated() {
      let prior = try prior(division, of: stratum)
      // By omega2 they would be 29.2 and 32.1; twenty are the most.
      let strengths = [20.0, 20.0]
      let shares = [3.31342841, 3.88342832]
      for gender in 0..<2 {
        #expect(isClose(prior.components[gender].mean, means[gender], relative: 1e-6))
        #expect(isClose(prior.components[gender].strength, strengths[gender], relative: 1e-4))
        #expect(isClose(prior.shares[gender], shares[gender], relative: 1e-5))
      }
    }
  }

  @Test func `a class of boys is not taller than a class of girls`() throws {
    let division = try classes([(5, 45, 0), (45, 5, 0)]).division(.group, names: ["a", "b"])
    for stratum in 0..<2 {
      let prior = try prior(division, of: stratum)
      // The means of all heights are 174.7 and 164.3 cm.
      #expect((prior.components[0].mean - 163).magnitude < 0.5)
      #expect((prior.components[1].mean - 176).magnitude < 0.5)
    }
  }

  @Test func `classes of unlike shares keep their own`() throws {
    let unlike = try classes([(36, 4, 0), (4, 36, 0), (36, 4, 0), (4, 36, 0)])
      .division(.group, names: ["a", "b", "c", "d"])
    #expect(try prior(unlike, of: 0).shares.reduce(0, +) < 5)
    let alike = try classes([(20, 20, 0), (20, 20, 0), (20, 20, 0), (20, 20, 0)])
      .division(.group, names: ["a", "b", "c", "d"])
    #expect(isClose(try prior(alike, of: 0).shares.reduce(0, +), 20, relative: 1e-9))
  }

  @Test func `who is held back has no say in the level`() throws {
    // The only recorded student of a class, whose height is far from that of its others: the label
    // would move the level, were it learnt from while the student is held back.
    let pupils = classes([(12, 12, 0), (12, 12, 0)])
    func predictions(of gender: Int) throws -> [[Double]] {
      var counts: [[Double?]: Int] = [:]
      for pupil in pupils {
        let label = pupil.stratum == 0 ? nil : pupil.gender.map(Double.init)
        counts[[Double(pupil.stratum), pupil.height, label], default: 0] += 1
      }
      var cells = counts.map { place, count in
        FoldedCell(
          stratum: Int(place[0] ?? 0),
          height: place[1] ?? 0,
          label: place[2].map { Int($0) },
          count: count,
          heldBack: place[2] == nil ? [] : [0, count]
        )
      }
      cells.append(FoldedCell(stratum: 0, height: 150, label: gender, count: 1, heldBack: [1, 0]))
      let division = Division(
        .group,
        names: ["a", "b"],
        evidence: try FoldedEvidence(
          cells: cells,
          stratumCount: 2,
          genderCount: 2,
          assignment: FoldAssignment(folds: 2, repeats: 1)
        )
      )
      let candidate = Candidate(.expectationMaximisation, variance: .similar, by: .group)
      return CrossValidation(division, settings: FitSettings()).predictions(of: candidate)
        .filter { $0.stratum == "a" }.map(\.probabilities)
    }
    let girl = try predictions(of: 0)
    #expect(girl.count == 1)
    #expect(girl == (try predictions(of: 1)))
  }
}
