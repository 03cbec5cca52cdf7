import SQLite
import Testing

@testable import StudentStore

@Suite struct EvidenceCensusTests {
  private let pupils = [
    Pupil("a", .missing, 170), Pupil("b", .missing, 170), Pupil("c", .recorded("female"), 170),
    Pupil("d", .recorded("male"), 170), Pupil("e", .recorded("male"), 170),
    Pupil("f", .recorded("male"), 165.5), Pupil("g", .missing), Pupil("h", .missing),
    Pupil("i", .declined, 180), Pupil("j", .doNotInfer, 180), Pupil("k", .recorded("male")),
    Pupil("l", .declined), Pupil("m", .recorded("Male"), 165.5),
  ]

  private func census(_ pupils: [Pupil]) throws -> EvidenceCensus {
    let school = try TestSchool()
    try school.add(pupils)
    return try school.database.evidenceCensus()
  }

  @Test func `students are counted by height and recorded gender`() throws {
    var doubted = Pupil("n", .missing)
    doubted.height = .doubt
    let census = try census(pupils + [doubted])
    #expect(
      census.cells == [
        .init(height: 165.5, gender: "Male", count: 1),
        .init(height: 165.5, gender: "male", count: 1),
        .init(height: 170, gender: nil, count: 2),
        .init(height: 170, gender: "female", count: 1),
        .init(height: 170, gender: "male", count: 2),
      ]
    )
    #expect(
      census.notInferable
        == ["no_height": 2, "height_in_doubt": 1, "declined": 2, "do_not_infer": 1]
    )
  }

  @Test func `neither the census nor its digest depends on the order of rows`() throws {
    let first = try census(pupils)
    let second = try census(pupils.reversed())
    #expect(first == second)
    #expect(first.digest == second.digest)
  }

  @Test func `the digest changes with any count, height or gender`() throws {
    var digests = [try census(pupils).digest]
    for change: (inout [Pupil]) -> Void in [
      { $0.append($0[0]) }, { $0[0].height = .measured(centimetres: 170.0.nextUp) },
      { $0[2].gender = .recorded("male") }, { $0[2].gender = .missing }, { $0.removeFirst() },
    ] {
      var changed = pupils
      change(&changed)
      digests.append(try census(changed).digest)
    }
    #expect(Set(digests).count == digests.count)
  }

  @Test func `an empty school has an empty census`() throws {
    #expect(try census([]).cells.isEmpty)
  }

  @Test func `a decision leaves the census alone`() throws {
    let school = try TestSchool()
    try school.add(pupils)
    let before = try school.database.evidenceCensus()
    try school.impute()
    try school.decide(1, .accept(gender: "female"))
    #expect(try school.database.evidenceCensus() == before)
  }
}
