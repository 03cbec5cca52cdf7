import SQLite

extension SchoolDatabase {
  /// Every student about whom a run says something and whose gender is still missing from the
  /// school's file, least sure first.
  package func queue(of run: Int64) throws -> [QueueItem] {
    let cells = try cells(of: run)
    // What many students share is not sorted with each of them.
    var statement = try connection.prepare(
      """
      SELECT imputation.student, student.school_id, student.name, student.group_name,
        imputation.cell, current_decision.decision, current_decision.verdict,
        current_decision.gender,
        EXISTS (SELECT 1 FROM standing_signature
                WHERE standing_signature.student = imputation.student
                  AND standing_signature.decision = current_decision.decision) AS is_signed,
        current_decision.decided_how
      FROM imputation
      JOIN evidence_cell ON evidence_cell.run = imputation.run
                        AND evidence_cell.cell = imputation.cell
      JOIN standing_student AS student ON student.id = imputation.student
      LEFT JOIN current_decision ON current_decision.student = imputation.student
      WHERE imputation.run = ? AND student.gender_absence = 'missing'
      ORDER BY evidence_cell.confidence, imputation.student
      """
    )
    return try statement.map(binding: .integer(run)) { row in
      guard let cell = cells[try row.integer("cell")] else {
        throw StoreError.malformed(table: "imputation", detail: "a cell of run \(run) is missing")
      }
      return QueueItem(
        student: try row.integer("student"),
        schoolID: try row.optionalText("school_id"),
        name: try row.text("name"),
        group: try row.optionalText("group_name"),
        heightCentimetres: cell.height,
        suggestion: cell.suggestion,
        interval: cell.interval,
        probabilities: cell.probabilities,
        state: try Self.state(
          verdict: try row.optionalText("verdict"),
          isSigned: try row.integer("is_signed") == 1
        ),
        run: run,
        decision: try row.optionalInteger("decision"),
        decidedGender: try row.optionalText("gender"),
        path: try DecisionPath(word: try row.optionalText("decided_how"))
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

  /// What a run says of each cell's students, by the cell's number.
  private func cells(of run: Int64) throws -> [Int64: QueueCell] {
    var cells: [Int64: QueueCell] = [:]
    var evidence = try connection.prepare(
      """
      SELECT cell, height_cm, is_proposed, gender, confidence, confidence_lower, confidence_upper
      FROM evidence_cell WHERE run = ?
      """
    )
    try reading("evidence_cell", "run r\(run)") {
      try evidence.forEachRow(binding: .integer(run)) { row in
        var cell = QueueCell(height: try row.centimetres("height_cm"))
        if try row.integer("is_proposed") == 1 {
          cell.suggestion = (try row.text("gender"), try row.probability("confidence"))
          if let lower = try row.optionalProbability("confidence_lower"),
            let upper = try row.optionalProbability("confidence_upper"),
            lower <= upper
          {
            cell.interval = lower...upper
          }
        }
        cells[try row.integer("cell")] = cell
      }
    }
    var statement = try connection.prepare(
      """
      SELECT cell, gender, probability FROM evidence_probability WHERE run = ?
      ORDER BY cell, gender
      """
    )
    try reading("evidence_probability", "run r\(run)") {
      try statement.forEachRow(binding: .integer(run)) { row in
        cells[try row.integer("cell")]?.probabilities.append(
          (try row.text("gender"), try row.probability("probability"))
        )
      }
    }
    return cells
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
      try row.text("gender")
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
    return try statement.map { row in try row.text("gender") }
  }

  /// The genders that somebody was ever decided to have, in alphabetical order.
  package func decidedGenders() throws -> [String] {
    var statement = try connection.prepare(
      "SELECT DISTINCT gender FROM review_decision WHERE gender IS NOT NULL ORDER BY gender"
    )
    return try statement.map { row in try row.text("gender") }
  }
}

/// What the students of one cell have in common.
private struct QueueCell {
  /// In centimetres.
  let height: Double
  /// Nil where the gate refused.
  var suggestion: (gender: String, confidence: Double)?
  var interval: ClosedRange<Double>?
  /// What the model says, for statisticians to check, whether the gate believes it or not.
  var probabilities: [(gender: String, probability: Double)] = []
}
