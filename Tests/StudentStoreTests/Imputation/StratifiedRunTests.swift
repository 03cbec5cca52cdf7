import Mixture
import SQLite
import Testing

@testable import StudentStore

/// Runs over classes: each student is given the posterior of the student's own class.
@Suite struct StratifiedRunTests {
  private func school() throws -> TestSchool {
    let school = try TestSchool()
    try school.add([
      Pupil("Ada", .recorded("female"), 165, group: "7b"), Pupil("Ben", .missing, 165, group: "7b"),
      Pupil("Cem", .missing, 165, group: "10a"), Pupil("Dee", .missing, 165),
      Pupil("Eli", .missing, 181, group: "10a"), Pupil("Fay", .missing, 165, group: "7b"),
    ])
    return school
  }

  private func inferences(_ school: TestSchool) throws -> [String] {
    try school.connection.texts(
      """
      SELECT name || ' ' || stratum || ' ' || height_cm || ' ' || is_proposed || ' of '
        || student_count
      FROM imputation_detail JOIN evidence_cell USING (run, cell, is_proposed, stratum, height_cm)
      ORDER BY student
      """
    )
  }

  @Test func `every student points at the cell of class and height`() throws {
    let school = try school()
    let run = try school.impute(by: .group)
    #expect(run.strata.map(\.name) == ["7b", "10a", "(none)"])
    #expect(run.imputed == 5)
    #expect(
      try inferences(school) == [
        "Ben 7b 165.0 1 of 2", "Cem 10a 165.0 1 of 1", "Dee (none) 165.0 1 of 1",
        "Eli 10a 181.0 1 of 1", "Fay 7b 165.0 1 of 2",
      ]
    )
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `a class without a model is left out, and its students are counted`() throws {
    let school = try school()
    let counted = try school.counted(by: .group)
    let draft = try InventedRun(counted.census).draft(.passed, lacking: [1])
    let run = try school.record(draft, of: counted)
    #expect(run.imputed == 3)
    #expect(run.missingCount == 5)
    #expect(run.notImputed == ["no_model_for_stratum": 2])
    #expect(
      try inferences(school)
        == ["Ben 7b 165.0 1 of 2", "Dee (none) 165.0 1 of 1", "Fay 7b 165.0 1 of 2"]
    )
    #expect(try school.database.queue(of: 1).map(\.student) == [2, 4, 6])
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `who changed class meanwhile stops the run`() throws {
    let file = try SchoolFile()
    let school = try TestSchool(path: file.path)
    try school.add([
      Pupil("Ada", .missing, 165, group: "7a"), Pupil("Ben", .missing, 165, group: "7b"),
    ])
    let counted = try school.counted(by: .group)
    let other = TestSchool(try file.open(), seed: 5)
    try other.correct(1) { $0.group = "7b" }
    let draft = try InventedRun(counted.census).draft(.passed)
    #expect(throws: StoreError.evidenceChanged) { try school.record(draft, of: counted) }
    #expect(try school.database.newestRun() == nil)
  }

  @Test func `who changed class is no news to a run of the whole school`() throws {
    let file = try SchoolFile()
    let school = try TestSchool(path: file.path)
    try school.add([Pupil("Ada", .missing, 165, group: "7a")])
    let counted = try school.counted()
    let other = TestSchool(try file.open(), seed: 5)
    try other.correct(1) { $0.group = "7b" }
    let draft = try InventedRun(counted.census).draft(.passed)
    #expect(try school.record(draft, of: counted).imputed == 1)
  }

  @Test func `more classes than a school has are no division`() throws {
    let school = try TestSchool()
    try school.add((0..<3).map { Pupil("S\($0)", .missing, 165, group: "g\($0)") })
    #expect(try school.census(by: .group).division(by: .group)?.names == ["g0", "g1", "g2"])
    try school.add(
      (3...EvidenceCensus.mostStrata).map { Pupil("S\($0)", .missing, 165, group: "g\($0)") },
      file: "b"
    )
    let census = try school.census(by: .group)
    #expect(census.divisions.isEmpty)
    #expect(census.hasHeights)
  }
}
