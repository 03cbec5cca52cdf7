import SQLite
import Testing

@testable import StudentStore

/// Decisions and signatures about students whose import is taken back.
@Suite struct RevertedReviewTests {
  /// Five students: Ada to Dee of the first file, Eli of the second; a run, and all accepted.
  private func decided() throws -> TestSchool {
    let school = try TestSchool()
    try school.add(
      ["Ada", "Ben", "Cem", "Dee"].enumerated().map { place, name in
        Pupil(name, .missing, 160 + Double(place) * 7)
      },
      file: "a"
    )
    try school.add([Pupil("Eli", .missing, 175)], file: "b")
    try school.impute()
    try school.acceptBatch([1, 2, 3, 4, 5], run: 1)
    return school
  }

  @Test func `decisions about them stay in the history and are no longer active`() throws {
    let school = try decided()
    #expect(try school.revert(1).decided == 4)
    #expect(try school.database.decisions(about: 1).count == 1)
    #expect(try school.database.status().states[.decided] == 1)
    #expect(try school.database.newestUndoableDecision()?.student == 5)
    for student: Int64 in [1, 4] {
      #expect(throws: StoreError.reverted(student: student, importBatch: 1)) {
        try school.decide(student, .later)
      }
      #expect(try !school.database.mayBeDecided(student))
    }
    #expect(try school.database.mayBeDecided(5))
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `a new run asks about those who count alone`() throws {
    let school = try decided()
    try school.undoFirst(of: 5)
    try school.revert(1)
    try school.impute()
    #expect(try school.database.queue(of: 2).map(\.student) == [5])
  }

  @Test func `a signature on one of its students stands in the way`() throws {
    let school = try decided()
    try school.sign(1)
    let head = try school.database.head()
    #expect(
      throws: StoreError.importIsSigned(importBatch: 1, students: [1, 2, 3, 4], signOffs: [1])
    ) { try school.revert(1) }
    #expect(try school.database.head() == head)
    let outcome = try school.revert(1, voiding: "the neighbours' file")
    #expect(outcome.voidedSignatures == 4)
    #expect(try school.database.activeSignOffs(of: 1) == [])
    #expect(try school.database.activeSignOffs(of: 5) == [1])
    #expect(try school.database.signOff(1).voided == 4)
    let verification = try school.database.verify()
    #expect(verification.lines.isEmpty)
    let students = (1...4).map { "\($0) (import i1 reverted)" }.joined(separator: ", ")
    #expect(verification.notices == ["s1 no longer stands for student \(students)"])
  }

  @Test func `a signature on a student whose signed value would change stands in the way`() throws {
    let school = try decided()
    try school.add(
      [],
      updating: [.init(student: 1) { $0.height = .measured(centimetres: 161) }],
      file: "c"
    )
    try school.add([], updating: [.init(student: 2) { $0.group = "7b" }], file: "d")
    try school.sign(1)
    #expect(throws: StoreError.importIsSigned(importBatch: 3, students: [1], signOffs: [1])) {
      try school.revert(3)
    }
    // The class was not signed.
    #expect(try school.revert(4).restored == 1)
    #expect(try school.database.activeSignOffs(of: 2) == [1])
    #expect(try school.revert(3, voiding: "measured with shoes").voidedSignatures == 1)
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `a void that came with a revert is covered, and a change of it found`() throws {
    let school = try decided()
    try school.sign(1)
    try school.revert(1, voiding: "why")
    try school.behindTheBack(
      "sign_off_void",
      run: "UPDATE sign_off_void SET actor = 'eve' WHERE student = 3"
    )
    #expect(try school.database.verify().broken == ["rows"])
  }
}
