import SQLite

extension SchoolDatabase {
  /// Every student with a result in a run and without a gender in the school's file, least certain
  /// first.
  package func queue(of run: Int64) throws -> [QueueItem] {
    let cells = try cells(of: run)
    // Shared values are not sorted with each student.
    var statement = try connection.prepare(
      """
      SELECT inference.student, student.school_id, student.name, student.group_name,
        inference.cell, current_decision.decision, coalesce(current_decision.state, 'open') AS state,
        current_decision.gender, current_decision.decided_how
      FROM inference
      JOIN active_student AS student ON student.id = inference.student
      LEFT JOIN current_decision ON current_decision.student = inference.student
      WHERE inference.run = ? AND student.gender_absence = 'missing'
      ORDER BY inference.confidence, inference.student
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
        state: try QueueItem.State(word: try row.text("state")),
        run: run,
        decision: try row.optionalInteger("decision"),
        decidedGender: try row.optionalText("gender"),
        path: try DecisionPath(word: try row.optionalText("decided_how"))
      )
    }
  }

  /// The active decision of a student and the resulting state; nil without a decision.
  package func reviewState(
    of student: Int64
  ) throws -> (decision: Int64, gender: String?, state: QueueItem.State)? {
    var statement = try connection.prepare(
      "SELECT decision, gender, state FROM current_decision WHERE student = ?"
    )
    return try statement.first(binding: .integer(student)) { row in
      (
        try row.integer("decision"), try row.optionalText("gender"),
        try QueueItem.State(word: try row.text("state"))
      )
    }
  }

  /// The result of a run for each cell's students, by the cell's number.
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
      SELECT cell, gender, probability, evidence_probability FROM cell_probability
      WHERE run = ? ORDER BY cell, gender
      """
    )
    try reading("cell_probability", "run r\(run)") {
      try statement.forEachRow(binding: .integer(run)) { row in
        cells[try row.integer("cell")]?.probabilities.append(
          GenderProbability(
            gender: try row.text("gender"),
            stated: try row.probability("probability"),
            evidence: try row.probability("evidence_probability")
          )
        )
      }
    }
    return cells
  }

  /// The suggestion of a run for one student; nil if there is no result or the gate refused.
  package func suggestion(of run: Int64, for student: Int64) throws -> String? {
    var statement = try connection.prepare(
      """
      SELECT gender FROM inference WHERE student = ? AND run = ? AND is_proposed = 1
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
      SELECT gender FROM active_student WHERE gender IS NOT NULL
      GROUP BY gender ORDER BY count(*) DESC, gender
      """
    )
    return try statement.map { row in try row.text("gender") }
  }

  /// The genders ever decided, in alphabetical order.
  package func decidedGenders() throws -> [String] {
    var statement = try connection.prepare(
      "SELECT DISTINCT gender FROM review_decision WHERE gender IS NOT NULL ORDER BY gender"
    )
    return try statement.map { row in try row.text("gender") }
  }
}

/// The common values of the students of one cell.
private struct QueueCell {
  /// In centimetres.
  let height: Double
  /// Nil if the gate refused.
  var suggestion: (gender: String, confidence: Double)?
  var interval: ClosedRange<Double>?
  /// The model's probabilities, for checking, whether or not the gate passed.
  var probabilities: [GenderProbability] = []
}

/// One student of a run with the evidence, the suggestion and its state.
package struct QueueItem: Sendable {
  /// The state of a suggestion.
  package enum State: String, Sendable, CaseIterable {
    case open
    case later
    case accepted
    case corrected
    case leftUnknown = "left_unknown"
    case signed

    /// Reads the column `state` of the view `current_decision`.
    init(word: String) throws(StoreError) {
      guard let state = State(rawValue: word) else {
        throw .malformed(table: "review_decision", detail: "a verdict is \(word)")
      }
      self = state
    }

    /// Whether the student is undecided.
    package var isToDo: Bool { self == .open || self == .later }
  }

  package let student: Int64
  package let schoolID: String?
  package let name: String
  package let group: String?
  package let heightCentimetres: Double
  /// Nil if the run's gate refused: a refused run proposes nothing.
  package internal(set) var suggestion: (gender: String, confidence: Double)?
  /// The interval of the confidence; nil if the run has none.
  package internal(set) var interval: ClosedRange<Double>?
  /// The model's probability of each gender, whether or not the gate passed.
  package internal(set) var probabilities: [GenderProbability]
  package let state: State
  package let run: Int64
  /// The active decision.
  package let decision: Int64?
  package let decidedGender: String?
  /// How the active decision was made; nil if there is none.
  package let path: DecisionPath?
  /// Whether the student is in the run's blind sample.
  package var isDrawn = false
  /// Whether the suggestion is hidden from the reviewer, and the decision stored as blind.
  ///
  /// Items from the database are never blind; the arrangement of a queue sets this.
  package var isBlind = false

  /// The item to show: without suggestion, interval and probabilities if it is blind.
  package var shown: QueueItem {
    guard isBlind else { return self }
    var item = self
    item.suggestion = nil
    item.interval = nil
    item.probabilities = []
    return item
  }
}
