import Mixture
import TestSupport
import Testing

/// Which recorded students are suspected, in real schools and in made ones.
@Suite struct SuspicionTests {
  static let methods: [Candidate.Method] = [.recorded, .expectationMaximisation]

  @Test(
    .enabled(if: SharedFolder.exists, "the folder shared/fixtures is not there"),
    arguments: methods,
    DensityFamily.allCases
  )
  func `of Davis, the woman whose weight was taken for her height, and nobody else`(
    method: Candidate.Method,
    family: DensityFamily
  ) throws {
    for variance in VarianceStructure.allCases {
      for isMasked in [true, false] {
        let found = try find("davis_raw", Candidate(method, family: family, variance: variance)) {
          isMasked ? nil : $0
        }
        try #require(found.count == 1, "\(found)")
        #expect(found[0].height == 57 && found[0].label == 0 && found[0].count == 1)
        #expect(found[0].kind == .implausible)
        #expect(found[0].chance < 1e-15)
      }
    }
  }

  @Test(
    .enabled(if: SharedFolder.exists, "the folder shared/fixtures is not there"),
    arguments: methods
  )
  func `of the repaired Davis and of the students of bdims nobody`(
    method: Candidate.Method
  ) throws {
    for name in ["davis", "bdims"] {
      for family in DensityFamily.allCases {
        #expect(try find(name, Candidate(method, family: family)) { _ in nil }.isEmpty)
      }
    }
  }

  @Test(
    .enabled(if: SharedFolder.exists, "the folder shared/fixtures is not there"),
    arguments: methods
  )
  func `of Galton, the three whose gender was swapped`(method: Candidate.Method) throws {
    // The two shortest women and the tallest man.
    let swapped = [142.24: 1, 144.78: 1, 200.66: 0]
    let found = try find("galton", Candidate(method), swapping: swapped) { $0 }
    #expect(found.count == 3)
    for suspicion in found {
      #expect(swapped[suspicion.height] == suspicion.label)
      #expect(suspicion.kind == .contradicts)
      #expect(suspicion.likeliest == 1 - suspicion.label)
      #expect(suspicion.probability < 0.001)
    }
  }

  @Test func `clean schools raise as few false alarms as promised`() throws {
    var alarms = 0
    for seed in 0..<UInt64(200) {
      var generator = SeededGenerator(seed: 70_000 + seed)
      let pupils = (0..<300).map { _ in
        let gender = Int.random(in: 0...1, using: &generator)
        let height = generator.nextNormal(mean: [163, 176][gender], deviation: 6.5).rounded()
        let isMissing = Int.random(in: 0..<5, using: &generator) == 0
        return Pupil(height: height, gender: isMissing ? nil : gender)
      }
      let division = try pupils.division(assignment: FoldAssignment(folds: 5, repeats: 1))
      let limits = Suspicion.Limits(falseAlarms: 0.25)
      alarms += Suspicion.find(in: division, candidate: Candidate(.recorded), limits: limits)
        .reduce(0) { $0 + $1.count }
    }
    // 200 times .25 are 50 at most, with a Poisson deviation of 7.
    #expect((10...64).contains(alarms), "\(alarms)")
  }

  @Test func `131 cm in grade 12 is implausible there, and not in grade 6`() throws {
    var pupils = QuantileSchool.threeAges()
    for age in 0..<3 { pupils.append(Pupil(height: 131, gender: 1, stratum: age)) }
    let division = try pupils.division(.group, names: ["6", "11", "12"])
    let candidate = Candidate(.expectationMaximisation, by: .group)
    let found = Suspicion.find(in: division, candidate: candidate)
    #expect(found.map(\.stratum) == [2, 1])
    #expect(found.allSatisfy { $0.height == 131 && $0.label == 1 })
  }

  @Test func `heights are not looked at by the shares alone`() throws {
    let division = try QuantileSchool.threeAges().division()
    #expect(Suspicion.find(in: division, candidate: .shares).isEmpty)
  }

  @Test func `too few recorded students judge nobody`() throws {
    let pupils = [150.0, 160, 165, 170, 500].enumerated().map {
      Pupil(height: $0.element, gender: $0.offset < 4 ? $0.offset % 2 : nil)
    }
    for candidate in Candidate.all() {
      #expect(try Suspicion.find(in: pupils.division(), candidate: candidate).isEmpty)
    }
  }

  private func find(
    _ name: String,
    _ candidate: Candidate,
    swapping swapped: [Double: Int] = [:],
    restoring restored: (Int?) -> Int?
  ) throws -> [Suspicion] {
    let truth = try Fixture.truth(name)
    let pupils = try Fixture(name, .equal).students.enumerated().map { place, student in
      let gender = student.label ?? restored(truth[place])
      return Pupil(height: student.height, gender: swapped[student.height] ?? gender)
    }
    return Suspicion.find(in: try pupils.division(), candidate: candidate)
  }
}
