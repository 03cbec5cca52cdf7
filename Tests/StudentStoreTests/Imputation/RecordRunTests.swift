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

  @Test func `a run reads back as it was recorded`() throws {
    let school = try school()
    let recorded = try school.impute(label: "first")
    let read = try school.database.run(1)
    #expect(read.id == 1)
    #expect(read.label == "first")
    #expect(read.settings == recorded.settings)
    #expect(read.settingsRequested == #"{"family":"auto"}"#)
    #expect(read.status == "converged")
    #expect(read.stopReason == "it converged")
    #expect(read.iterations == 2)
    #expect(read.logLikelihood == -98.5)
    #expect(read.bic == -201.25)
    #expect(read.strata == recorded.strata)
    #expect(read.trace == recorded.trace)
    #expect(read.inputDigest == recorded.inputDigest)
    #expect(read.refusals.isEmpty)
    #expect(read.actor == "ada")
    #expect(read.imputed == 3)
    #expect(read.notImputed == ["no_height": 1, "declined": 1])
    // Cem and Dee are female with 0.675, Gus male with 0.725: 2 * 0.325 + 0.275.
    #expect(abs((read.expectedWrong ?? 0) - 0.925) < 1e-12)
  }

  @Test func `a refused run proposes nothing, and says why`() throws {
    let school = try school()
    try school.impute(refusals: ["too-few", "no-better"])
    let run = try school.database.run(1)
    #expect(!run.passedGate)
    #expect(run.refusals.map(\.code) == ["too-few", "no-better"])
    #expect(run.imputed == 0)
    #expect(run.expectedWrong == nil)
    #expect(run.notImputed["gate_refused"] == 3)
    #expect(try school.database.suggestion(of: 1, for: 1) == nil)
    #expect(try school.database.queue(of: 1).allSatisfy { $0.suggestion == nil })
  }

  @Test func `who is decided is not inferred again`() throws {
    let school = try school()
    try school.impute()
    try school.decide(1, .accept(gender: "female"))
    try school.decide(2, .leaveUnknown)
    let run = try school.impute()
    #expect(run.imputed == 2)
    #expect(run.notImputed["already_decided"] == 1)
    #expect(try school.database.queue(of: 2).map(\.student) == [2, 3])
  }

  @Test func `the newest run that passed is the current one, else the newest`() throws {
    let school = try school()
    #expect(try school.database.currentRun() == nil)
    try school.impute(refusals: ["x"])
    #expect(try school.database.currentRun() == 1)
    try school.impute()
    try school.impute(refusals: ["x"])
    #expect(try school.database.currentRun() == 2)
    #expect(try school.database.newestRun() == 3)
    #expect(try school.database.newestRun(passed: true) == 2)
  }

  @Test func `students changed by somebody else meanwhile stop the run`() throws {
    let file = try SchoolFile()
    let school = try TestSchool(path: file.path)
    try school.add([Pupil("Cem", .missing, 165)])
    let census = try school.database.evidenceCensus()
    let version = try school.database.dataVersion()
    func record() throws {
      _ = try school.database.write(.impute, context: school.context()) { act in
        try school.database.record(
          school.draftRun(census: census),
          cells: school.posteriors(census),
          census: census,
          dataVersion: version,
          act: act
        )
      }
    }
    let other = try file.open()
    try Self.add(Pupil("Dee", .recorded("female"), 165), to: other)
    #expect(throws: StoreError.evidenceChanged) { try record() }
    #expect(try school.database.newestRun() == nil)
    #expect(try school.database.verify().ok)
  }

  @Test func `somebody else's decision meanwhile does not stop the run`() throws {
    let file = try SchoolFile()
    let school = try TestSchool(path: file.path)
    try school.add([Pupil("Cem", .missing, 165)])
    let census = try school.database.evidenceCensus()
    let version = try school.database.dataVersion()
    let other = try file.open()
    _ = try other.write(.decide, context: school.context("ben")) { act in
      try other.append(
        NewDecision(student: 1, run: nil, verdict: .later, supersedes: nil),
        act: act
      )
    }
    let run = try school.database.write(.impute, context: school.context()) { act in
      try school.database.record(
        school.draftRun(census: census),
        cells: school.posteriors(census),
        census: census,
        dataVersion: version,
        act: act
      )
    }
    #expect(run.imputed == 1)
  }

  private static func add(_ pupil: Pupil, to database: SchoolDatabase) throws {
    let helper = TestSchool(database, seed: 5)
    try helper.add([pupil], file: "other.csv")
  }
}
