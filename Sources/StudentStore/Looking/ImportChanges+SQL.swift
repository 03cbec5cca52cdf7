import SQLite

extension SchoolDatabase {
  /// The students whom an import changed, before and after its line, in the order of the lines.
  package func forEachChange(
    of importBatch: Int64,
    _ visit: (_ before: Student, _ after: Student, _ line: Int64?) throws -> Void
  ) throws {
    var later = try connection.prepare(
      """
      SELECT field, old_value FROM student_change WHERE student = ? AND id > ? ORDER BY id DESC
      """
    )
    var student: Int64?
    var line: Int64?
    var last: Int64 = 0
    var olds: [String: SQLiteValue] = [:]
    func finish() throws {
      guard let student else { return }
      var since: [String: SQLiteValue] = [:]
      try later.forEachRow(binding: .integer(student), .integer(last)) { row in
        since[try row.text("field")] = try row.value("old_value")
      }
      let after = try self.student(student).replacing(since)
      try visit(try after.replacing(olds), after, line)
      olds.removeAll(keepingCapacity: true)
    }
    // The rows of one student are adjacent, because they were written together.
    var statement = try connection.prepare(
      """
      SELECT id, student, field, old_value, line FROM student_change
      WHERE import_batch = ? ORDER BY id
      """
    )
    try statement.forEachRow(binding: .integer(importBatch)) { row in
      let next = try row.integer("student")
      if next != student { try finish() }
      (student, line) = (next, try row.optionalInteger("line"))
      last = try row.integer("id")
      olds[try row.text("field")] = try row.value("old_value")
    }
    try finish()
  }

  /// The lines of an import about known students that are stored whole, in order.
  package func forEachStoredLine(
    of importBatch: Int64,
    _ visit: (_ line: Int64, _ student: Student, _ cells: [[UInt8]]) throws -> Void
  ) throws {
    var statement = try connection.prepare(
      """
      SELECT line, student, cells FROM student_line WHERE import_batch = ? ORDER BY line
      """
    )
    try statement.forEachRow(binding: .integer(importBatch)) { row in
      try visit(
        try row.integer("line"),
        try student(try row.integer("student")),
        try StoredLines.cells(in: try row.text("cells"), table: "student_line")
      )
    }
  }
}
