import SQLite
import Testing

@testable import StudentStore

/// A person's correction: a change without a file, with its reason.
@Suite struct CorrectionTests {
  private func school() throws -> TestSchool {
    let school = try TestSchool()
    try school.add([
      Pupil("Ada", .recorded("female"), 160, id: "A1", group: "7b"),
      Pupil("Ben", .missing, 170, id: "A2"),
    ])
    return school
  }

  @Test func `a correction keeps the old value, who, when and why`() throws {
    let school = try school()
    let changes = try school.correct(1, reason: "measured again", by: "ben") {
      $0.height = .measured(centimetres: 164)
    }
    #expect(changes.map(\.field) == ["height_cm"])
    let record = try #require(try school.database.changes(of: 1).first)
    #expect(record.old == "160.0")
    #expect(record.new == "164.0")
    #expect(record.actor == "ben")
    #expect(record.reason == "measured again")
    #expect(record.importBatch == nil)
    #expect(record.reverted == nil)
    #expect(try school.database.student(1).height == .measured(centimetres: 164))
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `a correction that changes nothing leaves no entry`() throws {
    let school = try school()
    let head = try school.database.head()
    #expect(try school.correct(1) { $0.name = "Ada" }.isEmpty)
    #expect(try school.database.head() == head)
  }

  @Test func `the trail says whose and which field, and neither old nor new value`() throws {
    let school = try school()
    try school.correct(1, reason: "her mother says so") { $0.name = "Eve Lovelace" }
    let entry = try #require(try school.database.log(LogFilter()).first)
    #expect(entry.kind == "correct")
    #expect(entry.body.facts.map(\.name) == ["student", "fields"])
    let row = try #require(entry.body.rows.first)
    #expect(row.table == "student_change")
    let names = row.openColumns.map(\.name)
    #expect(names.contains("field"))
    #expect(Set(names).isDisjoint(with: ["old_value", "new_value", "reason"]))
    let body = try #require(
      try school.connection.value("SELECT body FROM trail ORDER BY sequence DESC")
    )
    guard case .blob(let bytes) = body else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("Lovelace") && !text.contains("mother"))
  }

  @Test(arguments: ["old_value = 'Eva'", "new_value = 'Eva'", "reason = 'x'", "actor = 'eve'"])
  func `a correction that was changed is found`(change: String) throws {
    let school = try school()
    try school.correct(1) { $0.name = "Eve" }
    try school.behindTheBack("student_change", run: "UPDATE student_change SET \(change)")
    #expect(try school.database.verify().lines.contains { $0.hasPrefix("student_change 1:") })
  }

  @Test func `another student's id is not given`() throws {
    let school = try school()
    #expect(throws: StoreError.idTaken(student: 1, by: 2)) {
      try school.correct(1) { $0.schoolID = "A2" }
    }
    try school.correct(1) { $0.schoolID = nil }
    try school.correct(2) { $0.schoolID = "A1" }
    #expect(try school.database.student(schoolID: "A1") == 2)
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `who does not count is not corrected`() throws {
    let school = try school()
    try school.revert(1)
    #expect(throws: StoreError.reverted(student: 1, importBatch: 1)) {
      try school.correct(1) { $0.name = "Eve" }
    }
  }

  @Test func `what the files said before is known, file by file`() throws {
    let school = try school()
    try school.correct(1) { $0.height = .measured(centimetres: 164) }
    try school.add([], updating: [.init(student: 1) { $0.gender = .declined }], file: "b")
    try school.correct(1) { $0.gender = .recorded("other") }
    try school.add(
      [],
      updating: [.init(student: 1) { $0.gender = .recorded("male") }],
      file: "c"
    )
    try school.correct(1) { $0.gender = .missing }
    let corrected = try #require(try school.database.correctedStudents()[1])
    #expect(corrected.aspects == [.height, .gender])
    #expect(
      corrected.versions.map(\.gender)
        == [.recorded("female"), .declined, .recorded("male")]
    )
    #expect(corrected.versions.allSatisfy { $0.height == .measured(centimetres: 160) })
  }

  @Test func `what a later file says otherwise is no longer corrected`() throws {
    let school = try school()
    try school.correct(1) { $0.height = .measured(centimetres: 164) }
    #expect(try school.database.correctedStudents()[1]?.aspects == [.height])
    try school.add(
      [],
      updating: [.init(student: 1) { $0.height = .measured(centimetres: 170) }],
      file: "b"
    )
    #expect(try school.database.correctedStudents().isEmpty)
    try school.revert(2)
    #expect(try school.database.correctedStudents()[1]?.aspects == [.height])
    #expect(try school.database.student(1).height == .measured(centimetres: 164))
  }
}
