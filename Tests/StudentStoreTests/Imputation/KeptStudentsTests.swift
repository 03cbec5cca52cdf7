import Mixture
import SQLite
import Testing

@testable import StudentStore

/// The students whom a run is written for are those that were kept while counting.
@Suite struct KeptStudentsTests {
  private let pupils = [
    Pupil("Ada", .recorded("female"), 165, group: "7b"), Pupil("Ben", .missing, 165, group: "7b"),
    Pupil("Cem", .missing, 181, group: "10a"), Pupil("Dee", .missing, 165),
    Pupil("Eli", .missing, 165, group: "10a"), Pupil("Fay", .missing, 165, group: "7b"),
  ]

  private func cells(_ school: TestSchool) throws -> [String] {
    try school.connection.texts(
      """
      SELECT student || ' ' || stratum || ' ' || height_cm
      FROM imputation_detail ORDER BY run, student
      """
    )
  }

  /// A count in two parts: the students up to one, then those behind.
  private func counted(
    _ school: TestSchool,
    upTo last: Int64,
    by stratifications: [Stratification]
  ) throws -> CountedSchool {
    let nobody = EvidenceScan(by: stratifications, assignment: TestSchool.assignment)
    var (first, second) = (nobody, nobody)
    let moment = try school.database.moment()
    try first.count(school.database, students: 1...last) { _ in }
    try second.count(school.database, students: (last + 1)...Int64.max) { _ in }
    try first.add(second)
    return CountedSchool(first, asOf: moment)
  }

  @Test(arguments: [Int64(1), 2, 3, 4, 5])
  func `two scans of two parts keep whom one scan keeps`(last: Int64) throws {
    let school = try TestSchool()
    try school.add(pupils)
    let halves = try counted(school, upTo: last, by: [.group])
    #expect(halves.census == (try school.census(by: .group)))
    try school.record(InventedRun(halves.census).draft(.passed), of: halves)
    #expect(
      try cells(school) == [
        "2 7b 165.0", "3 10a 181.0", "4 (none) 165.0", "5 10a 165.0", "6 7b 165.0",
      ]
    )
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test(arguments: [Stratification.none, .group, .age])
  func `whichever of several divisions is chosen, each student is in its cell`(
    chosen: Stratification
  ) throws {
    let school = try TestSchool()
    try school.add(
      zip(pupils, [12.5, 12, 13, 13.9, 12, 14]).map { pupil, age in
        var pupil = pupil
        pupil.ageYears = age
        return pupil
      }
    )
    let counted = try counted(school, upTo: 3, by: [.none, .group, .age])
    let division = try #require(counted.census.division(by: chosen))
    let only = EvidenceCensus(
      genders: counted.census.genders,
      divisions: [division],
      hasStudents: true,
      hasHeights: true,
      notInferable: [:],
      roundedHeights: 0,
      names: nil,
      namedStrata: [],
      assignment: counted.census.assignment
    )
    try school.record(InventedRun(only).draft(.passed), of: counted)
    let strata: [Stratification: [String]] = [
      .none: ["", "", "", "", ""], .group: ["7b", "10a", "(none)", "10a", "7b"],
      .age: ["12", "13", "13", "12", "14"],
    ]
    let heights = [165.0, 181, 165, 165, 165]
    let expected = try #require(strata[chosen]).indices.map {
      "\($0 + 2) \(strata[chosen]?[$0] ?? "?") \(heights[$0])"
    }
    #expect(try cells(school) == expected)
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `who is missing instead of another is the one written`() throws {
    let file = try SchoolFile()
    let school = try TestSchool(path: file.path)
    try school.add([Pupil("Cem", .missing, 165), Pupil("Dee", .missing, 165)])
    try school.decide(2, .correct(gender: "male"), run: nil)
    let counted = try school.counted()
    #expect(counted.missing.blocks.map(\.numbers) == [[1]])
    let other = TestSchool(try file.open(), seed: 5)
    try other.undoFirst(of: 2)
    try other.decide(1, .correct(gender: "male"), run: nil)
    // As many as before, of the same height and decided alike: the evidence still holds.
    try school.record(InventedRun(counted.census).draft(.passed), of: counted)
    #expect(try cells(school) == ["2  165.0"])
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `what the same program writes meanwhile is noticed too`() throws {
    let school = try TestSchool()
    try school.add(pupils)
    let counted = try school.counted()
    try school.decide(2, .correct(gender: "male"), run: nil)
    #expect(throws: StoreError.evidenceChanged) {
      try school.record(InventedRun(counted.census).draft(.passed), of: counted)
    }
    #expect(try cells(school).isEmpty)
  }

  @Test func `fewer imputations than students counted are no run`() throws {
    let school = try TestSchool()
    try school.add(pupils)
    let counted = try school.counted()
    let draft = try InventedRun(counted.census).draft(.passed)
    #expect(throws: StoreError.evidenceChanged) {
      try school.database.write(.impute, context: school.context()) { act in
        try school.database.record(draft, of: counted, act: act) { _ in }
      }
    }
    #expect(try school.database.newestRun() == nil)
  }

  @Test func `more students than a batch holds are all written, in order`() throws {
    let school = try TestSchool()
    let count = MissingStudents.Block.mostStudents * 2 + 1
    try school.add(
      (0..<count).map { Pupil("S\($0)", .missing, Double(150 + $0 % 40)) }
        + [Pupil("Ada", .recorded("female"), 165)]
    )
    // The second part begins in the middle of a block of the first.
    let counted = try counted(school, upTo: 5_000, by: [.none])
    #expect(counted.missing.blocks.map(\.numbers.count) == [4_096, 904, 3_193])
    let run = try school.record(InventedRun(counted.census).draft(.passed), of: counted)
    #expect(run.imputed == count)
    #expect(try school.connection.value("SELECT count(*) FROM imputation") == .integer(8_193))
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `a student without a salt was not written by this program`() throws {
    let school = try TestSchool()
    try school.add(pupils)
    try school.behindTheBack("student", run: "UPDATE student SET salt = x'00' WHERE id = 2")
    #expect(
      throws: StoreError.malformed(table: "student", detail: "row 2 has no salt")
    ) { try school.counted() }
  }
}
