import SQLite

/// Reads the students of an export on one connection, range after range, in the order of their numbers.
///
/// A class, because it keeps prepared statements, and the corrections of the whole school.
package final class ExportReader {
  private let database: SchoolDatabase
  private let source: Source
  private var statement: Statement
  private let run: Int64?

  private enum Source {
    /// Every student of the school once.
    case school(StoredLines, corrected: [Int64: CorrectedStudent], withLeft: Bool)
    /// The lines of one import.
    case lines(ImportedLines, ImportBatch, LineStatement, copies: Bool, hasDecisions: Bool)
  }

  /// A reader of every student of the school once.
  ///
  /// - Parameters:
  ///   - database: The school.
  ///   - withLeft: Whether those who left are among them.
  ///   - run: Whose suggestions are given.
  /// - Throws: `StoreError`, `SQLiteError`.
  package init(_ database: SchoolDatabase, withLeft: Bool, run: Int64?) throws {
    self.database = database
    self.run = try database.passedRun(run)
    source = .school(
      try StoredLines(database),
      corrected: try database.correctedStudents(),
      withLeft: withLeft
    )
    statement = try database.connection.prepare(
      """
      SELECT \(SchoolDatabase.exported), student.line AS place_line, student.quoting
      FROM listed_student AS student
      \(SchoolDatabase.decisionsAndEvidence)
      WHERE student.id BETWEEN ?2 AND ?3 AND (?4 OR student.has_left IS NULL)
        AND student.same_as IS NULL
      ORDER BY student.id
      """
    )
  }

  /// A reader of the lines of one import for which ``SchoolDatabase/hasLinesInOrderOfStudents(_:)`` is
  /// true, in their order.
  ///
  /// - Parameters:
  ///   - database: The school.
  ///   - batch: The import; it must not be reverted.
  ///   - run: Whose suggestions are given.
  ///   - copiesLines: Whether a line about a student of whom nothing has changed is given as it is.
  /// - Throws: `StoreError`, `SQLiteError`.
  package init(
    _ database: SchoolDatabase,
    linesOf batch: ImportBatch,
    run: Int64?,
    copiesLines: Bool
  ) throws {
    self.database = database
    let lines = try ImportedLines(of: batch, run: run, in: database)
    self.run = lines.run
    let connection = database.connection
    let hasDecisions = try connection.isTrue("SELECT EXISTS (SELECT 1 FROM review_decision)")
    let hasChanges = try connection.isTrue(
      "SELECT EXISTS (SELECT 1 FROM student_line) OR EXISTS (SELECT 1 FROM student_change)"
    )
    let read = LineStatement(
      try lines.stored.columns(of: batch.id),
      changed: hasChanges ? SchoolDatabase.hasLines : "0",
      decided: hasDecisions
    )
    source = .lines(lines, batch, read, copies: copiesLines, hasDecisions: hasDecisions)
    statement = try connection.prepare(
      """
      SELECT \(read.columns)
      FROM student
      \(hasDecisions ? SchoolDatabase.decisionsAndEvidence : SchoolDatabase.evidence)
      WHERE student.id BETWEEN ?2 AND ?3 AND student.import_batch = ?4
      ORDER BY student.id
      """
    )
  }

  /// Reads those with the numbers of a range.
  ///
  /// - Parameters:
  ///   - students: The first and the last number.
  ///   - unchanged: Receives the lines that are given as they are.
  ///   - others: Receives all others.
  /// - Throws: `StoreError`, `SQLiteError`, and what the closures throw.
  package func read(
    _ students: ClosedRange<Int64>,
    unchanged: (borrowing UnchangedLine) throws -> Void,
    others: (ExportedStudent) throws -> Void
  ) throws {
    switch source {
    case .school(let stored, let corrected, let withLeft):
      try statement.forEachRow(
        binding: .optional(run),
        .integer(students.lowerBound),
        .integer(students.upperBound),
        .integer(withLeft ? 1 : 0)
      ) { row in
        var exported = try reading("student", row.key()) { try ExportedStudent(reading: row) }
        exported.correction = corrected[exported.student.id]
        exported.lines =
          try row.integer("has_lines") == 1 || stored.hasSecondRow(exported.student.id)
          ? try stored.linesOfChild(exported.student)
          : [
            try stored.firstLine(of: exported.student, otherCells: row.optionalText("other_cells"))
          ]
        try others(exported)
      }
    case .lines(let lines, let batch, let read, let copies, let hasDecisions):
      var line = UnchangedLine()
      try statement.forEachRow(
        binding: .optional(run),
        .integer(students.lowerBound),
        .integer(students.upperBound),
        .integer(batch.id)
      ) { row in
        let student = try row.integer("id")
        guard copies, try row.integer("is_changed") == 0, try !lines.stored.hasSecondRow(student)
        else { return try lines.visit(student, of: batch.id, others) }
        try reading("student", row.key()) {
          try line.read(row, read.cells, others: read.otherCells)
          line.decided = hasDecisions ? try ExportedStudent.decided(reading: row) : nil
          line.signOff = hasDecisions ? try row.optionalInteger("sign_off") : nil
        }
        try unchanged(line)
      }
    }
  }
}

extension SchoolDatabase {
  /// Whether the lines of an import are in the order of the numbers of its students, one line each.
  package func hasLinesInOrderOfStudents(_ batch: ImportBatch) throws -> Bool {
    try !connection.isTrue(
      """
      SELECT EXISTS (SELECT 1 FROM student_line WHERE import_batch = ?1)
        OR EXISTS (SELECT 1 FROM repeated_line WHERE import_batch = ?1)
      """,
      .integer(batch.id)
    )
  }
}
