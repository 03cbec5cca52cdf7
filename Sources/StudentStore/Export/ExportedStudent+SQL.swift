import Bytes
import SQLite

extension SchoolDatabase {
  /// The students of one import with its lines about them, in the order of the lines.
  package func forEachExported(
    from batch: ImportBatch,
    run: Int64?,
    _ visit: (ExportedStudent) throws -> Void
  ) throws {
    let lines = try ImportedLines(of: batch, run: run, in: self)
    var runs = RepeatedRunCursor(of: batch.id, in: self)
    /// Visits the lines that repeat others before a line of the file.
    func visitRepeated(before line: Int64) throws {
      while let next = try runs.next(before: line) {
        try lines.forEach(in: next, visit)
      }
    }
    let hasLines = try connection.isTrue(
      "SELECT EXISTS (SELECT 1 FROM student_line WHERE import_batch = ?)",
      .integer(batch.id)
    )
    var statement = try connection.prepare(
      hasLines ? Self.exportWithLines : Self.exportWithoutLines
    )
    try statement.forEachRow(
      binding: .optional(lines.run),
      .integer(batch.students?.lowerBound ?? 1),
      .integer(batch.students?.upperBound ?? 0),
      .integer(batch.id)
    ) { row in
      try visitRepeated(before: try row.integer("place_line"))
      let cells = try row.optionalText("cells").map {
        try StoredLines.cells(in: $0, table: "student_line")
      }
      try visit(try lines.student(row, cells, in: batch.id))
    }
    try visitRepeated(before: .max)
  }

  /// The run, if it passed its gate.
  func passedRun(_ run: Int64?) throws -> Int64? {
    try run.flatMap { try self.run($0).passedGate ? $0 : nil }
  }

  /// The word that most active students have for each gender, among a hundred thousand with one.
  package func genderWords(of batch: ImportBatch) throws -> [String: String] {
    // A file that only updates students has none; then the school's words are used.
    let students = batch.students ?? 1...Int64.max
    var words: [String: String] = [:]
    var statement = try connection.prepare(
      """
      SELECT gender, gender_text FROM (
        SELECT gender, gender_text FROM student
        WHERE id BETWEEN ? AND ? AND gender IS NOT NULL AND gender_text IS NOT NULL
        LIMIT 100000)
      GROUP BY gender, gender_text ORDER BY count(*), gender_text DESC
      """
    )
    try statement.forEachRow(
      binding: .integer(students.lowerBound),
      .integer(students.upperBound)
    ) { row in
      words[try row.text("gender")] = try row.text("gender_text")
    }
    return words
  }

  /// The other values of each student, besides the line and the cells.
  static let exported: SQL =
    """
    \(StudentColumn.readOfStudent), student.other_cells, current_decision.gender AS decided_gender,
      current_decision.reviewer, current_decision.decided_at, current_decision.decided_how,
      evidence_cell.gender AS suggested, evidence_cell.confidence,
      \(signOff) AS sign_off,
      \(hasLines) AS has_lines
    """

  /// The newest valid signature under the decision.
  static let signOff: SQL =
    """
    CASE WHEN current_decision.decision IS NOT NULL THEN
      (SELECT max(sign_off) FROM active_signature
       WHERE active_signature.student = student.id
         AND active_signature.decision = current_decision.decision) END
    """

  /// Whether later files or acts say something about the student.
  static let hasLines: SQL =
    """
    EXISTS (SELECT 1 FROM student_line WHERE student_line.student = student.id)
      OR EXISTS (SELECT 1 FROM student_change WHERE student_change.student = student.id)
    """

  static let decisionsAndEvidence: SQL =
    """
    LEFT JOIN current_decision ON current_decision.student = student.id
                              AND student.gender_absence = 'missing'
                              AND student.not_a_person IS NULL
    \(evidence)
    """

  /// What the run says of those without a gender.
  static let evidence: SQL =
    """
    LEFT JOIN imputation ON imputation.student = student.id AND imputation.run = ?1
                        AND student.gender IS NULL
                        AND student.not_a_person IS NULL
    LEFT JOIN evidence_cell ON evidence_cell.run = imputation.run
                           AND evidence_cell.cell = imputation.cell
                           AND evidence_cell.is_proposed = 1
    """

  /// One scan in order of id, which is the order of lines.
  private static let exportWithoutLines: SQL =
    """
    SELECT \(exported), student.line AS place_line, NULL AS cells, student.quoting
    FROM student
    \(decisionsAndEvidence)
    WHERE student.id BETWEEN ?2 AND ?3 AND student.import_batch = ?4
    ORDER BY student.id
    """

  /// The lines that brought students, and those that are stored whole.
  private static let exportWithLines: SQL =
    """
    SELECT \(exported), place.line AS place_line, place.cells,
      CASE WHEN place.cells IS NULL THEN student.quoting ELSE place.quoting END AS quoting
    FROM (
      SELECT id AS student, line, NULL AS cells, NULL AS quoting FROM student
      WHERE id BETWEEN ?2 AND ?3 AND import_batch = ?4
        AND NOT EXISTS (SELECT 1 FROM student_line
                        WHERE student_line.student = student.id AND student_line.import_batch = ?4)
      UNION ALL
      SELECT student, line, cells, quoting FROM student_line WHERE import_batch = ?4
    ) AS place
    JOIN student ON student.id = place.student
    \(decisionsAndEvidence)
    ORDER BY place.line
    """
}

extension ExportedStudent {
  init(reading row: borrowing Row) throws {
    var student = try Student(row: row)
    student.line = try row.integer("place_line")
    self.student = student
    quoting = try row.optionalText("quoting").map { Array($0.utf8) }
    decided = try Self.decided(reading: row)
    if let gender = try row.optionalText("suggested"),
      let confidence = try row.optionalProbability("confidence")
    {
      suggestion = (gender, confidence)
    } else {
      suggestion = nil
    }
    signOff = try row.optionalInteger("sign_off")
  }

  static func decided(reading row: borrowing Row) throws -> Decided? {
    guard let gender = try row.optionalText("decided_gender"),
      let by = try row.optionalText("reviewer"),
      let at = try row.optionalText("decided_at"),
      let path = try DecisionPath(word: try row.optionalText("decided_how"))
    else { return nil }
    return (gender, by, at, path)
  }
}

/// A student to be exported: what is recorded, the effective gender, and its source.
package struct ExportedStudent {
  /// A decided gender, and how it came about.
  package typealias Decided = (gender: String, by: String, at: String, path: DecisionPath)

  /// As recorded now.
  package internal(set) var student: Student
  /// Whether it is the second row of a child, with the gender that counts for the child.
  package internal(set) var isSecondRow = false
  /// The cells of the exported file's own line; nil where no file's lines are exported.
  package internal(set) var ownCells: [[UInt8]]?
  /// The stored lines about the student, the newest first, where no file's lines are exported.
  package internal(set) var lines: [StoredLine] = []
  /// One "1" or "0" a cell, whether it was in quotes; nil if quotes were minimal.
  package internal(set) var quoting: [UInt8]?
  package internal(set) var decided: Decided?
  /// The suggestion of the current run, if it passed its gate.
  package internal(set) var suggestion: (gender: String, confidence: Double)?
  /// The newest valid signature of the student.
  package internal(set) var signOff: Int64?
  /// The corrections in effect, and the student without them.
  package internal(set) var correction: CorrectedStudent?

  /// Takes the line and the quotes of the student in a run of lines.
  mutating func place(in run: RepeatedRun) {
    student.line = run.firstLine + student.id - run.firstStudent
    quoting = run.quoting.isEmpty ? nil : run.quoting
  }

  /// Takes the gender of the child whose second row this is.
  mutating func take(from child: Student, _ decided: Decided?) {
    if student.gender == .missing {
      (student.gender, student.genderText) = (child.gender, child.genderText)
    }
    student.hasLeft = child.hasLeft
    student.sameAs = nil
    isSecondRow = true
    if child.gender == .missing { self.decided = self.decided ?? decided }
  }

  /// Leaves out what came after the file.
  mutating func forgetLater() {
    decided = nil
    suggestion = nil
    signOff = nil
  }
}
