import SQLite

extension SchoolDatabase {
  /// The words for genders of an import's students, as recorded now.
  package func genderWordCounts(of batch: ImportBatch) throws -> [GenderWordCount] {
    guard let students = batch.students else { return [] }
    var statement = try connection.prepare(
      """
      SELECT coalesce(gender_text, '') AS word, gender_absence, gender, count(*) AS students FROM student
      WHERE id BETWEEN ? AND ?
      GROUP BY word, gender_absence, gender ORDER BY count(*) DESC, word LIMIT 1000
      """
    )
    return try statement.map(
      binding: .integer(students.lowerBound),
      .integer(students.upperBound)
    ) { row in
      GenderWordCount(
        text: try row.text("word"),
        reading: try Student.RecordedGender(
          absence: try row.optionalText("gender_absence"),
          word: try row.optionalText("gender")
        ),
        count: try row.count("students")
      )
    }
  }

  /// The single letters for genders in the school's files, with their readings; a letter with two
  /// readings has two entries.
  package func genderLetters() throws -> [(letter: String, gender: String)] {
    var statement = try connection.prepare(
      """
      SELECT DISTINCT gender_text, gender FROM active_student
      WHERE length(gender_text) = 1 AND gender IS NOT NULL
      """
    )
    return try statement.map { row in
      (letter: try row.text("gender_text"), gender: try row.text("gender"))
    }
  }

  /// A student whose gender is an unknown word.
  package struct DoubtfulGender: Sendable {
    package let student: Int64
    package let name: String
    package let group: String?
    /// The word as written.
    package let text: String
  }

  /// Visits the students whose gender is in doubt, in order of number.
  ///
  /// `group`: only those of this class or grade; nil for all.
  package func forEachDoubtfulGender(
    group: String? = nil,
    _ visit: (DoubtfulGender) throws -> Void
  ) throws {
    var statement = try connection.prepare(
      """
      SELECT id, name, group_name, coalesce(gender_text, '') AS word FROM active_student
      WHERE gender_absence = 'in_doubt' AND (?1 IS NULL OR group_name = ?1) ORDER BY id
      """
    )
    try statement.forEachRow(binding: .optional(group)) { row in
      try visit(
        DoubtfulGender(
          student: try row.integer("id"),
          name: try row.text("name"),
          group: try row.optionalText("group_name"),
          text: try row.text("word")
        )
      )
    }
  }
}
