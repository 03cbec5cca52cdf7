import SQLite

/// The lines of one import about its students, each as an ``ExportedStudent``.
///
/// A class, because it keeps a prepared statement.
final class ImportedLines {
  /// Whose suggestions are given; nil for none.
  let run: Int64?
  let stored: StoredLines

  private let database: SchoolDatabase
  private let columns: ImportColumns
  /// Later values about a reverted import are not exported with it.
  private let isReverted: Bool
  private let corrected: [Int64: CorrectedStudent]
  private var students: Statement

  /// - Throws: `StoreError`, `SQLiteError`.
  init(of batch: ImportBatch, run: Int64?, in database: SchoolDatabase) throws {
    self.database = database
    stored = try StoredLines(database)
    columns = try stored.columns(of: batch.id)
    isReverted = try database.importRevert(of: batch.id) != nil
    corrected = isReverted ? [:] : try database.correctedStudents()
    self.run = isReverted ? nil : try database.passedRun(run)
    students = try database.connection.prepare(
      """
      SELECT \(SchoolDatabase.exported), student.line AS place_line, student.quoting
      FROM student
      \(SchoolDatabase.decisionsAndEvidence)
      WHERE student.id BETWEEN ?2 AND ?3
      ORDER BY student.id
      """
    )
  }

  /// Visits the lines that repeat others.
  func forEach(
    in repeated: RepeatedRun,
    _ visit: (ExportedStudent) throws -> Void
  ) throws {
    try forEach(in: repeated.students) { row in
      try visit(try student(row, nil, in: repeated.base, run: repeated))
    }
  }

  /// Visits the line that brought a student.
  func visit(
    _ number: Int64,
    of batch: Int64,
    _ visit: (ExportedStudent) throws -> Void
  ) throws {
    try forEach(in: number...number) { row in try visit(try student(row, nil, in: batch)) }
  }

  private func forEach(
    in numbers: ClosedRange<Int64>,
    _ body: (borrowing Row) throws -> Void
  ) throws {
    try students.forEachRow(
      binding: .optional(run),
      .integer(numbers.lowerBound),
      .integer(numbers.upperBound),
      body: body
    )
  }

  /// One student with the cells of a line.
  ///
  /// - Parameters:
  ///   - row: Of a statement with ``SchoolDatabase/exported``.
  ///   - cells: The cells of the line, where they are stored whole.
  ///   - base: The import that has them otherwise.
  ///   - run: The lines among which it is, where they repeat those of the base.
  /// - Returns: The student.
  /// - Throws: `StoreError`, `SQLiteError`.
  func student(
    _ row: borrowing Row,
    _ cells: [[UInt8]]?,
    in base: Int64,
    run: RepeatedRun? = nil
  ) throws -> ExportedStudent {
    var exported = try reading("student", row.key()) { try ExportedStudent(reading: row) }
    exported.correction = corrected[exported.student.id]
    if isReverted {
      exported.forgetLater()
    } else if let root = exported.student.sameAs {
      exported.take(from: try stored.student(root), try database.decided(about: root))
    }
    if let run { exported.place(in: run) }
    exported.ownCells =
      try cells
      ?? (base == exported.student.importBatch && row.integer("has_lines") == 0
        ? stored.cells(
          of: stored.firstLine(of: exported.student, otherCells: row.optionalText("other_cells")),
          as: columns
        ) : stored.cells(of: exported.student, in: base, as: columns))
    return exported
  }
}

extension SchoolDatabase {
  /// The decided gender of a student; nil if there is none.
  fileprivate func decided(about student: Int64) throws -> ExportedStudent.Decided? {
    var statement = try connection.prepare(
      """
      SELECT gender AS decided_gender, reviewer, decided_at, decided_how FROM current_decision
      WHERE student = ?
      """
    )
    return try statement.first(binding: .integer(student), body: ExportedStudent.decided(reading:))
      ?? nil
  }
}
