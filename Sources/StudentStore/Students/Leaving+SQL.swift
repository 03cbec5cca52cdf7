import SQLite

extension SchoolDatabase {
  /// The students about whom an import has a line, those included whose lines were set aside.
  package func students(in batch: ImportBatch) throws -> StudentSet {
    var students = StudentSet()
    if let added = batch.students { for student in added { students.insert(student) } }
    var statement = try connection.prepare(
      """
      SELECT student FROM student_line WHERE import_batch = ?1
      UNION ALL
      SELECT student FROM rejected_row WHERE import_batch = ?1 AND student IS NOT NULL
      """
    )
    try statement.forEachRow(binding: .integer(batch.id)) { row in
      students.insert(try row.integer("student"))
    }
    try forEachRepeatedRun(of: batch.id) { run in
      for student in run.students { students.insert(student) }
    }
    return students
  }

  /// Every active student with number and class, in order of number.
  package func forEachGroup(_ visit: (_ student: Int64, _ group: String?) throws -> Void) throws {
    var statement = try connection.prepare(
      "SELECT id, group_name FROM active_student ORDER BY id"
    )
    try statement.forEachRow { row in
      try visit(try row.integer("id"), try row.optionalText("group_name"))
    }
  }

  /// Marks students as left by an import that was made before; the act must be about that alone.
  package func markLeft(_ students: [Student], by batch: ImportBatch, act: Act) throws {
    var written: ClosedRange<Int64>?
    for before in students {
      var after = before
      after.hasLeft = true
      for change in StudentChange.changes(from: before, to: after) {
        let row = try connection.insert(
          into: .studentChange,
          [
            "student": .integer(change.student), "field": .text(change.field),
            "old_value": change.old, "new_value": change.new, "import_batch": .integer(batch.id),
            "actor": .text(act.context.actor), "changed_at": .text(act.time),
          ]
        )
        written = (written?.lowerBound ?? row)...row
      }
      try connection.update(after)
    }
    guard let written else { return }
    act.cover(.studentChange, keys: written)
    act.note("import", .text("i\(batch.id)"))
    act.note("left", .integer(Int64(students.count)))
  }

  /// Whether an import changed anything of students known before.
  func hasChanges(by batch: ImportBatch) throws -> Bool {
    try connection.isTrue(
      "SELECT EXISTS (SELECT 1 FROM student_change WHERE import_batch = ?)",
      .integer(batch.id)
    )
  }
}
