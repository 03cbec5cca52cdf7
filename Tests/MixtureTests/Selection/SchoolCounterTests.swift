import Mixture
import Testing

@Suite struct SchoolCounterTests {
  private let school = QuantileSchool.threeAges()

  private func evidence(_ order: [Int]) throws -> FoldedEvidence {
    var counter = SchoolCounter(FoldAssignment(), divisions: 1)
    for place in order {
      let pupil = school[place]
      counter.count(
        height: pupil.height,
        gender: pupil.gender,
        stratum: pupil.stratum
      )
    }
    return try counter.evidence(modelling: [0, 1])
  }

  @Test func `the order of the students does not matter`() throws {
    let forward = try evidence(Array(school.indices))
    #expect(try evidence(school.indices.reversed()) == forward)
    #expect(try evidence(school.indices.sorted { ($0 * 7) % 400 < ($1 * 7) % 400 }) == forward)
  }

  @Test func `each repeat holds back every recorded student once, and nobody else`() throws {
    let evidence = try evidence(Array(school.indices))
    #expect(evidence.recordedCount == 100)
    for cell in evidence.cells {
      guard cell.label != nil else {
        #expect(cell.heldBack == [])
        continue
      }
      for number in 0..<5 {
        #expect(cell.heldBack[number * 5..<number * 5 + 5].reduce(0, +) == cell.count)
      }
    }
  }

  @Test func `what is left without a fold is all but the fold`() throws {
    let evidence = try evidence(Array(school.indices))
    let away = evidence.cells.reduce(0) { $0 + ($1.heldBack.isEmpty ? 0 : $1.heldBack[2 * 5 + 3]) }
    let left = evidence.strata(without: 3, repeat: 2).reduce(0) { $0 + ($1?.count ?? 0) }
    #expect(away == 20, "a fifth of a hundred, to the student")
    #expect(left == 400 - away)
  }

  @Test func `of few students the seed has no say, of many it has`() throws {
    func counts(_ students: Int, seed: UInt64) throws -> [[Int]] {
      var counter = SchoolCounter(FoldAssignment(seed: seed), divisions: 1)
      for place in 0..<students {
        counter.count(height: 150 + Double(place % 41), gender: place % 2, stratum: place % 3)
      }
      return try counter.evidence(modelling: [0, 1]).cells.map(\.heldBack)
    }
    let few = try counts(499, seed: 1)
    for seed in 2...21 { #expect(try counts(499, seed: UInt64(seed)) == few) }
    #expect(try counts(500, seed: 2) != counts(500, seed: 1))
    #expect(try counts(500, seed: 2) == counts(500, seed: 2))
  }

  @Test func `all divisions hold back the same students`() throws {
    var counter = SchoolCounter(FoldAssignment(), divisions: 2)
    for (place, pupil) in school.enumerated() {
      counter.count(
        height: pupil.height,
        pupil.gender.map { .recorded($0) } ?? .missing,
        strata: [0, place % 3]
      )
    }
    let divisions = try counter.evidence(strata: [[0], [0, 1, 2]], genders: [0, 1])
    struct Place: Hashable {
      let height: Double
      let label: Int?
    }
    let sums = divisions.map { evidence in
      evidence.cells.reduce(into: [Place: [Int]]()) { sums, cell in
        let own = sums[Place(height: cell.height, label: cell.label)]
        sums[Place(height: cell.height, label: cell.label)] =
          own.map { zip($0, cell.heldBack).map { $0 + $1 } } ?? cell.heldBack
      }
    }
    #expect(sums[0] == sums[1])
  }

  @Test func `students of a gender that is not modelled take no part`() throws {
    var counter = SchoolCounter(FoldAssignment(), divisions: 1)
    for (place, gender) in [0, 1, 2, 2, nil].enumerated() {
      counter.count(height: 160 + Double(place), gender: gender, stratum: 0)
    }
    let evidence = try counter.evidence(modelling: [1, 0])
    #expect(evidence.cells.map(\.height) == [160, 161, 164])
    #expect(evidence.cells.map(\.label) == [1, 0, nil])
  }

  @Test func `of many students only the first repeats are kept`() throws {
    var counter = SchoolCounter(FoldAssignment(), divisions: 1)
    for place in 0..<5_000 {
      counter.count(height: 160 + Double(place % 20), gender: place % 2, stratum: 0)
    }
    let evidence = try counter.evidence(modelling: [0, 1])
    #expect(evidence.assignment == FoldAssignment(repeats: 1))
    #expect(evidence.cells.allSatisfy { $0.heldBack.reduce(0, +) == $0.count })
  }

  @Test func `a height that cannot be one is refused`() throws {
    var counter = SchoolCounter(FoldAssignment(), divisions: 1)
    counter.count(height: .nan, gender: 0, stratum: 0)
    #expect(throws: FitRefusal.notFinite) { try counter.evidence(modelling: [0]) }
  }

  @Test func `what two have counted of different students adds up`() throws {
    let whole = try evidence(Array(school.indices))
    var (first, second) = (
      SchoolCounter(FoldAssignment(), divisions: 1), SchoolCounter(FoldAssignment(), divisions: 1)
    )
    for (place, pupil) in school.enumerated() {
      if place < 150 {
        first.count(
          height: pupil.height,
          gender: pupil.gender,
          stratum: pupil.stratum
        )
      } else {
        // The second goes by other numbers for genders and strata.
        second.count(
          height: pupil.height,
          gender: pupil.gender.map { 1 - $0 },
          stratum: 2 - pupil.stratum
        )
      }
    }
    first.add(second, genders: [1, 0], strata: [[2, 1, 0]])
    #expect(try first.evidence(modelling: [0, 1]) == whole)
  }
}
