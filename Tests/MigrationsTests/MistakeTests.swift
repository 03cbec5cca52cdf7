import SQLite
import Testing

/// Mistakes of a person with an SQLite shell that the schema stops, each beside the same
/// statement without the mistake, which passes.
@Suite struct MistakeTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let what: String
    let wrong: String
    let right: String
    /// A part of the database's words, where they are the schema's own.
    var says = ""

    var testDescription: String { what }
  }

  @Test(arguments: ofStudents + ofRuns + ofReviews + ofTrail)
  func `a mistake is refused and its correction is not`(mistake: Mistake) throws {
    let refusal = try HandMadeSchool.make().refusal(of: mistake.wrong)
    #expect(refusal?.contains(mistake.says) == true, "\(refusal ?? "it was not refused")")
    #expect(try HandMadeSchool.make().refusal(of: mistake.right) == nil)
  }

  private static func student(
    absence: String = "'missing'",
    gender: String = "NULL",
    height: String = "170.0",
    problem: String = "NULL",
    age: String = "NULL",
    school: String = "NULL",
    salt: String = "randomblob(16)"
  ) -> String {
    """
    INSERT INTO student (import_batch, line, school_id, name, gender_absence, gender, height_cm,
      height_problem, age_years, salt)
    VALUES (1, 20, \(school), 'Kim', \(absence), \(gender), \(height), \(problem), \(age), \(salt))
    """
  }

  private static func wrongStudent(_ what: String, _ wrong: String, _ right: String) -> Mistake {
    Mistake(what: what, wrong: wrong, right: right)
  }

  static let ofStudents = [
    wrongStudent(
      "a gender recorded without a word",
      student(absence: "NULL"),
      student(absence: "NULL", gender: "'female'")
    ),
    wrongStudent(
      "a missing gender with a word",
      student(gender: "'female'"),
      student()
    ),
    wrongStudent(
      "a gender without letters",
      student(absence: "NULL", gender: "''"),
      student(absence: "NULL", gender: "'x'")
    ),
    wrongStudent(
      "a reason of another language",
      student(absence: "'fehlt'"),
      student(absence: "'declined'")
    ),
    wrongStudent(
      "a recorded gender as the reason for its absence",
      student(absence: "'recorded'", gender: "'female'"),
      student(absence: "NULL", gender: "'female'")
    ),
    wrongStudent("a height of 300", student(height: "300.0"), student(height: "260.0")),
    wrongStudent("a height in metres", student(height: "1.7"), student(height: "50.0")),
    wrongStudent(
      "no height and no reason",
      student(height: "NULL"),
      student(height: "NULL", problem: "'missing'")
    ),
    wrongStudent(
      "a height and a problem",
      student(problem: "'doubt'"),
      student(height: "NULL", problem: "'doubt'")
    ),
    wrongStudent("an age of 151", student(age: "151.0"), student(age: "12.0")),
    wrongStudent("a school id twice", student(school: "'A1'"), student(school: "'A3'")),
    wrongStudent("a short salt", student(salt: "randomblob(15)"), student()),
    wrongStudent("a height as text", student(height: "'tall'"), student(height: "'171.5'")),
    Mistake(
      what: "a change to the same value",
      wrong: change(from: "'x'", to: "'x'"),
      right: change(from: "'x'", to: "'y'")
    ),
    Mistake(
      what: "a change of a field that stays",
      wrong: change("line", from: "1", to: "2"),
      right: change("age_years", from: "1.0", to: "2.0")
    ),
    Mistake(
      what: "a correction without a reason",
      wrong: change(from: "'x'", to: "'y'", reason: "NULL"),
      right: change(from: "'x'", to: "'y'")
    ),
    Mistake(
      what: "a correction by nobody",
      wrong: change(from: "'x'", to: "'y'").replacing("'dba'", with: "''"),
      right: change(from: "'x'", to: "'y'")
    ),
    Mistake(
      what: "an import by line ends",
      wrong: importBatch(rows: 0, added: 0, first: "NULL", last: "NULL")
        .replacing("'dba'", with: "char(13, 10)"),
      right: importBatch(rows: 0, added: 0, first: "NULL", last: "NULL")
    ),
    Mistake(
      what: "counts that do not add up",
      wrong: importBatch(rows: 3, added: 2, first: "11", last: "12"),
      right: importBatch(rows: 2, added: 2, first: "11", last: "12")
    ),
    Mistake(
      what: "students added and no first one",
      wrong: importBatch(rows: 1, added: 1, first: "NULL", last: "NULL"),
      right: importBatch(rows: 0, added: 0, first: "NULL", last: "NULL")
    ),
    Mistake(
      what: "a last student before the first",
      wrong: importBatch(rows: 2, added: 2, first: "12", last: "11"),
      right: importBatch(rows: 2, added: 2, first: "11", last: "12")
    ),
  ]

  private static func change(
    _ field: String = "name",
    from old: String,
    to new: String,
    reason: String = "'why'"
  ) -> String {
    """
    INSERT INTO student_change (student, field, old_value, new_value, actor, changed_at, reason)
    VALUES (1, '\(field)', \(old), \(new), 'dba', 't', \(reason))
    """
  }

  private static func importBatch(rows: Int, added: Int, first: String, last: String) -> String {
    """
    INSERT INTO import_batch
      (source_name, sha256, byte_count, encoding, byte_order_mark, delimiter, line_ending,
       final_newline, header_line, header_record, headings, column_map, first_student, last_student, row_count,
       added, updated, unchanged, conflicts, rejected, doubts, missing_gender, declined_gender,
       doubt_gender, missing_height, not_a_person, voided, blank_lines, actor, imported_at,
       program_version, salt)
    VALUES ('c.csv', randomblob(32), 9, 'utf-8', 0, ',', 'lf', 1, 1, x'61', '["a"]', '{"name":0}',
      \(first), \(last), \(rows), \(added), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'dba', 't', '0', zeroblob(16))
    """
  }

  @Test func `every column that says who acted refuses spaces and control characters`() throws {
    let connection = try freshSchema()
    var columns = 0
    for table in try connection.tables() {
      for column in try connection.columns(of: table) where ["actor", "reviewer"].contains(column) {
        columns += 1
        let text = try connection.texts("SELECT sql FROM sqlite_schema WHERE name = '\(table)'")
        #expect(
          text.first?.contains("CHECK (\(column) GLOB '*[^' || char(1) ||") == true,
          "\(table)"
        )
      }
    }
    #expect(columns >= 9)
  }

  static let ofRuns = RunMistakes.all

  static let ofReviews = ReviewMistakes.all

  static let ofTrail = [
    Mistake(
      what: "a gap in the trail",
      wrong: trail(3),
      right: trail(2),
      says: "without a gap"
    ),
    Mistake(
      what: "an entry by nobody",
      wrong: trail(2).replacing("'dba'", with: "char(31, 127, 133)"),
      right: trail(2).replacing("'dba'", with: "char(31) || '中'")
    ),
    Mistake(what: "an entry before the first", wrong: trail(0), right: trail(2), says: "gap"),
    Mistake(
      what: "an entry in place of another",
      wrong: trail(1),
      right: trail(2),
      says: "trail"
    ),
    Mistake(
      what: "a short hash",
      wrong: trail(2, hash: "randomblob(31)"),
      right: trail(2)
    ),
    Mistake(
      what: "half a mark",
      wrong: "INSERT INTO trail_locator VALUES (1, 'student', 1, x'010203')",
      right: "INSERT INTO trail_locator VALUES (1, 'student', 1, x'0102')"
    ),
  ]

  private static func trail(_ sequence: Int, hash: String = "randomblob(32)") -> String {
    """
    INSERT INTO trail VALUES
      (\(sequence), 't', 'decide', 'dba', x'00', zeroblob(32), \(hash))
    """
  }
}
