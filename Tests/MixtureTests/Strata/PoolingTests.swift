import Mixture
import Testing

/// Two strata with recorded students of two genders, and nobody missing.
@Suite struct PoolingTests {
  private static let girls = [158.0, 161, 163, 166]
  private static let boys = [168.0, 172, 176, 177]

  private func pupils(_ girls: [Double], _ boys: [Double], stratum: Int) -> [Pupil] {
    girls.map { Pupil(height: $0, gender: 0, stratum: stratum) }
      + boys.map { Pupil(height: $0, gender: 1, stratum: stratum) }
  }

  private func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }

  private func squares(_ x: [Double], about centre: Double) -> Double {
    x.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
  }

  private let unequal = Candidate(.recorded, variance: .unequal, by: .group)

  @Test func `a reference counts as so many students with its mean and variance`() throws {
    let reference = MixturePrior(
      components: [
        ComponentPrior(mean: 150, variance: 30, strength: 10),
        ComponentPrior(mean: 180, variance: 60, strength: 10),
      ],
      shares: [5, 15]
    )
    let division = try pupils(Self.girls, Self.boys, stratum: 0).division(
      .group,
      names: ["7a"],
      references: [reference]
    )
    let fit = try division.fit(unequal)
    let mixture = try #require(fit.mixture(of: 0))
    // The level first: girls are 12 cm taller than the reference and boys 6.75 cm shorter, so it is
    // (4 * 12 / 30 - 4 * 6.75 / 60) / (4 / 30 + 4 / 60 + 1 / 16).
    let level: Double = 1.15 / 0.2625
    let raised: [(Double, Double)] = [(150 + level, 30), (180 + level, 60)]
    for (gender, x) in [Self.girls, Self.boys].enumerated() {
      let (mean0, variance0) = raised[gender]
      let mean = (x.reduce(0, +) + 10 * mean0) / 14
      let variance =
        (squares(x, about: mean) + 10 * (variance0 + (mean - mean0) * (mean - mean0))) / 14
      #expect(isClose(mixture.means[gender], mean, relative: 1e-12))
      #expect(isClose(mixture.variances[gender], variance, relative: 1e-12))
    }
    #expect(isClose(mixture.weights[1], (4.0 + 15) / (8 + 20), relative: 1e-12))
  }

  /// How many students of each gender draw follows from omega2, which is 1.48875425 by the same model
  /// written in NumPy: it is a variance divided by that.
  @Test func `parallel classes are drawn towards the school as far as they are alike`() throws {
    // The classes have the same mean height, so they have the level of the school.
    let others = (girls: [157.0, 163, 164, 164], boys: [167.0, 173, 175, 178])
    let all = (girls: Self.girls + others.girls, boys: Self.boys + others.boys)
    let division = try
      (pupils(Self.girls, Self.boys, stratum: 0)
      + pupils(others.girls, others.boys, stratum: 1)).division(.group, names: ["7a", "7b"])
    let fit = try division.fit(unequal)
    let first = try #require(fit.mixture(of: 0))
    for (gender, x) in [Self.girls, Self.boys].enumerated() {
      let school = [all.girls, all.boys][gender]
      let mean0 = mean(school)
      let variance0 = squares(school, about: mean0) / 8
      let n0 = variance0 / 1.4887542484937686
      let mean = (x.reduce(0, +) + n0 * mean0) / (4 + n0)
      let variance =
        (squares(x, about: mean) + n0 * (variance0 + (mean - mean0) * (mean - mean0))) / (4 + n0)
      #expect(isClose(first.means[gender], mean, relative: 1e-7))
      #expect(isClose(first.variances[gender], variance, relative: 1e-5))
    }
    #expect(isClose(first.weights[0], 0.5, relative: 1e-12))
  }

  /// The numbers are those of the same model written in NumPy.
  @Test func `classes that differ no more than chance have nearly one level`() throws {
    let division = try
      (pupils(Self.girls, Self.boys, stratum: 0)
      + pupils(Self.girls.map { $0 + 0.5 }, Self.boys.map { $0 + 0.5 }, stratum: 1))
      .division(.group, names: ["7a", "7b"])
    let fit = try division.fit(unequal)
    let pooled = try #require(fit.pooled)
    // Half a centimetre apart, they keep .28 of it; put back on the grid it is two millimetres.
    #expect(isClose(pooled.mixture.means[0], 162.25, relative: 1e-12))
    #expect(isClose(pooled.mixture.variances[0], 8.5225, relative: 1e-9))
    let level = try #require(fit.strata.first).fit.prior.components[0].mean
    #expect((level - 162.25 + 0.13917351).magnitude < 1e-5)
  }

  @Test func `ages far apart are pooled about their levels`() throws {
    let division = try
      (pupils(Self.girls, Self.boys, stratum: 0)
      + pupils(Self.girls.map { $0 - 60 }, Self.boys.map { $0 - 60 }, stratum: 1))
      .division(.age, names: ["16", "6"])
    let candidate = Candidate(.recorded, variance: .unequal, by: .age)
    let fit = try division.fit(candidate)
    let pooled = try #require(fit.pooled).mixture
    // The spread is that within an age, not that of young and old, which is 30 cm.
    #expect(pooled.standardDeviations[0] < 4)
    let gap = mean(Self.boys) - mean(Self.girls)
    #expect(isClose(pooled.means[1] - pooled.means[0], gap, relative: 0.01))
  }

  @Test func `a class without recorded students goes by the school`() throws {
    var pupils = pupils(Self.girls, Self.boys, stratum: 0)
    pupils += (Self.girls + Self.boys).map { Pupil(height: $0, gender: nil, stratum: 1) }
    let division = try pupils.division(.group, names: ["7a", "7b"])
    let fit = try division.fit(unequal)
    // Those whose gender is not known may be more girls, and taller: the same model in NumPy
    // gives them a level .44 cm above that of the recorded class.
    let mixture = try #require(fit.mixture(of: 1))
    #expect(isClose(mixture.means[0], 162.4180777, relative: 1e-7))
    #expect(isClose(mixture.means[1], 173.6680777, relative: 1e-7))
    #expect(fit.strata.map(\.name) == ["7a", "7b"])
    #expect(fit.strata[1].missing.count == 8)
  }

  @Test func `many recorded students hardly feel the school`() throws {
    var pupils = pupils(Self.girls, Self.boys, stratum: 0)
    let many = (0..<2_000).map { Double($0 % 20) }
    pupils += self.pupils(many.map { 140 + $0 }, many.map { 150 + $0 }, stratum: 1)
    let division = try pupils.division(.group, names: ["7a", "3b"])
    let fit = try division.fit(unequal)
    let mixture = try #require(fit.mixture(of: 1))
    #expect(isClose(mixture.means[0], 149.5, relative: 1e-3))
    #expect(isClose(mixture.means[1], 159.5, relative: 1e-3))
  }

  @Test func `a school with nobody recorded is refused by name`() throws {
    let pupils = (Self.girls + Self.boys).enumerated().map {
      Pupil(height: $0.element, gender: nil, stratum: $0.offset % 2)
    }
    let division = try pupils.division(.group, names: ["7a", "7b"])
    #expect(throws: FitRefusal.noLabels) { try division.fit(unequal) }
  }

  @Test func `references for all strata do without any recorded student`() throws {
    let pupils = (Self.girls + Self.boys).enumerated().map {
      Pupil(height: $0.element, gender: nil, stratum: $0.offset % 2)
    }
    let reference = MixturePrior(
      components: [
        ComponentPrior(mean: 162, variance: 40, strength: 20),
        ComponentPrior(mean: 175, variance: 45, strength: 20),
      ],
      shares: [10, 10]
    )
    let references: [MixturePrior?] = [reference, reference]
    let division = try pupils.division(.group, names: ["7a", "7b"], references: references)
    let fit = try division.fit(Candidate(.expectationMaximisation, by: .group))
    #expect(fit.pooled == nil)
    #expect(fit.outcome.isConverged)
    #expect(fit.strata.allSatisfy { $0.reference == reference })
  }

  @Test func `a class in which nobody has a height has a name and no mixture`() throws {
    let pupils = pupils(Self.girls, Self.boys, stratum: 0)
    let division = try pupils.division(.group, names: ["7a", "7b"])
    let fit = try division.fit(unequal)
    #expect(fit.mixture(of: 0) != nil && fit.mixture(of: 1) == nil)
    #expect(fit.strata.map(\.name) == ["7a"])
  }

  @Test func `one stratum is fitted by itself`() throws {
    let division = try pupils(Self.girls, Self.boys, stratum: 0).division()
    let fit = try division.fit(Candidate(.recorded, variance: .unequal))
    #expect(fit.pooled == nil)
    let mixture = try #require(fit.mixture(of: 0))
    #expect(isClose(mixture.means[0], mean(Self.girls), relative: 1e-12))
  }
}
