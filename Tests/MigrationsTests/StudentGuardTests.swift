import SQLite
import Testing

/// A student is the one row that may change, and only to what its newest change says.
@Suite struct StudentGuardTests {
  private static let refused = "a student changes only together with a student_change"

  private func shell() throws -> Connection {
    let connection = try HandMadeSchool.make()
    try connection.behaveLikeShell()
    return connection
  }

  private func note(_ field: String, from old: String, to new: String) -> String {
    """
    INSERT INTO student_change (student, field, old_value, new_value, actor, changed_at, reason)
    VALUES (1, '\(field)', \(old), \(new), 'dba', 't', 'why');
    """
  }

  @Test(arguments: [
    ("id", "100"), ("import_batch", "2"), ("line", "77"), ("school_id", "'Z9'"),
    ("name", "'Eve'"), ("not_a_person", "1"), ("gender_text", "'f'"), ("gender", "'male'"),
    ("height_cm", "171.0"),
    ("height_text", "'1,71'"), ("group_name", "'8a'"), ("age_years", "13.0"),
    ("age_text", "'13'"), ("birth_date", "'2012-03-07'"), ("birth_text", "'7.3.12'"),
    ("same_as", "2"), ("other_cells", "'[]'"), ("quoting", "'1'"), ("salt", "zeroblob(16)"),
  ])
  func `no column changes without its change`(column: String, value: String) throws {
    let connection = try shell()
    let update = "UPDATE student SET \(column) = \(value) WHERE id = 1"
    #expect(try connection.refusal(of: update) == Self.refused)
  }

  @Test(arguments: [
    ("school_id", "'Z9'"), ("name", "'Eve'"), ("not_a_person", "1"), ("gender_text", "'f'"),
    ("gender", "'male'"),
    ("height_cm", "171.0"), ("height_text", "'1,71'"), ("group_name", "'8a'"),
    ("age_years", "13.0"), ("age_text", "'13'"), ("birth_date", "'2012-03-07'"),
    ("birth_text", "'7.3.12'"),
  ])
  func `each field of a person follows its change, once`(column: String, value: String) throws {
    let connection = try shell()
    let old = try connection.lines("SELECT quote(\(column)) FROM student WHERE id = 1").joined()
    let update = "UPDATE student SET \(column) = \(value) WHERE id = 1"
    try connection.execute(note(column, from: old, to: value))
    #expect(try connection.refusal(of: update) == nil)
    #expect(
      try connection.refusal(of: "UPDATE student SET \(column) = \(old) WHERE id = 1")
        == Self.refused
    )
  }

  @Test func `a status and a problem change together with the value they speak of`() throws {
    let connection = try shell()
    try connection.execute(note("gender_absence", from: "NULL", to: "'declined'"))
    try connection.execute(note("gender", from: "'female'", to: "NULL"))
    try connection.execute(note("height_cm", from: "170.0", to: "NULL"))
    try connection.execute(note("height_problem", from: "NULL", to: "'doubt'"))
    let update =
      """
      UPDATE student
      SET gender_absence = 'declined', gender = NULL, height_cm = NULL, height_problem = 'doubt'
      WHERE id = 1
      """
    #expect(try connection.refusal(of: update) == nil)
  }

  @Test func `an older change does not allow what a newer one replaced`() throws {
    let connection = try shell()
    try connection.execute(note("name", from: "'Ada'", to: "'Eve'"))
    try connection.execute(note("name", from: "'Ada'", to: "'Eva'"))
    #expect(
      try connection.refusal(of: "UPDATE student SET name = 'Eve' WHERE id = 1") == Self.refused
    )
    #expect(try connection.refusal(of: "UPDATE student SET name = 'Eva' WHERE id = 1") == nil)
  }

  @Test func `another student's change allows nothing`() throws {
    let connection = try shell()
    try connection.execute(note("height_cm", from: "170.0", to: "171.0"))
    #expect(
      try connection.refusal(of: "UPDATE student SET height_cm = 171.0 WHERE id = 7")
        == Self.refused
    )
  }

  @Test func `a changed school id does not push another student out`() throws {
    let connection = try shell()
    try connection.execute(note("school_id", from: "'A1'", to: "'A2'"))
    let refusal = try connection.refusal(
      of: "UPDATE OR REPLACE student SET school_id = 'A2' WHERE id = 1"
    )
    let others = try connection.lines("SELECT name FROM student WHERE id = 2")
    #expect(refusal != nil)
    #expect(others == ["Ben"])
  }
}
