import Mixture
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
    return try school.census()
  }

  private func digest(_ pupils: [Pupil]) throws -> Digest? {
    try census(pupils).wholeSchoolDigest
  }

  @Test func `students are counted by height and recorded gender`() throws {
    var doubted = Pupil("n", .missing)
    doubted.height = .doubt
    let words = [Pupil("o", .inDoubt, 180), Pupil("p", .inDoubt)]
    let census = try census(pupils + [doubted] + words)
    #expect(
      census.lines(by: .none) == [
        "- 165.5 Male recorded 1", "- 165.5 male recorded 1", "- 170.0 female recorded 1",
        "- 170.0 male recorded 2", "- 170.0 - missing 2",
      ]
    )
    #expect(census.genders == ["Male", "female", "male"])
    #expect(
      census.notInferable
        == [
          "no_height": 2, "height_in_doubt": 1, "declined": 2, "do_not_infer": 1,
          "gender_in_doubt": 2,
        ]
    )
  }

  @Test func `a gender that nobody with a height has is none of the census`() throws {
    let census = try census(pupils + [Pupil("o", .recorded("nonbinary"))])
    #expect(census.genders == ["Male", "female", "male"])
  }

  @Test func `neither the census nor its digest depends on the order of rows`() throws {
    let first = try census(pupils)
    let second = try census(pupils.reversed())
    #expect(first == second)
    #expect(first.wholeSchoolDigest == second.wholeSchoolDigest)
  }

  @Test func `the digest changes with any count, height or gender`() throws {
    var digests = [try digest(pupils)]
    for change: (inout [Pupil]) -> Void in [
      { $0.append($0[0]) }, { $0[0].height = .measured(centimetres: 170.01) },
      { $0[2].gender = .recorded("male") }, { $0[2].gender = .missing }, { $0.removeFirst() },
    ] {
      var changed = pupils
      change(&changed)
      digests.append(try digest(changed))
    }
    #expect(!digests.contains(nil))
    #expect(Set(digests).count == digests.count)
  }

  @Test func `an empty school has an empty census`() throws {
    #expect(try census([]).divisions.isEmpty)
    #expect(try census([Pupil("a", .missing), Pupil("b", .declined, 170)]).divisions.isEmpty)
  }

  @Test func `a decided gender is known, and told from a recorded one`() throws {
    let school = try TestSchool()
    try school.add(pupils)
    let before = try school.census()
    try school.impute()
    #expect(try school.census() == before)
    try school.decide(1, .leaveUnknown)
    try school.decide(2, .later)
    #expect(try school.census() == before, "nothing was learnt")
    try school.decide(1, .accept(gender: "female"))
    try school.decide(2, .correct(gender: "nonbinary"))
    let after = try school.census()
    #expect(
      after.lines(by: .none).suffix(4) == [
        "- 170.0 female recorded 1", "- 170.0 female decided 1", "- 170.0 male recorded 2",
        "- 170.0 nonbinary decided 1",
      ]
    )
    #expect(after.wholeSchoolDigest != before.wholeSchoolDigest)
    let decided = try #require(after.division(by: .none)).evidence.cells.filter(\.isDecided)
    #expect(decided.allSatisfy { $0.heldBack.isEmpty }, "it is never held back")
    try school.undoFirst(of: 1)
    try school.undoFirst(of: 2)
    #expect(try school.census().lines(by: .none) == before.lines(by: .none))
  }

  @Test func `a decision about one who was recorded since says nothing more`() throws {
    let school = try TestSchool()
    try school.add(pupils)
    try school.impute()
    try school.decide(1, .correct(gender: "female"))
    try school.add([], updating: [.init(student: 1) { $0.gender = .recorded("male") }], file: "b")
    #expect(
      try school.census().lines(by: .none).suffix(3)
        == ["- 170.0 female recorded 1", "- 170.0 male recorded 3", "- 170.0 - missing 1"]
    )
  }
}

extension EvidenceCensus {
  /// The cells of a division, each as stratum, height, gender, basis and count.
  func lines(by stratification: Stratification) -> [String] {
    guard let division = division(by: stratification) else { return [] }
    return division.evidence.cells.map { cell in
      let name = division.names[cell.stratum] ?? "-"
      let gender = cell.label.map { genders[$0] } ?? "-"
      let basis = cell.label == nil ? "missing" : cell.isDecided ? "decided" : "recorded"
      return "\(name) \(cell.height) \(gender) \(basis) \(cell.count)"
    }
  }

  var wholeSchoolDigest: Digest? {
    division(by: .none)?.digest(genders: genders)
  }
}
