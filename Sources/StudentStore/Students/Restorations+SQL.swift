import SQLite

/// The values to restore when an import is reverted.
///
/// An aspect corrected after the import keeps its correction. Later imports need not be considered,
/// because no active one may depend on the import.
struct Restorations {
  /// One student changed by the import.
  struct Restoration {
    let before: Student
    let after: Student
    /// Whether a value was corrected since, and stays.
    let keepsCorrection: Bool

    var changes: [StudentChange] { StudentChange.changes(from: before, to: after) }
  }

  private struct Corrected: Hashable {
    let student: Int64
    let aspect: StudentAspect
  }

  private let connection: Connection
  private let importBatch: Int64
  /// The newest correction of each aspect.
  private var corrections: [Corrected: Int64] = [:]

  init(of importBatch: Int64, in connection: Connection) throws {
    self.connection = connection
    self.importBatch = importBatch
    var statement = try connection.prepare(
      """
      SELECT id, student, field FROM student_change
      WHERE import_batch IS NULL AND reverts IS NULL
        AND (student_join IS NULL OR student_join NOT IN (SELECT student_join FROM join_revert))
      ORDER BY id
      """
    )
    try statement.forEachRow { row in
      guard let aspect = StudentAspect(field: try row.text("field")) else { return }
      let corrected = Corrected(student: try row.integer("student"), aspect: aspect)
      corrections[corrected] = try row.integer("id")
    }
  }

  /// Visits the students in the order of the import's lines.
  mutating func forEachStudent(_ visit: (Restoration) throws -> Void) throws {
    var students = try connection.prepare(StudentTable.selectByID)
    // The rows of one student are adjacent, because they were written together.
    var changes = try connection.prepare(
      """
      SELECT id, student, field, old_value FROM student_change WHERE import_batch = ? ORDER BY id
      """
    )
    var student: Int64?
    var values: [String: SQLiteValue] = [:]
    var keepsCorrection = false
    func finish() throws {
      guard let id = student else { return }
      guard let before = try students.first(binding: .integer(id), body: Student.init(row:))
      else { throw StoreError.unknown(kind: "student", id: "\(id)") }
      try visit(
        Restoration(
          before: before,
          after: try before.replacing(values),
          keepsCorrection: keepsCorrection
        )
      )
      values.removeAll(keepingCapacity: true)
      keepsCorrection = false
    }
    try changes.forEachRow(binding: .integer(importBatch)) { row in
      let next = try row.integer("student")
      if next != student {
        try finish()
        student = next
      }
      let field = try row.text("field")
      guard let aspect = StudentAspect(field: field) else { return }
      let correction = corrections[Corrected(student: next, aspect: aspect)] ?? 0
      if correction > (try row.integer("id")) {
        keepsCorrection = true
      } else {
        values[field] = try row.value("old_value")
      }
    }
    try finish()
  }
}
