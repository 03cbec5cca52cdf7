import Mixture
import SQLite

/// What the file holds of some students, beside the rows that carry their numbers: their values as
/// they are and were, and the counts and words that were theirs alone.
struct ErasureScope {
  let students: Set<Int64>
  /// Their names, as they are or were.
  private(set) var names: Set<String> = []
  private(set) var heights: Set<Double> = []
  private(set) var genders: Set<String> = []
  private(set) var strata: Set<String> = [""]
  /// The words that their files gave for a gender.
  private(set) var genderTexts: Set<String> = []
  /// The imports with lines about them.
  private(set) var imports: Set<Int64> = []
  /// What students who stay have of the same: heights, words of names, words for genders.
  private var othersHeights: Set<Double> = []
  private var othersWords: Set<String> = []
  private var othersGenderTexts: Set<String> = []

  init(_ students: Set<Int64>, in connection: Connection) throws {
    self.students = students
    try readChanges(connection)
    try readStudents(connection)
    var decided = try connection.prepare("SELECT student, gender FROM review_decision")
    try decided.forEachRow { row in
      guard students.contains(try row.integer("student")) else { return }
      if let gender = try row.optionalText("gender") { genders.insert(gender) }
    }
    var lines = try connection.prepare("SELECT import_batch, student FROM student_line")
    try lines.forEachRow { row in
      if students.contains(try row.integer("student")) {
        imports.insert(try row.integer("import_batch"))
      }
    }
  }

  /// The values of students before a change, and after it.
  private mutating func readChanges(_ connection: Connection) throws {
    var changes = try connection.prepare(
      "SELECT student, field, old_value, new_value FROM student_change"
    )
    try changes.forEachRow { row in
      let isErased = students.contains(try row.integer("student"))
      let field = try row.text("field")
      for value in [try row.value("old_value"), try row.value("new_value")] {
        take(value, of: field, isErased: isErased)
      }
    }
  }

  private mutating func readStudents(_ connection: Connection) throws {
    var rows = try connection.prepare(
      """
      SELECT id, import_batch, name, height_cm, group_name, age_years, gender, gender_text
      FROM student
      """
    )
    let fields = ["name", "height_cm", "group_name", "age_years", "gender", "gender_text"]
    try rows.forEachRow { row in
      let isErased = students.contains(try row.integer("id"))
      if isErased { imports.insert(try row.integer("import_batch")) }
      for (place, field) in fields.enumerated() {
        take(try row.value(at: place + 2), of: field, isErased: isErased)
      }
    }
  }

  private mutating func take(_ value: SQLiteValue, of field: String, isErased: Bool) {
    switch (field, value) {
    case ("name", .text(let name)):
      if isErased { names.insert(name) } else { othersWords.formUnion(Self.words(of: name)) }
    case ("height_cm", .real(let height)):
      if isErased { heights.insert(height) } else { othersHeights.insert(height) }
    case ("gender_text", .text(let text)):
      if isErased { genderTexts.insert(text) } else { othersGenderTexts.insert(text) }
    case ("gender", .text(let gender)) where isErased: genders.insert(gender)
    case ("group_name", .text(let group)) where isErased: strata.insert(group)
    case ("age_years", .real(let age)) where isErased:
      strata.insert("\(Int(max(0, min(150, age)).rounded(.down)))")
    default: break
    }
  }

  /// The words of a name that runs count.
  private static func words(of name: String) -> Set<String> {
    let parts = NameParts(name)
    return Set(parts.further + [parts.first, parts.last].compactMap { $0 })
  }

  /// Words of names that nobody else has.
  var ownWords: Set<String> {
    Set(names.flatMap { Self.words(of: $0) }).subtracting(othersWords)
  }

  /// Words for a gender that nobody else has.
  var ownGenderTexts: Set<String> { genderTexts.subtracting(othersGenderTexts) }

  /// Whether rows stay that are read by the columns of an import.
  func leavesStudents(of importBatch: Int64, in connection: Connection) throws -> Bool {
    var statement = try connection.prepare(
      """
      SELECT id FROM student WHERE import_batch = ?1
      UNION ALL SELECT 0 FROM repeated_line WHERE import_batch = ?1
      UNION ALL SELECT student FROM student_line WHERE import_batch = ?1
      """
    )
    var stays = false
    try statement.forEachRow(binding: .integer(importBatch)) { row in
      if !students.contains(try row.integer("id")) { stays = true }
    }
    return stays
  }

  /// Whether so many students who were counted together are these alone.
  func areAlone(_ count: Int64, stratum: String, height: Double?, gender: String?) -> Bool {
    guard let height, heights.contains(height), strata.contains(stratum),
      gender.map(genders.contains) ?? true
    else { return false }
    return count == 1 || !othersHeights.contains(height)
  }
}
