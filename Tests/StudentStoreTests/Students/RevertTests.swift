import Mixture
import SQLite
import Testing

@testable import StudentStore

/// An import that is taken back counts nowhere, and everything about it can still be looked up.
@Suite struct RevertTests {
  /// Two files: the second brings Gus and makes Cem one centimetre taller.
  private func school() throws -> TestSchool {
    let school = try TestSchool()
    try school.add(
      [Pupil("Ada", .recorded("female"), 160, id: "A1"), Pupil("Cem", .missing, 165, id: "A2")],
      rejecting: ["a line"],
      file: "first.csv"
    )
    try school.add(
      [Pupil("Gus", .missing, 181, id: "A3")],
      rejecting: ["another"],
      updating: [.init(student: 2) { $0.height = .measured(centimetres: 166) }],
      file: "second.csv"
    )
    return school
  }

  private func count(_ school: TestSchool, _ query: String) throws -> SQLiteValue? {
    try school.connection.value(query)
  }

  @Test func `the students it brought count nowhere`() throws {
    let school = try school()
    try school.impute()
    let outcome = try school.revert(2)
    let database = school.database
    #expect(outcome.students == 1)
    #expect(try database.list(ListFilter()).map(\.name) == ["Ada", "Cem"])
    #expect(try database.queue(of: 1).map(\.student) == [2])
    #expect(try database.studentCount() == 2)
    #expect(
      try school.census().lines(by: .none) == ["- 160.0 female recorded 1", "- 165.0 - missing 1"]
    )
    #expect(try database.student(schoolID: "A3") == nil)
    try database.forEachName { _, name in
      #expect(name.indices.map { name[$0] } != Array("Gus".utf8))
    }
    #expect(try database.importIDs() == [1])
    var names: [String] = []
    try database.forEachStudent { names.append($0.name) }
    #expect(names == ["Ada", "Cem"])
    let status = try database.status()
    #expect(status.students == 2)
    #expect(status.imports == 1)
    #expect(status.revertedImports == 1)
    #expect(status.rejectedRows == 1)
    #expect(status.states.values.reduce(0, +) == 2)
    #expect(throws: StoreError.reverted(student: 3, importBatch: 2)) {
      try database.activeStudent(3)
    }
    #expect(try database.verify().lines.isEmpty)
  }

  @Test func `who it brought can still be looked up, and why they do not count`() throws {
    let school = try school()
    try school.revert(2, reason: "the neighbours' file", by: "ben")
    #expect(try school.database.student(3).name == "Gus")
    let revert = try #require(try school.database.importRevert(of: 2))
    #expect(revert.actor == "ben")
    #expect(revert.reason == "the neighbours' file")
    #expect(try school.database.importRevert(of: 1) == nil)
    let entries = try school.database.log(LogFilter(student: 3)).map(\.kind)
    #expect(entries == ["revert", "import"])
  }

  @Test func `what it changed of others is as before, by further changes`() throws {
    let school = try school()
    let before = try school.database.student(2)
    let outcome = try school.revert(2)
    #expect(outcome.restored == 1)
    #expect(outcome.kept == 0)
    #expect(before.height == .measured(centimetres: 166))
    #expect(try school.database.student(2).height == .measured(centimetres: 165))
    let changes = try school.database.changes(of: 2).filter { $0.field == "height_cm" }
    #expect(changes.map(\.new) == ["166.0", "165.0"])
    #expect(changes.map(\.importBatch) == [2, nil])
    #expect(changes.map(\.reverted) == [nil, 2])
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `what a person corrected since stays, and is named`() throws {
    let school = try school()
    try school.correct(2) { $0.height = .measured(centimetres: 171) }
    try school.correct(2) { $0.group = "7b" }
    let outcome = try school.revert(2)
    #expect(outcome.kept == 1)
    #expect(outcome.keptStudents == [2])
    #expect(outcome.restored == 0)
    #expect(try school.database.student(2).height == .measured(centimetres: 171))
    #expect(try school.database.student(2).group == "7b")
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `what a person corrected before, and the file changed again, is the person's again`()
    throws
  {
    let school = try TestSchool()
    try school.add([Pupil("Cem", .missing, 165)])
    try school.correct(1) { $0.height = .measured(centimetres: 171) }
    try school.add(
      [],
      updating: [.init(student: 1) { $0.height = .measured(centimetres: 168) }],
      file: "b"
    )
    #expect(try school.revert(2).restored == 1)
    #expect(try school.database.student(1).height == .measured(centimetres: 171))
    #expect(try school.database.correctedStudents()[1]?.aspects == [.height])
  }

  @Test func `every aspect goes back as a whole`() throws {
    let school = try TestSchool()
    var pupil = Pupil("Ada", .recorded("female"), 160, id: "A1", group: "7b")
    pupil.ageYears = 12
    try school.add([pupil])
    let before = try school.database.student(1)
    try school.add(
      [],
      updating: [
        .init(student: 1) {
          $0.schoolID = "B9"
          $0.name = "Eve"
          $0.gender = .declined
          $0.genderText = "?"
          $0.height = .doubt
          $0.heightText = "5.11"
          $0.group = nil
          $0.ageYears = nil
          $0.ageText = "old"
        }
      ],
      file: "b"
    )
    #expect(try school.database.student(1) != before)
    try school.revert(2)
    #expect(try school.database.student(1) == before)
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `the newest import that others rest on goes first`() throws {
    let school = try school()
    #expect(throws: StoreError.importSupportsLater(importBatch: 1, later: [2])) {
      try school.revert(1)
    }
    #expect(try school.database.importRevert(of: 1) == nil)
    try school.revert(2)
    #expect(try school.revert(1).students == 2)
    #expect(try school.database.studentCount() == 0)
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `imports that have nothing to do with each other go in any order`() throws {
    let school = try TestSchool()
    try school.add([Pupil("Ada", .missing, 160)], file: "a")
    try school.add([Pupil("Ben", .missing, 170)], file: "b")
    try school.revert(1)
    #expect(try school.database.list(ListFilter()).map(\.student) == [2])
    try school.revert(2)
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `an id that would go back to somebody is not taken from whom has it now`() throws {
    let school = try TestSchool()
    try school.add([Pupil("Ada", .missing, 160, id: "A1")], file: "a")
    try school.add([], updating: [.init(student: 1) { $0.schoolID = "A2" }], file: "b")
    try school.add([Pupil("Ben", .missing, 170, id: "A1")], file: "c")
    #expect(throws: StoreError.idTaken(student: 1, by: 2)) { try school.revert(2) }
    #expect(try school.database.student(1).schoolID == "A2")
    #expect(try school.database.importRevert(of: 2) == nil)
    try school.revert(3)
    try school.revert(2)
    #expect(try school.database.student(1).schoolID == "A1")
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `the same ids come again with another file`() throws {
    let school = try school()
    try school.revert(2)
    let again = try school.add([Pupil("Gus", .missing, 182, id: "A3")], file: "third.csv")
    #expect(again == [4])
    #expect(try school.database.student(schoolID: "A3") == 4)
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `a revert outside studentdb is found, and so is one taken away`() throws {
    let school = try school()
    try school.connection.execute(
      "INSERT INTO import_revert VALUES (2, 'dba', 't', 'why', '0', zeroblob(16))"
    )
    #expect(
      try school.database.verify().lines == [
        "import_revert 2: no entry of the trail covers it: it was added outside studentdb"
      ]
    )
    let other = try self.school()
    try other.revert(2)
    try other.behindTheBack("import_revert", run: "DELETE FROM import_revert")
    #expect(
      try other.database.verify().lines.contains(
        "import_revert 2: entry 4 added it, and it is gone"
      )
    )
  }
}
