import SQLite
import Testing

@testable import StudentStore

/// A bulk load lifts row guards; whatever happens, they are back afterwards with the same text.
@Suite struct GuardedLoadTests {
  private struct Stop: Error {}

  private func expectSchema(_ school: TestSchool, _ fact: Comment) throws {
    #expect(try school.connection.schemaTexts() == TestSchool().connection.schemaTexts(), fact)
    #expect(try school.database.verify().lines.isEmpty, fact)
  }

  @Test func `after a load and a run every trigger is there`() throws {
    let school = try TestSchool()
    try school.add([Pupil("Cem", .missing, 165)])
    try expectSchema(school, "after a load")
    try school.impute()
    try expectSchema(school, "after a run")
    #expect(throws: SQLiteError.self) {
      try school.connection.execute("INSERT OR REPLACE INTO imputation VALUES (1, 1, 1)")
    }
  }

  @Test func `the guards are lifted meanwhile, and only these`() throws {
    let school = try TestSchool()
    let all = try school.connection.schemaTexts()
    for (table, lifted) in [
      (BulkTable.student, ["student_no_replace"]),
      (.imputation, ["imputation_no_replace", "imputation_only_of_missing"]),
    ] {
      try school.connection.withImmediateTransaction {
        try school.database.withoutRowGuards(of: table) {
          let left = try school.connection.schemaTexts()
          let gone = Set(all).subtracting(left).map { String($0.prefix { $0 != ":" }) }
          #expect(gone.sorted() == lifted)
        }
      }
      #expect(try school.connection.schemaTexts() == all)
    }
  }

  @Test func `after a load that throws everything is as it was`() throws {
    let school = try TestSchool()
    let head = try school.database.head()
    #expect(throws: Stop.self) {
      try school.database.write(.import, context: school.context()) { act in
        try school.database.loadStudents(of: act) { writer in
          try writer.reject(
            .init(line: 2, column: 1, byteOffset: 0, code: "x", message: "x", record: [])
          )
          throw Stop()
        }
      }
    }
    try expectSchema(school, "after a load that threw")
    #expect(try school.database.head() == head)
    #expect(try school.connection.value("SELECT count(*) FROM rejected_row") == .integer(0))
  }

  @Test func `after a load that a later step of its act undoes everything is as it was`() throws {
    let school = try TestSchool()
    #expect(throws: Stop.self) {
      try school.database.write(.import, context: school.context()) { act in
        _ = try school.load([Pupil("Cem", .missing, 165)], act: act)
        throw Stop()
      }
    }
    try expectSchema(school, "after an act that threw")
    #expect(try school.database.studentCount() == 0)
  }

  @Test func `after a dry run everything is as it was, and its report is kept`() throws {
    let school = try TestSchool()
    let head = try school.database.head()
    let ids = try school.database.write(.import, context: school.context(), mode: .dryRun) {
      try school.load([Pupil("Cem", .missing, 165), Pupil("Dee", .missing, 168)], act: $0)
    }
    #expect(ids == [1, 2])
    try expectSchema(school, "after a dry run")
    #expect(try school.database.studentCount() == 0)
    #expect(try school.database.head() == head)
  }

  @Test func `a load that fails takes an act with it that would go on`() throws {
    let school = try TestSchool()
    let head = try school.database.head()
    #expect(throws: SQLiteError.self) {
      _ = try school.database.write(.import, context: school.context()) { act in
        try? school.database.loadStudents(of: act) { writer in
          try writer.reject(
            .init(line: 2, column: 1, byteOffset: 0, code: "x", message: "x", record: [])
          )
          throw Stop()
        }
      }
    }
    #expect(try school.database.head() == head)
    #expect(try school.connection.value("SELECT count(*) FROM rejected_row") == .integer(0))
    let texts = try school.connection.schemaTexts()
    let wanted = try TestSchool().connection.schemaTexts()
    #expect(texts == wanted)
  }

  @Test func `a load without a trigger to lift is refused`() throws {
    let school = try TestSchool()
    try school.connection.execute("DROP TRIGGER student_no_replace")
    #expect(
      throws: StoreError.malformed(
        table: "sqlite_schema",
        detail: "trigger student_no_replace is missing"
      )
    ) {
      try school.add([Pupil("Cem", .missing, 165)])
    }
  }

  @Test func `an act that covers nothing leaves no entry`() throws {
    let school = try TestSchool()
    let head = try school.database.head()
    try school.database.write(.decide, context: school.context()) { $0.note("x", .integer(1)) }
    #expect(try school.database.head() == head)
  }
}
