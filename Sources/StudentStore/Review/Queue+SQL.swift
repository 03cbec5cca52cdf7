import SQLite

extension SchoolDatabase {
  /// Every student about whom a run says something and whose gender is still missing from the
  /// school's file, least sure first.
  package func queue(of run: Int64) throws -> [QueueItem] {
    let probabilities = try probabilities(of: run)
    var statement = try connection.prepare(
      """
      SELECT imputation.student, student.school_id, student.name, student.group_name,
        evidence_cell.height_cm, evidence_cell.is_proposed, evidence_cell.gender,
        evidence_cell.confidence, evidence_cell.confidence_lower, evidence_cell.confidence_upper,
        imputation.cell, current_decision.decision, current_decision.verdict,
        current_decision.gender,
        EXISTS (SELECT 1 FROM standing_signature
                WHERE standing_signature.student = imputation.student
                  AND standing_signature.decision = current_decision.decision),
        current_decision.decided_how
      FROM evidence_cell
      JOIN imputation ON imputation.run = evidence_cell.run
                     AND imputation.cell = evidence_cell.cell
      JOIN standing_student AS student ON student.id = imputation.student
      LEFT JOIN current_decision ON current_decision.student = imputation.student
      WHERE evidence_cell.run = ? AND student.gender_status = 'missing'
      ORDER BY evidence_cell.confidence, imputation.student
      """
    )
    return try statement.map(binding: .integer(run)) { row in
      let passed = try row.integer(at: 5) == 1
      let bounds = (try row.optionalReal(at: 8), try row.optionalReal(at: 9))
      var interval: ClosedRange<Double>?
      if passed, let lower = bounds.0, let upper = bounds.1, lower <= upper {
        interval = lower...upper
      }
      return QueueItem(
        student: try row.integer(at: 0),
        schoolID: try row.optionalText(at: 1),
        name: try row.text(at: 2),
        group: try row.optionalText(at: 3),
        heightCentimetres: try row.real(at: 4),
        suggestion: passed ? (try row.text(at: 6), try row.real(at: 7)) : nil,
        interval: interval,
        // What the model says, for statisticians to check, whether the gate believes it or not.
        probabilities: probabilities[try row.integer(at: 10)] ?? [],
        state: try Self.state(
          verdict: try row.optionalText(at: 12),
          isSigned: try row.integer(at: 14) == 1
        ),
        run: run,
        decision: try row.optionalInteger(at: 11),
        decidedGender: try row.optionalText(at: 13),
        path: try DecisionPath(word: try row.optionalText(at: 15))
      )
    }
  }

  private static func state(verdict: String?, isSigned: Bool) throws -> QueueItem.State {
    if isSigned { return .signed }
    switch verdict {
    case nil, "reopen": return .open
    case "later": return .later
    case "accept": return .accepted
    case "correct": return .corrected
    case "leave_unknown": return .leftUnknown
    case let other?:
      throw StoreError.malformed(table: "review_decision", detail: "a verdict is \(other)")
    }
  }

  /// Each cell's probabilities, in order of gender.
  private func probabilities(
    of run: Int64
  ) throws -> [Int64: [(gender: String, probability: Double)]] {
    var probabilities: [Int64: [(gender: String, probability: Double)]] = [:]
    var statement = try connection.prepare(
      """
      SELECT cell, gender, probability FROM evidence_probability WHERE run = ?
      ORDER BY cell, gender
      """
    )
    try statement.forEachRow(binding: .integer(run)) { row in
      probabilities[try row.integer(at: 0), default: []].append(
        (try row.text(at: 1), try row.real(at: 2))
      )
    }
    return probabilities
  }

  /// What a run suggests for one student; nil where it says nothing about the student or its gate
  /// refused.
  package func suggestion(of run: Int64, for student: Int64) throws -> String? {
    var statement = try connection.prepare(
      """
      SELECT evidence_cell.gender
      FROM imputation
      JOIN evidence_cell ON evidence_cell.run = imputation.run
                        AND evidence_cell.cell = imputation.cell
      WHERE imputation.student = ? AND imputation.run = ? AND evidence_cell.is_proposed = 1
      """
    )
    return try statement.first(binding: .integer(student), .integer(run)) { row in
      try row.text(at: 0)
    }
  }

  /// The genders that the school's file uses, most frequent first.
  package func recordedGenders() throws -> [String] {
    var statement = try connection.prepare(
      """
      SELECT gender FROM standing_student WHERE gender IS NOT NULL
      GROUP BY gender ORDER BY count(*) DESC, gender
      """
    )
    return try statement.map { row in try row.text(at: 0) }
  }

  /// The genders that somebody was ever decided to have, in alphabetical order.
  package func decidedGenders() throws -> [String] {
    var statement = try connection.prepare(
      "SELECT DISTINCT gender FROM review_decision WHERE gender IS NOT NULL ORDER BY gender"
    )
    return try statement.map { row in try row.text(at: 0) }
  }
}
