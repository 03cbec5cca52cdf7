import SQLite
import Testing

@testable import StudentStore

/// Changes to students: the allowed way is the program's, with an entry in the trail.
@Suite struct StudentChangeTests {
  private static let note =
    """
    INSERT INTO student_change (student, field, old_value, new_value, actor, changed_at, reason)
    VALUES
    """

  @Test func `the allowed way without a trail entry is found`() throws {
    let school = try TestSchool.whole()
    try school.connection.execute(
      """
      \(Self.note) (5, 'name', 'Eli', 'Ely', 'dba', 't', 'spelling');
      UPDATE student SET name = 'Ely' WHERE id = 5
      """
    )
    #expect(
      try school.database.verify().lines == [
        "student_change 15: no entry of the trail covers it: it was added outside studentdb"
      ]
    )
  }

  @Test func `a change that never reached its student is found`() throws {
    let school = try TestSchool.whole()
    try school.connection.execute("\(Self.note) (5, 'name', 'Eli', 'Ely', 'dba', 't', 'spelling')")
    #expect(
      try school.database.verify().lines.contains(
        "student 5: its name is not what its last change says"
      )
    )
  }

  @Test func `a covered change taken back in the student alone is found`() throws {
    let school = try TestSchool.whole()
    try school.behindTheBack("student", run: "UPDATE student SET height_cm = 182.0 WHERE id = 2")
    #expect(
      try school.database.verify().lines
        == ["student 2: its height_cm is not what its last change says"]
    )
  }

  @Test func `a change that does not follow from the one before it is found`() throws {
    let school = try TestSchool.whole()
    try school.connection.execute(
      """
      \(Self.note) (2, 'height_cm', 190.0, 183.0, 'dba', 't', 'why')
      """
    )
    #expect(
      try school.database.verify().lines.contains(
        "student_change 15: its old height_cm is not the new value of the change before it"
      )
    )
  }

  @Test(arguments: [
    "school_id", "name", "gender_absence", "gender", "gender_text", "height_cm", "height_text",
    "height_problem", "group_name", "age_years", "age_text", "birth_date", "birth_text",
  ])
  func `every field can change by a file, again and again, and verifies`(field: String) throws {
    let school = try TestSchool()
    try school.add([
      Pupil("Ada", .recorded("female"), 160, id: "A1", group: "7b"),
      Pupil("Ben", .missing, 170),
    ])
    func change(_ student: inout Student, _ turn: Int) {
      switch field {
      case "school_id": student.schoolID = "Z\(turn)"
      case "name": student.name = "Ada \(turn)"
      case "gender_absence", "gender":
        student.gender = turn == 1 ? .declined : .recorded("other")
      case "gender_text": student.genderText = "f\(turn)"
      case "height_cm": student.height = .measured(centimetres: 160 + Double(turn))
      case "height_text": student.heightText = nil
      case "height_problem": student.height = turn == 1 ? .doubt : .missing
      case "group_name": student.group = turn == 1 ? nil : "8"
      case "age_years": student.ageYears = Double(turn) + 10
      case "birth_date": student.birthDate = "2012-03-0\(turn)"
      case "birth_text": student.birthText = "\(turn)/3/12"
      default: student.ageText = "\(turn)"
      }
    }
    for turn in 1...2 {
      try school.add([], updating: [.init(student: 1) { change(&$0, turn) }], file: "\(turn)")
      #expect(try school.database.verify().lines.isEmpty, "\(field), turn \(turn)")
    }
    #expect(
      try school.connection.value(
        "SELECT count(*) FROM student_change WHERE field = ?",
        .text(field)
      ) != .integer(0)
    )
  }
}
