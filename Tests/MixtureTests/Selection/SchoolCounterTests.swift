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
        stratum: pupil.stratum,
        student: StudentKey("\(place)".utf8)
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
    let assignment = FoldAssignment()
    let away = school.indices.count { place in
      school[place].gender != nil
        && assignment.fold(of: StudentKey("\(place)".utf8), repeat: 2) == 3
    }
    let left = evidence.strata(without: 3, repeat: 2).reduce(0) { $0 + ($1?.count ?? 0) }
    #expect(away > 5)
    #expect(left == 400 - away)
  }

  @Test func `students of a gender that is not modelled take no part`() throws {
    var counter = SchoolCounter(FoldAssignment(), divisions: 1)
    for (place, gender) in [0, 1, 2, 2, nil].enumerated() {
      let key = StudentKey("\(place)".utf8)
      counter.count(height: 160 + Double(place), gender: gender, stratum: 0, student: key)
    }
    let evidence = try counter.evidence(modelling: [1, 0])
    #expect(evidence.cells.map(\.height) == [160, 161, 164])
    #expect(evidence.cells.map(\.label) == [1, 0, nil])
  }

  @Test func `of many students only the first repeats are kept`() throws {
    var counter = SchoolCounter(FoldAssignment(), divisions: 1)
    for place in 0..<5_000 {
      let key = StudentKey("\(place)".utf8)
      counter.count(height: 160 + Double(place % 20), gender: place % 2, stratum: 0, student: key)
    }
    let evidence = try counter.evidence(modelling: [0, 1])
    #expect(evidence.assignment == FoldAssignment(repeats: 1))
    #expect(evidence.cells.allSatisfy { $0.heldBack.reduce(0, +) == $0.count })
  }

  @Test func `a height that cannot be one is refused`() throws {
    var counter = SchoolCounter(FoldAssignment(), divisions: 1)
    counter.count(height: .nan, gender: 0, stratum: 0, student: StudentKey("1".utf8))
    #expect(throws: FitRefusal.notFinite) { try counter.evidence(modelling: [0]) }
  }

  @Test func `what two have counted of different students adds up`() throws {
    let whole = try evidence(Array(school.indices))
    var (first, second) = (
      SchoolCounter(FoldAssignment(), divisions: 1), SchoolCounter(FoldAssignment(), divisions: 1)
    )
    for (place, pupil) in school.enumerated() {
      let key = StudentKey("\(place)".utf8)
      if place < 150 {
        first.count(
          height: pupil.height,
          gender: pupil.gender,
          stratum: pupil.stratum,
          student: key
        )
      } else {
        // The second goes by other numbers for genders and strata.
        second.count(
          height: pupil.height,
          gender: pupil.gender.map { 1 - $0 },
          stratum: 2 - pupil.stratum,
          student: key
        )
      }
    }
    first.add(second, genders: [1, 0], strata: [[2, 1, 0]])
    #expect(try first.evidence(modelling: [0, 1]) == whole)
  }

  @Test func `repeats that one of two has not counted are left out`() throws {
    func counted(_ places: Range<Int>) -> SchoolCounter {
      var counter = SchoolCounter(FoldAssignment(), divisions: 1)
      for place in places {
        counter.count(
          height: 160 + Double(place % 20),
          gender: place % 2,
          stratum: 0,
          student: StudentKey("\(place)".utf8)
        )
      }
      return counter
    }
    var halves = counted(0..<2_500)
    halves.add(counted(2_500..<5_000), genders: [0, 1], strata: [[0]])
    #expect(
      try halves.evidence(modelling: [0, 1]) == counted(0..<5_000).evidence(modelling: [0, 1])
    )
  }
}
