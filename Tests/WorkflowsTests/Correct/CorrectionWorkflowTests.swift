import Mixture
import StudentStore
import Testing
import Workflows

/// What a correction does to one student, and what stays.
struct CorrectionWorkflowTests {
  private static let text =
    "id,name,gender,height,class\n1,Anna,F,160,7a\n2,Ben,,170,7a\n3,Cy,declined,165,7b\n"

  private func correct(
    _ school: TestSchool,
    _ student: Int64,
    _ change: (inout StudentCorrection) -> Void
  ) throws -> CorrectionWorkflow.Outcome {
    var correction = StudentCorrection()
    change(&correction)
    return try CorrectionWorkflow(school.database, context: school.context)
      .run(student, correction, reason: "asked")
  }

  @Test func `what is said is changed and nothing else`() throws {
    let school = try TestSchool(Self.text)
    let before = try school.database.student(1)
    let outcome = try correct(school, 1) {
      $0.name = "Anna B"
      $0.height = (.measured(centimetres: 161), "1.61 m")
    }
    #expect(outcome.before == before)
    #expect(outcome.changes.map(\.field) == ["name", "height_cm", "height_text"])
    var after = before
    after.name = "Anna B"
    after.height = .measured(centimetres: 161)
    after.heightText = "1.61 m"
    #expect(try school.database.student(1) == after)
    #expect(try school.database.verify().ok)
  }

  @Test func `another spelling of what is recorded is no change`() throws {
    let school = try TestSchool(Self.text)
    let head = try school.database.head()
    let outcome = try correct(school, 1) {
      $0.name = "Anna"
      $0.height = (.measured(centimetres: 160), "1.6 m")
      $0.gender = .recorded("female", text: "Mädchen")
      $0.group = "7a"
      $0.schoolID = "1"
    }
    #expect(outcome.changes.isEmpty)
    #expect(try school.database.head() == head)
  }

  static let genders: [(StudentCorrection.Gender, [Student.RecordedGender])] = [
    (.recorded("male", text: "m"), [.recorded("male"), .recorded("male"), .recorded("male")]),
    (.missing, [.missing, .missing, .missing]),
    (.declined(text: "declined"), [.declined, .declined, .declined]),
  ]

  @Test(arguments: genders)
  func `a gender is corrected whatever it was`(
    gender: StudentCorrection.Gender,
    after: [Student.RecordedGender]
  ) throws {
    let school = try TestSchool(Self.text)
    for student: Int64 in 1...3 { _ = try correct(school, student) { $0.gender = gender } }
    #expect(try school.students().map(\.gender) == after)
    #expect(try school.database.verify().ok)
  }

  @Test func `who asked not to be inferred is not, until that no longer holds`() throws {
    let school = try TestSchool(Self.text)
    for student: Int64 in [2, 3] {
      _ = try correct(school, student) { $0.gender = .doNotInfer }
      #expect(try school.database.student(student).gender == .doNotInfer)
    }
    let counted = try school.database.countedSchool(by: [.none], assignment: FoldAssignment())
    #expect(counted.census.notInferable == ["do_not_infer": 2])
    for student: Int64 in [2, 3] { _ = try correct(school, student) { $0.gender = .inferAgain } }
    // Who had declined before has still declined.
    #expect(try school.students().map(\.gender) == [.recorded("female"), .missing, .declined])
    #expect(try correct(school, 2) { $0.gender = .inferAgain }.changes.isEmpty)
    #expect(try school.database.verify().ok)
  }

  @Test func `a recorded gender is never inferred, so there is nothing to ask for`() throws {
    let school = try TestSchool(Self.text)
    #expect(throws: WorkflowError.recordedIsNeverInferred(student: 1)) {
      try correct(school, 1) { $0.gender = .doNotInfer }
    }
    #expect(try school.database.student(1).gender == .recorded("female"))
  }

  @Test func `an id and a group can be taken away`() throws {
    let school = try TestSchool(Self.text)
    _ = try correct(school, 1) {
      $0.schoolID = ""
      $0.group = ""
    }
    #expect(try school.database.student(1).schoolID == nil)
    #expect(try school.database.student(1).group == nil)
  }

  @Test func `a height that is not known any more is missing`() throws {
    let school = try TestSchool(Self.text)
    _ = try correct(school, 1) { $0.height = (.missing, "missing") }
    #expect(try school.database.student(1).height == .missing)
    #expect(try school.database.student(1).heightText == nil)
  }

  @Test func `a correction stands in the export, and the file's own cells where nothing is filled`()
    throws
  {
    let school = try TestSchool(Self.text)
    _ = try correct(school, 1) {
      $0.name = "Eve"
      $0.schoolID = "9"
      $0.group = "8c"
      $0.gender = .recorded("male", text: "M")
      $0.height = (.measured(centimetres: 175.5), "175.5 cm")
    }
    #expect(try school.export() == Self.text.replacing("1,Anna,F,160,7a", with: "9,Eve,M,175.5,8c"))
    for importBatch in [nil, 1] as [Int64?] {
      #expect(
        try school.export {
          ($0.columns, $0.fill) = (.original, .none)
          $0.importBatch = importBatch
        } == Self.text
      )
    }
    let lines = try school.export { _ in }.split(separator: "\n")
    #expect(lines[0].hasSuffix(",studentdb_signed,studentdb_corrected"))
    #expect(
      lines[1] == "9,Eve,M,175.5,8c,male,recorded,,,,,,"
        + "id 9; name Eve; gender male; height 175.5 cm; group 8c"
    )
    #expect(lines[2].hasSuffix(","))
  }

  @Test func `a gender that a person recorded fills the blank in the file, in its words`() throws {
    let school = try TestSchool(Self.text)
    _ = try correct(school, 2) { $0.gender = .recorded("female", text: "girl") }
    let exported = try school.export()
    #expect(exported.contains("2,Ben,F,170,7a\n"))
    #expect(
      try school.export {
        $0.columns = .original
        $0.fill = .none
      } == Self.text
    )
  }
}
