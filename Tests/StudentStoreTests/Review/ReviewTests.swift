import SQLite
import Testing

@testable import StudentStore

@Suite struct ReviewTests {
  /// Cem (1), Gus (2) and Ida (3, without height) are missing; then one of each other kind.
  private func school() throws -> TestSchool {
    let school = try TestSchool()
    try school.add([
      Pupil("Cem", .missing, 165), Pupil("Gus", .missing, 181), Pupil("Ida", .missing),
      Pupil("Ada", .recorded("female"), 160), Pupil("Jo", .declined, 175),
      Pupil("Kim", .doNotInfer, 170),
    ])
    try school.impute()
    return school
  }

  @Test func `each decision supersedes the one before, and the newest counts`() throws {
    let school = try school()
    let verdicts: [Verdict] = [
      .later, .accept(gender: "female"), .correct(gender: "other"), .leaveUnknown,
    ]
    for (index, verdict) in verdicts.enumerated() {
      let decision = try school.decide(1, verdict, reason: "r\(index)", blind: index == 2)
      #expect(decision.id == Int64(index + 1))
      #expect(decision.supersedes == (index == 0 ? nil : Int64(index)))
      #expect(decision.verdict == verdict)
      #expect(decision.blind == (index == 2))
      #expect(try school.database.currentDecision(of: 1) == decision)
    }
    let all = try school.database.decisions(about: 1)
    #expect(all.map(\.verdict) == verdicts)
    #expect(all.map(\.reason) == ["r0", "r1", "r2", "r3"])
    #expect(try school.database.currentDecision(of: 2) == nil)
    #expect(try school.database.verify().ok)
  }

  @Test func `of two who saw the same, the second is told what the first decided`() throws {
    let school = try school()
    let seen = try school.decide(1, .later).id
    func decide(_ verdict: Verdict, _ actor: String, seeing: Int64?) throws {
      try school.database.write(.decide, context: school.context(actor)) { act in
        _ = try school.database.append(
          NewDecision(student: 1, run: 1, verdict: verdict, supersedes: seeing),
          act: act
        )
      }
    }
    try decide(.leaveUnknown, "ben", seeing: seen)
    let head = try school.database.head()
    for stale in [seen, nil, 99] {
      let conflict = DecisionConflict(
        student: 1,
        current: try school.database.currentDecision(of: 1),
        refused: .correct(gender: "male")
      )
      #expect(conflict.current?.reviewer == "ben")
      #expect(throws: StoreError.decidedMeanwhile(conflict)) {
        try decide(.correct(gender: "male"), "ada", seeing: stale)
      }
    }
    #expect(try school.database.head() == head)
    #expect(try school.database.decisions(about: 1).count == 2)
  }

  @Test(arguments: [(Int64(4), "recorded"), (5, "declined"), (6, "do_not_infer")])
  func `only a missing gender is decided`(student: Int64, status: String) throws {
    let school = try school()
    for verdict in [Verdict.correct(gender: "male"), .leaveUnknown, .later] {
      #expect(throws: StoreError.nothingToDecide(student: student, status: status)) {
        try school.decide(student, verdict)
      }
    }
  }

  @Test func `a student without a height can be decided, not accepted`() throws {
    let school = try school()
    #expect(throws: SQLiteError.self) { try school.decide(3, .accept(gender: "female")) }
    try school.decide(3, .correct(gender: "female"), run: nil)
    #expect(try school.database.currentDecision(of: 3)?.verdict == .correct(gender: "female"))
  }

  @Test func `nothing is decided about nobody`() throws {
    #expect(throws: StoreError.unknown(kind: "student", id: "99")) {
      try school().decide(99, .later)
    }
  }

  @Test func `a batch is one act and one entry, and its decisions say so`() throws {
    let school = try school()
    let before = try school.database.head().sequence
    let (batch, decisions) = try school.acceptBatch([1, 2], run: 1)
    #expect(try school.database.head().sequence == before + 1)
    #expect(decisions == 1...2)
    let stored = try school.database.decisions(inBatch: batch)
    #expect(stored.map(\.student) == [1, 2])
    #expect(stored.map(\.verdict) == [.accept(gender: "female"), .accept(gender: "male")])
    #expect(try school.database.verify().ok)
  }

  @Test func `a batch with one stale decision keeps none`() throws {
    let school = try school()
    try school.decide(2, .later)
    let head = try school.database.head()
    #expect(throws: StoreError.self) {
      try school.database.write(.accept, context: school.context()) { act in
        _ = try school.database.append(
          batch: "accept",
          run: 1,
          threshold: 0.5,
          expectedWrong: nil,
          reason: nil,
          decisions: [
            NewDecision(student: 1, run: 1, verdict: .accept(gender: "female"), supersedes: nil),
            NewDecision(student: 2, run: 1, verdict: .accept(gender: "male"), supersedes: nil),
          ],
          act: act
        )
      }
    }
    #expect(try school.database.head() == head)
    #expect(try school.database.currentDecision(of: 1) == nil)
  }
}
