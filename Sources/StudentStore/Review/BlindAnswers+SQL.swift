import SQLite

/// A gender decided without seeing the suggestion.
package struct BlindAnswer: Equatable, Sendable {
  package let student: Int64
  /// The decided gender.
  package let gender: String
  /// The suggested gender.
  package let suggestion: String

  /// Whether the two are the same.
  package var agrees: Bool { gender == suggestion }
}

extension SchoolDatabase {
  /// The active blind decisions of a run with a gender, in order of student.
  ///
  /// Students put off or left unknown have no answer to compare with the suggestion.
  package func blindAnswers(of run: Int64) throws -> [BlindAnswer] {
    var statement = try connection.prepare(
      """
      SELECT decision.student, decision.gender, inference.gender AS suggested
      FROM current_decision AS decision
      JOIN inference ON inference.student = decision.student AND inference.run = decision.run
                    AND inference.is_proposed = 1
      JOIN active_student ON active_student.id = decision.student
      WHERE decision.run = ? AND decision.blind = 1 AND decision.gender IS NOT NULL
      ORDER BY decision.student
      """
    )
    return try statement.map(binding: .integer(run)) { row in
      BlindAnswer(
        student: try row.integer("student"),
        gender: try row.text("gender"),
        suggestion: try row.text("suggested")
      )
    }
  }

  /// The active blind decisions on suggestions that were scored with the parameters of a run: stratum and
  /// confidence of each suggestion, and whether the decision agrees.
  package func blindAnswers(
    scoredWith run: Int64
  ) throws -> [(stratum: String?, confidence: Double, agrees: Bool)] {
    var statement = try connection.prepare(
      """
      SELECT cell.stratum, cell.confidence, decision.gender = cell.gender AS agrees
      FROM current_decision AS decision
      JOIN imputation_run AS scored ON scored.id = decision.run AND scored.origin = 'scored'
                                   AND scored.parent_run = ?
      JOIN imputation ON imputation.run = decision.run AND imputation.student = decision.student
      JOIN evidence_cell AS cell ON cell.run = imputation.run AND cell.cell = imputation.cell
      JOIN active_student ON active_student.id = decision.student
      WHERE decision.blind = 1 AND decision.gender IS NOT NULL
      ORDER BY decision.student
      """
    )
    return try statement.map(binding: .integer(run)) { row in
      let stratum = try row.text("stratum")
      return (
        stratum: stratum.isEmpty ? nil : stratum,
        confidence: try row.probability(at: 1),
        agrees: try row.integer("agrees") == 1
      )
    }
  }

  /// The number of students with a result in a stored run.
  package func imputedCount(of run: Int64) throws -> Int {
    try connection.count("SELECT imputed FROM imputation_run WHERE id = ?", .integer(run))
  }

  /// The active students with a suggestion in a run, in order of student.
  package func suggestedStudents(of run: Int64) throws -> [Int64] {
    var statement = try connection.prepare(
      """
      SELECT inference.student
      FROM inference
      JOIN active_student ON active_student.id = inference.student
      WHERE inference.run = ? AND inference.is_proposed = 1
      ORDER BY inference.student
      """
    )
    return try statement.map(binding: .integer(run)) { row in try row.integer("student") }
  }
}
