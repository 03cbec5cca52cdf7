import Mixture
import SQLite
import Testing

@testable import StudentStore

@Suite struct RecordRunTests {
  private func school() throws -> TestSchool {
    let school = try TestSchool()
    try school.add([
      Pupil("Cem", .missing, 165), Pupil("Dee", .missing, 165), Pupil("Gus", .missing, 181),
      Pupil("Ida", .missing), Pupil("Jo", .declined, 165), Pupil("Ada", .recorded("female"), 165),
    ])
    return school
  }

  @Test func `a refused run proposes nothing, and says why`() throws {
    let school = try school()
    try school.impute(.refused)
    let run = try school.database.run(1)
    #expect(!run.passedGate)
    // Two heights make no spread: each gender has shrunk onto one of them.
    #expect(run.refusals.map(\.code) == [.tooFewRecorded, .tooFewRecorded, .degenerate])
    #expect(run.refusals.allSatisfy { $0.stratum == nil })
    #expect(run.refusals[0].reason == .fewRecorded(gender: "female", known: 1))
    #expect(run.strata.map(\.mayPropose) == [false])
    #expect(run.imputed == 0)
    #expect(run.expectedWrong == nil)
    #expect(run.notImputed["gate_refused"] == 3)
    #expect(try school.database.suggestion(of: 1, for: 1) == nil)
    #expect(try school.database.queue(of: 1).count == 3)
    #expect(try school.database.queue(of: 1).allSatisfy { $0.suggestion == nil })
  }

  @Test func `an entry about a run has no text of a list in the open, and no digest of it`() throws
  {
    let school = try TestSchool()
    try school.add([
      Pupil("Cem", .missing, 165, group: "Zwerge"), Pupil("Gus", .missing, 181, group: "Riesen"),
      Pupil("Ada", .recorded("female"), 165, group: "Zwerge"),
      Pupil("Bo", .recorded("male"), 181, group: "Riesen"),
    ])
    let counted = try school.counted(by: .group)
    var draft = try InventedRun(counted.census).draft(.refused)
    draft.run.label = "Zwerge and Riesen"
    draft.run.settingsRequested = #"{"ages":"Zwerge=9"}"#
    draft.run.missingShares = [MissingShare(by: .group, name: "Zwerge", students: 2, missing: 1)]
    let run = try school.record(draft, of: counted)
    let entry = try #require(try school.database.log(LogFilter()).first)
    #expect(entry.body.rows.map(\.table) == ["imputation_run"])
    let bytes = entry.body.bytes
    for text in ["Zwerge", "Riesen", "male"] {
      #expect(!bytes.contains(Array(text.utf8)), "\(text)")
    }
    #expect(!bytes.contains(run.inputDigest.bytes))
  }

  @Test func `every cell of a run has a salt of its own`() throws {
    let school = try school()
    try school.impute()
    try school.impute()
    let salts = try school.connection.texts(
      """
      SELECT hex(salt) FROM counted_evidence UNION ALL SELECT hex(salt) FROM evidence_cell
      UNION ALL SELECT hex(salt) FROM imputation_run
      """
    )
    // Twice: heights 165 missing and recorded and 181 missing, two cells, and the run.
    #expect(salts.count == 12)
    #expect(Set(salts).count == 12)
  }

  @Test func `who is decided is not inferred again`() throws {
    let school = try school()
    try school.impute()
    try school.decide(1, .accept(gender: "female"))
    try school.decide(2, .leaveUnknown)
    let run = try school.impute()
    #expect(run.imputed == 2)
    #expect(run.missingCount == 2)
    #expect(run.recordedCount == 1)
    #expect(run.strata.map(\.decided) == [1])
    #expect(run.notImputed["already_decided"] == 1)
    #expect(try school.database.queue(of: 2).map(\.student) == [2, 3])
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `the newest run that passed is the current one, else the newest`() throws {
    let school = try school()
    #expect(try school.database.currentRun() == nil)
    try school.impute(.refused)
    #expect(try school.database.currentRun() == 1)
    try school.impute()
    try school.impute(.refused)
    #expect(try school.database.currentRun() == 2)
    #expect(try school.database.newestRun() == 3)
  }

  @Test func `a model from a file is the newest run and never the current one`() throws {
    let school = try school()
    let elsewhere = try self.school()
    let file = ModelFile(try elsewhere.impute())
    func recordModel() throws -> ImputationRun {
      try school.database.write(.impute, context: school.context()) { act in
        try school.database.record(file, label: nil, act: act)
      }
    }
    #expect(try recordModel().origin == "imported")
    #expect(try school.database.newestRun() == 1)
    #expect(try school.database.currentRun() == nil)
    try school.impute(.refused)
    let second = try recordModel()
    #expect(second.inputDigest.hexadecimal == file.inputDigest)
    #expect(second.imputed == 0)
    #expect(second.missingCount == 0)
    #expect(second.strata.map(\.genders.count) == [2])
    #expect(try school.database.currentRun() == 2)
    for table in ["counted_evidence", "evidence_cell", "imputation", "iteration_trace"] {
      #expect(
        try school.connection.value("SELECT count(*) FROM \(table) WHERE run <> 2") == .integer(0)
      )
    }
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `students changed by somebody else meanwhile stop the run`() throws {
    try expectStop { other, world in
      let helper = TestSchool(other, seed: 5)
      try helper.add([Pupil("Dee", .recorded("female"), 165)], file: "other.csv")
    }
  }

  @Test func `somebody else's decision for a gender meanwhile stops the run`() throws {
    try expectStop { other, world in
      _ = try other.write(.decide, context: world.context("ben")) { act in
        try other.append(
          NewDecision(student: 1, run: nil, verdict: .correct(gender: "male"), supersedes: nil),
          act: act
        )
      }
    }
  }

  @Test func `somebody else's decision for no gender meanwhile does not`() throws {
    let file = try SchoolFile()
    let school = try TestSchool(path: file.path)
    try school.add([Pupil("Cem", .missing, 165)])
    let counted = try school.counted()
    let other = try file.open()
    _ = try other.write(.decide, context: school.context("ben")) { act in
      try other.append(
        NewDecision(student: 1, run: nil, verdict: .later, supersedes: nil),
        act: act
      )
    }
    #expect(try school.database.moment() != counted.moment)
    let draft = try InventedRun(counted.census).draft(.passed)
    #expect(try school.record(draft, of: counted).imputed == 1)
  }

  @Test func `a division that the school does not have changes nothing about that`() throws {
    let file = try SchoolFile()
    let school = try TestSchool(path: file.path)
    try school.add([Pupil("Cem", .missing, 165)])
    // Of one class and of no age, so that only the whole school can be fitted to.
    let counted = try school.database.countedSchool(
      by: Stratification.allCases,
      assignment: TestSchool.assignment
    )
    #expect(counted.census.divisions.map(\.stratification) == [.none])
    let other = try file.open()
    _ = try other.write(.decide, context: school.context("ben")) { act in
      try other.append(
        NewDecision(student: 1, run: nil, verdict: .later, supersedes: nil),
        act: act
      )
    }
    let draft = try InventedRun(counted.census).draft(.passed)
    #expect(try school.record(draft, of: counted).imputed == 1)
  }

  /// A run is not stored where somebody did something between the census and the writing.
  private func expectStop(_ body: (SchoolDatabase, TestSchool) throws -> Void) throws {
    let file = try SchoolFile()
    let school = try TestSchool(path: file.path)
    try school.add([Pupil("Cem", .missing, 165)])
    let counted = try school.counted()
    try body(try file.open(), school)
    let draft = try InventedRun(counted.census).draft(.passed)
    #expect(throws: StoreError.evidenceChanged) { try school.record(draft, of: counted) }
    #expect(try school.database.newestRun() == nil)
    #expect(try school.connection.value("SELECT count(*) FROM counted_evidence") == .integer(0))
    #expect(try school.database.verify().ok)
  }
}
