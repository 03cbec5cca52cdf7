import Mixture
import TestSupport
import Testing

@Suite struct MissingnessTests {
  @Test func `the likelihood ratio of a skewed school is that of the direct maximum`() throws {
    let test = try test(try QuantileSchool.evidence(.boysRather))
    #expect((test.likelihoodRatio - 85.125).magnitude < 5e-4)
    #expect(test.degreesOfFreedom == 1)
    // scipy.stats.chi2.sf(85.125, 1), and the ratio is 85.12525….
    #expect(isClose(test.pValue, 2.800_867_595e-20, relative: 1e-3))
    #expect(test.suggests == .different)
  }

  @Test func `labels forgotten without regard to gender give no reason for a second share`() throws
  {
    let test = try test(try QuantileSchool.evidence(.fourth))
    #expect(test.likelihoodRatio < 3.84)
    #expect(test.suggests == .same)
  }

  @Test func `shares of the missing repair what a skewed missingness spoils`() throws {
    // Labels are dropped for 80 % of the girls and 20 % of the boys: accuracy .634 and Brier .238
    // with one share, .883 and .091 with two, on a school of another draw.
    let students = QuantileSchool.students(.boysRather)
    let evidence = try Evidence(cells: students, genderCount: 2)
    var accuracy: [Missingness: Double] = [:]
    for missingness in Missingness.allCases {
      let fit = try HeightMixture.fit(evidence, settings: FitSettings(missingness: missingness))
      let missing = students.indices.filter { students[$0].label == nil }
      let right = missing.count { index in
        let posterior = fit.mixture.posterior(of: students[index])
        return (posterior[1] > posterior[0]) == (index % 2 == 1)
      }
      accuracy[missingness] = Double(right) / Double(missing.count)
    }
    #expect(accuracy[.same, default: 1] < 0.7)
    #expect(accuracy[.different, default: 0] > 0.85)
  }

  @Test func `a gender of which nobody is missing has no share among the missing`() throws {
    var cells = students(40, from: 150, step: 0.5, label: 0)
    cells += students(40, from: 190, step: 0.5, label: 1)
    cells += students(40, from: 150, step: 0.5, label: nil)
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(missingness: .different))
    #expect(fit.hasConverged)
    #expect(fit.mixture.weightsAmongMissing[1] < 1e-8)
    #expect(fit.mixture.weights == [0.5, 0.5])
    #expect(fit.isFinite && fit.neverFalls)
  }

  @Test func `densities that overlap wholly keep the shares of the missing near the others`() throws
  {
    // Two genders a third of a standard deviation apart, and missing students of the taller end.
    var cells = students(61, from: 140, label: 0) + students(61, from: 146, label: 1)
    cells += students(30, from: 185, step: 0.5, label: nil)
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence, settings: FitSettings(missingness: .different))
    #expect(fit.prior.sharesAmongMissing == [15, 15])
    let share = fit.mixture.weightsAmongMissing[1]
    #expect(0.4 < share && share < 0.75)
  }

  @Test func `two sets of shares cost one parameter more a gender but the first`() {
    for genders in 1...5 {
      let counts = Missingness.allCases.map {
        FitSettings(missingness: $0).parameterCount(genders: genders)
      }
      #expect(counts[1] - counts[0] == genders - 1)
    }
  }

  @Test func `the test rejects about one in a hundred where nothing is different`() throws {
    var rejected = 0
    for seed in UInt64(1)...300 {
      var generator = SeededGenerator(seed: seed)
      let test = try test(try drawn(students: 400, skew: 0.5, using: &generator))
      if test.suggests == .different { rejected += 1 }
    }
    // Binomial(300, .01): more than 10 happens once in 10,000 such tests (scipy.stats.binom.sf).
    #expect(rejected <= 10)
  }

  @Test func `the test finds a skew of sixty to forty`() throws {
    var found = 0
    for seed in UInt64(1)...40 {
      var generator = SeededGenerator(seed: seed)
      let test = try test(try drawn(students: 2_000, skew: 0.6, using: &generator))
      if test.suggests == .different { found += 1 }
    }
    #expect(found >= 38)
  }

  private func test(_ evidence: Evidence) throws -> MissingnessTest {
    MissingnessTest(
      try HeightMixture.fit(evidence, settings: FitSettings(missingness: .same)),
      try HeightMixture.fit(evidence, settings: FitSettings(missingness: .different))
    )
  }

  /// A school of half girls, half boys; of those without a label, `skew` are girls.
  private func drawn(
    students: Int,
    skew: Double,
    using generator: inout SeededGenerator
  ) throws -> Evidence {
    var cells: [Cell] = []
    for number in 0..<students {
      let gender = number % 2
      let forgotten = gender == 0 ? 0.8 * skew : 0.8 * (1 - skew)
      let isMissing = Double.random(in: 0..<1, using: &generator) < forgotten
      let height = generator.nextNormal(
        mean: gender == 0 ? 162 : 175.5,
        deviation: gender == 0 ? 7 : 7.5
      )
      cells.append(Cell(height: (height * 10).rounded() / 10, label: isMissing ? nil : gender))
    }
    return try Evidence(cells: cells, genderCount: 2)
  }
}
