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
}
