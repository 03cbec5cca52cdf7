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

/// What a person who saw no suggestion says of a student whom a run was asked about.
package struct SampledAnswer: Sendable {
  package let student: Int64
  /// The class or age by which the student was scored; nil for the whole school.
  package let stratum: String?
  package let confidence: Double
  /// Whether the person says what the run said.
  package let agrees: Bool
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

  /// The active decisions on students who were scored with the parameters of a run, by people who did not
  /// see what it said: decided blind, or without any suggestion because the gate had refused.
  package func blindAnswers(scoredWith run: Int64) throws -> [SampledAnswer] {
    var statement = try connection.prepare(
      """
      SELECT cell.stratum, cell.confidence, decision.gender = cell.gender AS agrees,
        decision.student
      FROM current_decision AS decision
      JOIN active_student ON active_student.id = decision.student
      JOIN imputation ON imputation.student = decision.student AND imputation.run = (
        SELECT max(scored.id)
        FROM imputation AS own
        JOIN imputation_run AS scored ON scored.id = own.run
        WHERE own.student = decision.student AND scored.origin = 'scored' AND scored.parent_run = ?
          AND (decision.run IS NULL OR own.run = decision.run))
      JOIN evidence_cell AS cell ON cell.run = imputation.run AND cell.cell = imputation.cell
      WHERE (decision.blind = 1 OR decision.run IS NULL) AND decision.gender IS NOT NULL
      ORDER BY decision.student
      """
    )
    return try statement.map(binding: .integer(run)) { row in
      let stratum = try row.text("stratum")
      return SampledAnswer(
        student: try row.integer("student"),
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

  /// The active students with a suggestion in a run whose number is wanted, in order of number.
  package func suggestedStudents(
    of run: Int64,
    where isWanted: (_ student: Int64) -> Bool
  ) throws -> [Int64] {
    var wanted: [Int64] = []
    // Most are not wanted, and only of the others is more read than the number.
    var imputed = try connection.prepare(
      "SELECT student FROM imputation WHERE run = ? ORDER BY student"
    )
    try imputed.forEachRow(binding: .integer(run)) { row in
      let student = try row.integer(at: 0)
      if isWanted(student) { wanted.append(student) }
    }
    var suggested = try connection.prepare(
      """
      SELECT EXISTS (SELECT 1 FROM inference
                     JOIN active_student ON active_student.id = inference.student
                     WHERE inference.run = ? AND inference.student = ? AND inference.is_proposed = 1)
      """
    )
    return try wanted.filter { student in
      try suggested.first(binding: .integer(run), .integer(student)) { try $0.integer(at: 0) } == 1
    }
  }

  /// How many students are in the blind sample of a run.
  package func drawnCount(of run: Int64) throws -> Int {
    guard try currentRun() == run else {
      let draw = try BlindSample(of: run, in: self)
      return try suggestedStudents(of: run, where: draw.holds).count
    }
    return try KeptCounts(self).total().reduce(0) {
      $0 + ($1.key.suggestion == .drawn ? $1.value : 0)
    }
  }
}
