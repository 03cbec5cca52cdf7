import SQLite
import Testing

@testable import StudentStore

/// A signature is bound to what was signed.
@Suite struct SignatureTests {
  /// Two students, both decided and signed: entries 1 to 6.
  private func signed() throws -> TestSchool {
    let school = try TestSchool()
    try school.add([Pupil("Cem", .missing, 165), Pupil("Gus", .missing, 181)])
    try school.impute()
    try school.decide(1, .accept(gender: "female"))
    try school.decide(2, .accept(gender: "male"))
    try school.sign(1)
    return school
  }

  @Test func `a signature over unchanged values stands for everybody`() throws {
    let verification = try signed().database.verify()
    #expect(verification.ok)
    #expect(verification.notices.isEmpty)
  }

  @Test func `a later decision is a notice and no failure`() throws {
    let school = try signed()
    try school.decide(2, .leaveUnknown)
    let verification = try school.database.verify()
    #expect(verification.ok)
    #expect(verification.notices == ["s1 no longer stands for student 2 (decided anew in d3)"])
  }

  @Test(arguments: ["name", "school_id", "height", "gender"])
  func `a signed value that a later file changes is a notice and no failure`(
    field: String
  ) throws {
    let school = try signed()
    try school.add(
      [],
      updating: [
        .init(student: 1) { student in
          switch field {
          case "name": student.name = "Djem"
          case "school_id": student.schoolID = "C1"
          case "height": student.height = .measured(centimetres: 166)
          default: student.gender = .recorded("male")
          }
        }
      ],
      file: "later.csv"
    )
    let verification = try school.database.verify()
    let changed =
      switch field {
      case "height": "height_cm"
      case "name", "school_id": field
      default: "gender, gender_absence"
      }
    #expect(verification.ok)
    #expect(verification.notices == ["s1 no longer stands for student 1 (\(changed) changed)"])
  }

  @Test func `a value that was not signed may change without a word`() throws {
    let school = try signed()
    try school.add([], updating: [.init(student: 1) { $0.group = "9a" }], file: "later.csv")
    let notices = try school.database.verify().notices
    #expect(notices.isEmpty)
  }

  @Test func `more than ten students are counted`() throws {
    let school = try TestSchool()
    try school.add((0..<13).map { Pupil("P\($0)", .missing, 181) })
    try school.impute()
    try school.acceptBatch(Array(1...13), run: 1)
    try school.sign(1)
    for student: Int64 in 1...12 { try school.decide(student, .later) }
    let listed = (1...10).map { "\($0) (decided anew in d\($0 + 13))" }.joined(separator: ", ")
    #expect(
      try school.database.verify().notices
        == ["s1 no longer stands for student \(listed) and 2 more"]
    )
  }

  @Test func `a digest that the signed values do not give is a failure`() throws {
    let school = try signed()
    try school.behindTheBack(
      "signed_item",
      run: "UPDATE signed_item SET value_digest = zeroblob(32) WHERE student = 2"
    )
    let verification = try school.database.verify()
    #expect(verification.lines.contains("sign_off s1: the signed values do not give its digest"))
    #expect(
      verification.notices == ["s1 no longer stands for student 2 (a signed value changed)"]
    )
  }

  @Test func `counts that the signed decisions do not give are a failure`() throws {
    for column in ["accepted", "corrected", "left_unknown", "in_batches"] {
      let school = try signed()
      try school.behindTheBack("sign_off", run: "UPDATE sign_off SET \(column) = \(column) + 1")
      let lines = try school.database.verify().lines
      #expect(lines.contains("sign_off s1: its counts are not those of what it signed"))
    }
  }
}
