import Bytes
import SQLite

extension SchoolDatabase {
  /// The students of one import in the order of its lines.
  ///
  /// `isAlone`: the import was requested by name, so that all of its students are included, not
  /// only those in no later import.
  package func forEachExported(
    from batch: ImportBatch,
    isAlone: Bool,
    run: Int64?,
    _ visit: (ExportedStudent) throws -> Void
  ) throws {
    let hasLines = try connection.isTrue("SELECT EXISTS (SELECT 1 FROM student_line)")
    var statement = try connection.prepare(
      hasLines ? Self.exportWithLines : Self.exportWithoutLines
    )
    let passedRun = try run.flatMap { try self.run($0).passedGate ? $0 : nil }
    try statement.bind(batch.id, at: 1)
    try statement.bind(batch.students?.lowerBound ?? 1, at: 2)
    try statement.bind(batch.students?.upperBound ?? 0, at: 3)
    try statement.bind(passedRun, at: 4)
    if hasLines { try statement.bind(isAlone ? 1 : 0, at: 5) }
    // An import requested by name is exported as it came, without later changes. Any other export
    // does this only for changes that no later line accounts for: corrections.
    let originals = try originalValues(ofAll: isAlone)
    let corrected = try correctedStudents().mapValues(\.aspects)
    // Later values about a reverted import are not exported with it.
    let isReverted = try isAlone && importRevert(of: batch.id) != nil
    try statement.forEachRow { row in
      var exported = try reading("student", row.key()) { try ExportedStudent(reading: row) }
      if !originals.isEmpty, let values = originals[exported.student.id] {
        exported.amendment = ExportedStudent.Amendment(
          original: exported.wholeLine == nil ? try exported.student.replacing(values) : nil,
          corrected: isReverted ? [] : corrected[exported.student.id] ?? []
        )
      }
      if isReverted {
        exported.decided = nil
        exported.suggestion = nil
        exported.signOff = nil
      }
      try visit(exported)
    }
  }

  /// The word that a file uses most for each gender, among its first hundred thousand students with
  /// one.
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
  private static let exported: SQL =
    """
    \(StudentColumn.readOfStudent), student.other_cells, current_decision.gender AS decided_gender,
      current_decision.reviewer, current_decision.decided_at, current_decision.decided_how,
      evidence_cell.gender AS suggested, evidence_cell.confidence,
      (SELECT max(sign_off) FROM active_signature
       WHERE active_signature.student = student.id
         AND active_signature.decision = current_decision.decision) AS sign_off
    """

  private static let decisionsAndEvidence: SQL =
    """
    LEFT JOIN current_decision ON current_decision.student = student.id
                              AND student.gender_absence = 'missing'
                              AND student.not_a_person IS NULL
    LEFT JOIN imputation ON imputation.student = student.id AND imputation.run = ?4
                        AND student.gender IS NULL
                        AND student.not_a_person IS NULL
    LEFT JOIN evidence_cell ON evidence_cell.run = imputation.run
                           AND evidence_cell.cell = imputation.cell
                           AND evidence_cell.is_proposed = 1
    """

  /// No student occurs twice: one scan in order of id, which is the order of lines.
  private static let exportWithoutLines: SQL =
    """
    SELECT \(exported), student.line AS place_line, NULL AS cells, student.quoting
    FROM student
    \(decisionsAndEvidence)
    WHERE student.id BETWEEN ?2 AND ?3 AND student.import_batch = ?1
    ORDER BY student.id
    """

  /// Some students occur again: each is placed at their latest line, unless the import was
  /// requested by name.
  private static let exportWithLines: SQL =
    """
    SELECT \(exported), place.line AS place_line, place.cells,
      CASE WHEN place.cells IS NULL THEN student.quoting ELSE place.quoting END AS quoting
    FROM (
      SELECT id AS student, line, NULL AS cells, NULL AS quoting FROM student
      WHERE id BETWEEN ?2 AND ?3 AND import_batch = ?1
        AND NOT EXISTS (SELECT 1 FROM student_line
                        WHERE student_line.student = student.id
                          AND (student_line.import_batch = ?1
                               OR ?5 = 0 AND student_line.import_batch NOT IN
                                 (SELECT import_batch FROM import_revert)))
      UNION ALL
      SELECT student, line, cells, quoting FROM student_line
      WHERE import_batch = ?1
        AND (?5 = 1 OR NOT EXISTS (SELECT 1 FROM student_line AS later
                                   WHERE later.student = student_line.student
                                     AND later.import_batch > ?1
                                     AND later.import_batch NOT IN
                                       (SELECT import_batch FROM import_revert)))
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
    wholeLine = try row.optionalText("cells").map { try Self.cells(in: $0, table: "student_line") }
    otherCells =
      try row.optionalText("other_cells").map { try Self.cells(in: $0, table: "student") } ?? []
    quoting = try row.optionalText("quoting").map { Array($0.utf8) }
    if let gender = try row.optionalText("decided_gender"),
      let by = try row.optionalText("reviewer"),
      let at = try row.optionalText("decided_at"),
      let path = try DecisionPath(word: try row.optionalText("decided_how"))
    {
      decided = (gender, by, at, path)
    } else {
      decided = nil
    }
    if let gender = try row.optionalText("suggested"),
      let confidence = try row.optionalProbability("confidence")
    {
      suggestion = (gender, confidence)
    } else {
      suggestion = nil
    }
    signOff = try row.optionalInteger("sign_off")
  }

  private static func cells(in array: String, table: String) throws -> [[UInt8]] {
    guard let cells = JSONTextArray.texts(in: array) else {
      throw StoreError.malformed(table: table, detail: "cells are no JSON array of texts")
    }
    return cells
  }
}

/// A student to be exported: the cells of the file, the effective gender, and its source.
package struct ExportedStudent {
  /// As recorded now.
  package let student: Student
  /// The values of the file, if changed since; nil for nearly every student.
  package internal(set) var amendment: Amendment?
  /// Every cell of the student's line, if that line is stored whole; otherwise nil, and the cells
  /// are those of `student` and `otherCells`.
  package let wholeLine: [[UInt8]]?
  /// The cells of unknown columns, in order.
  package let otherCells: [[UInt8]]
  /// One "1" or "0" a cell, whether it was in quotes; nil if quotes were minimal.
  package let quoting: [UInt8]?
  package internal(set) var decided: (gender: String, by: String, at: String, path: DecisionPath)?
  /// The suggestion of the current run, if it passed its gate.
  package internal(set) var suggestion: (gender: String, confidence: Double)?
  /// The newest valid signature of the student.
  package internal(set) var signOff: Int64?

  /// The changes to a student since the exported file.
  ///
  /// A class, because there are few: the million students without one only have a pointer.
  package final class Amendment: Sendable {
    /// The student according to the file, for its cells; nil if the line is stored whole.
    package let original: Student?
    /// The aspects with an effective correction.
    package let corrected: Set<StudentAspect>

    init(original: Student?, corrected: Set<StudentAspect>) {
      self.original = original
      self.corrected = corrected
    }
  }
}
