import Mixture
import Testing

@Suite struct FoldedCounterTests {
  private let school = QuantileSchool.threeAges()

  private func evidence(_ order: [Int]) throws -> FoldedEvidence {
    var counter = FoldedCounter(FoldAssignment())
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
    var counter = FoldedCounter(FoldAssignment())
    for (place, gender) in [0, 1, 2, 2, nil].enumerated() {
      let key = StudentKey("\(place)".utf8)
      counter.count(height: 160 + Double(place), gender: gender, stratum: 0, student: key)
    }
    let evidence = try counter.evidence(modelling: [1, 0])
    #expect(evidence.cells.map(\.height) == [160, 161, 164])
    #expect(evidence.cells.map(\.label) == [1, 0, nil])
  }

  @Test func `of many students only the first repeats are kept`() throws {
    var counter = FoldedCounter(FoldAssignment())
    for place in 0..<5_000 {
      let key = StudentKey("\(place)".utf8)
      counter.count(height: 160 + Double(place % 20), gender: place % 2, stratum: 0, student: key)
    }
    let evidence = try counter.evidence(modelling: [0, 1])
    #expect(evidence.assignment == FoldAssignment(repeats: 1))
    #expect(evidence.cells.allSatisfy { $0.heldBack.reduce(0, +) == $0.count })
  }

  @Test func `a height that cannot be one is refused`() throws {
    var counter = FoldedCounter(FoldAssignment())
    counter.count(height: .nan, gender: 0, stratum: 0, student: StudentKey("1".utf8))
    #expect(throws: FitRefusal.notFinite) { try counter.evidence(modelling: [0]) }
  }
}
