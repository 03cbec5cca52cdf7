import SQLite

extension SchoolDatabase {
  /// The numbers of the students with a birth date that could not be read, in order.
  package func studentsWithBirthTextAlone() throws -> [Int64] {
    var statement = try connection.prepare(
      """
      SELECT id FROM active_student
      WHERE birth_text IS NOT NULL AND birth_date IS NULL ORDER BY id
      """
    )
    return try statement.map { row in try row.integer("id") }
  }

  /// Visits the persons with a birth date, those included who left, in order of birth date and number.
  ///
  /// `day`: in ISO form, as bytes; a copy for each of a million students would cost more than the rest.
  package func forEachBirthday(
    _ visit: (
      _ student: Int64, _ importBatch: Int64, _ day: borrowing Span<UInt8>,
      _ name: borrowing Span<UInt8>
    ) throws -> Void
  ) throws {
    var statement = try connection.prepare(
      """
      SELECT id, import_batch, birth_date, name FROM listed_student
      WHERE birth_date IS NOT NULL AND not_a_person IS NULL AND same_as IS NULL
      ORDER BY birth_date, id
      """
    )
    try statement.forEachRow { row in
      let student = try row.integer("id")
      let importBatch = try row.integer("import_batch")
      _ = try row.withBytes("birth_date") { day in
        _ = try row.withBytes("name") { name in try visit(student, importBatch, day, name) }
      }
    }
  }

  /// The day at which the age of a student was computed from the birth date, in ISO form; nil if the
  /// age came otherwise.
  package func dayOfAge(of student: Student) throws -> String? {
    var statement = try connection.prepare(
      """
      SELECT measured_on FROM import_batch WHERE id = coalesce(
        (SELECT import_batch FROM student_change
         WHERE student = ?1 AND field = 'age_years' AND import_batch IS NOT NULL
           AND import_batch NOT IN (SELECT import_batch FROM import_revert)
         ORDER BY id DESC LIMIT 1), ?2)
      """
    )
    return try statement.first(
      binding: .integer(student.id),
      .integer(student.importBatch)
    ) { row in try row.optionalText("measured_on") } ?? nil
  }
}
