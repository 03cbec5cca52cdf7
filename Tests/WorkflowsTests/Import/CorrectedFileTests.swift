import RosterReading
import StudentStore
import Testing
import Workflows

/// A second file about the same students: what differs is changed and remembered, what is blank or
/// spelled otherwise is not.
struct CorrectedFileTests {
  private static let first =
    "id,name,gender,height,class,age,note\n"
    + "1,Anna,F,160,7a,12,x\n2,Ben,M,170,7a,13,y\n3,Cy,,165,7b,12,z\n"

  private func second(_ line: String) throws -> (TestSchool, ImportReport) {
    let school = try TestSchool(Self.first)
    let report = try school.import("id,name,gender,height,class,age,note\n\(line)\n")
    return (school, report)
  }

  @Test func `what changed is updated, and old and new value are kept`() throws {
    let (school, report) = try second("1,Anna B,F,161,7b,13,x")
    #expect(report.ends == [0, 1, 0, 0, 0])
    let changes = try school.database.changes(of: 1)
    #expect(
      changes.map(\.field)
        == ["name", "height_cm", "height_text", "group_name", "age_years", "age_text"]
    )
    #expect(changes.map(\.old) == ["Anna", "160.0", "160", "7a", "12.0", "12"])
    #expect(changes.map(\.new) == ["Anna B", "161.0", "161", "7b", "13.0", "13"])
    #expect(changes.allSatisfy { $0.importBatch == 2 && $0.line == 2 && $0.actor == "Edmond" })
    let anna = try school.database.student(1)
    #expect(anna.name == "Anna B")
    #expect(anna.height == .measured(centimetres: 161))
    #expect(anna.importBatch == 1, "who brought the student stays")
  }

  @Test func `a line that says the same is unchanged`() throws {
    let (school, report) = try second("2,Ben,M,170,7a,13,y")
    #expect(report.ends == [0, 0, 1, 0, 0])
    #expect(try school.database.changes(of: 2).isEmpty)
  }

  static let spellings = [
    "1,Anna,female,160,7a,12,x", "1,Anna,w,160.0,7a,12,x", "1,Anna, F ,1.60 m,7a,12,x",
    "1,Anna,Mädchen,1600 mm,7a,12.0,x", "1,Anna,f,160 cm,7a,12,x", "1,Anna,F,\"160\",7a,12,x",
  ]

  @Test(arguments: spellings)
  func `another spelling is no change`(line: String) throws {
    let (school, report) = try second(line)
    #expect(report.ends == [0, 0, 1, 0, 0])
    #expect(try school.database.student(1) == TestSchool(Self.first).database.student(1))
  }

  @Test(arguments: ["1,,,,,,", "1,Anna,,,,,", "1,,F,NA,,,", "1,,unknown,160,,,"])
  func `a blank cell erases nothing`(line: String) throws {
    let (school, report) = try second(line)
    #expect(report.ends == [0, 0, 1, 0, 0])
    #expect(try school.database.student(1) == TestSchool(Self.first).database.student(1))
  }

  @Test func `columns that the second file does not have keep their values`() throws {
    let school = try TestSchool(Self.first)
    let report = try school.import("id,name,height\n1,Anna,162\n")
    #expect(report.ends == [0, 1, 0, 0, 0])
    let anna = try school.database.student(1)
    #expect(anna.gender == .recorded("female"))
    #expect(anna.group == "7a")
    #expect(anna.ageYears == 12)
  }

  @Test func `a gender that was missing is recorded by the second file`() throws {
    let (school, report) = try second("3,Cy,M,165,7b,12,z")
    #expect(report.ends == [0, 1, 0, 0, 0])
    #expect(try school.database.student(3).gender == .recorded("male"))
    let fields = try school.database.changes(of: 3).map(\.field)
    #expect(fields == ["gender_absence", "gender", "gender_text"])
  }

  @Test func `who declines in the second file is no longer recorded`() throws {
    let (school, report) = try second("1,Anna,prefer not to say,160,7a,12,x")
    #expect(report.ends == [0, 1, 0, 0, 0])
    #expect(try school.database.student(1).gender == .declined)
    #expect(try school.database.changes(of: 1).first { $0.field == "gender" }?.old == "female")
  }

  @Test func `new students come behind the old ones, and who is not mentioned stays`() throws {
    let (school, report) = try second("9,Zoe,F,158,7b,12,n")
    #expect(report.ends == [1, 0, 0, 0, 0])
    #expect(try school.names() == ["Anna", "Ben", "Cy", "Zoe"])
    #expect(try school.database.student(4).importBatch == 2)
  }

  @Test func `a height in doubt takes the place of one, and is left out`() throws {
    let (school, report) = try second(
      "1,Anna,F,600,7a,12,x\n2,Ben,M,170,7a,13,y\n3,Cy,,165,7b,12,z"
    )
    #expect(report.ends == [0, 1, 2, 0, 0])
    #expect(report.batch.counts.doubts == 1)
    let anna = try school.database.student(1)
    #expect(anna.height == .doubt)
    #expect(anna.heightText == "600")
  }

  @Test func `strict takes all back where one line is rejected`() throws {
    let school = try TestSchool(Self.first)
    let before = try school.students()
    let head = try school.database.head()
    let text = "id,name,gender,height,class,age,note\n1,Anna,F,199,7a,12,x\n8,New,F,150,,,\n2,Ben\n"
    #expect(throws: RosterError.self) { try school.import(text) { $0.isStrict = true } }
    #expect(try school.students() == before)
    #expect(try school.database.head() == head)
    #expect(try school.database.importIDs() == [1])
    #expect(try school.import(text).ends == [1, 1, 0, 0, 1])
  }

  @Test func `on conflict stop takes all back where one line fits several students`() throws {
    let school = try TestSchool("name,height\nKim,160\nKim,170\nAnna,150\n")
    let head = try school.database.head()
    let text = "name,height\nAnna,151\nNew,152\nKim,165\n"
    #expect(throws: RosterError.self) { try school.import(text) { $0.onConflict = .stop } }
    #expect(try school.database.head() == head)
    #expect(try school.students().map(\.height.centimetres) == [160, 170, 150])
    #expect(try school.import(text) { $0.onConflict = .update }.batch.counts.conflicts == 1)
  }

  @Test func `a dry run of a corrected file reports it and changes nothing`() throws {
    let school = try TestSchool(Self.first)
    let head = try school.database.head()
    let text = "id,name,gender,height,class,age,note\n1,Anna,F,161,7a,12,x\n"
    let report = try ImportWorkflow(school.database, context: school.context).run(
      RosterSource(name: "class.csv", bytes: Array(text.utf8)),
      options: ImportOptions(),
      mode: .dryRun
    )
    #expect(report.ends == [0, 1, 0, 0, 0])
    #expect(try school.database.head() == head)
    #expect(try school.database.student(1).height == .measured(centimetres: 160))
  }

  @Test func `an export has each student once, as the newest file says`() throws {
    let (school, _) = try second("1,Anna B,F,161,7b,13,x")
    #expect(
      try school.export()
        == "id,name,gender,height,class,age,note\n1,Anna B,F,161,7b,13,x\n2,Ben,M,170,7a,13,y\n"
        + "3,Cy,,165,7b,12,z\n"
    )
  }
}
