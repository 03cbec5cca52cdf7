import Mixture
import SQLite

extension SchoolDatabase {
  /// Every student with a result in a run and without a gender in the school's file, least certain
  /// first.
  package func queue(of run: Int64) throws -> [QueueItem] {
    // What many students share is neither sorted nor kept with each of them.
    let shared = try cells(of: run).map { QueueItem.Evidence($0, run: run) }
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
      let number = try row.integer("cell")
      guard number >= 1, number <= Int64(shared.count) else {
        throw StoreError.malformed(table: "imputation", detail: "a cell of run \(run) is missing")
      }
      return QueueItem(
        student: try row.integer("student"),
        schoolID: try row.optionalText("school_id"),
        name: try row.text("name"),
        group: try row.optionalText("group_name"),
        evidence: shared[Int(number) - 1],
        state: try QueueItem.State(word: try row.text("state")),
        decision: try row.optionalInteger("decision"),
        decidedGender: try row.optionalText("gender"),
        path: try DecisionPath(word: try row.optionalText("decided_how"))
      )
    }
  }

  /// The students of a run's queue, counted by what became of them.
  func queueCounts(of run: Int64) throws -> [QueueCount] {
    var statement = try connection.prepare(
      """
      SELECT coalesce(current_decision.state, 'open') AS state, inference.is_proposed,
        current_decision.gender IS NOT NULL AS has_gender, student.height_cm IS NULL AS lacks_height,
        count(*) AS students
      FROM inference
      JOIN active_student AS student ON student.id = inference.student
      LEFT JOIN current_decision ON current_decision.student = inference.student
      WHERE inference.run = ? AND student.gender_absence = 'missing'
      GROUP BY 1, 2, 3, 4
      """
    )
    return try statement.map(binding: .integer(run)) { row in
      QueueCount(
        state: try QueueItem.State(word: try row.text("state")),
        isProposed: try row.integer("is_proposed") == 1,
        hasGender: try row.integer("has_gender") == 1,
        lacksHeight: try row.integer("lacks_height") == 1,
        students: try row.count("students")
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

  /// What a run suggests for one student; nil where it says nothing about the student or its gate
  /// refused.
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

/// Students of a run's queue who have these in common.
struct QueueCount {
  let state: QueueItem.State
  /// Whether there is a suggestion.
  let isProposed: Bool
  /// Whether a gender was decided.
  let hasGender: Bool
  let lacksHeight: Bool
  let students: Int
}

/// One student of a run with the evidence, the suggestion and what became of it.
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
  fileprivate let evidence: Evidence
  package let state: State
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
  /// Whether suggestion, interval and probabilities are left out.
  fileprivate var isReduced = false

  /// What a run says about everybody with the same evidence; a large school has a student's worth of
  /// memory for each of its students, and this only once.
  fileprivate final class Evidence: Sendable {
    let cell: EvidenceCell
    let run: Int64

    init(_ cell: EvidenceCell, run: Int64) {
      self.cell = cell
      self.run = run
    }
  }

  /// As the run saw it; nil where the name alone was asked.
  package var heightCentimetres: Double? { evidence.cell.height }
  /// The class, grade or age that the student was fitted with; nil for the whole school.
  package var stratum: String? { evidence.cell.stratum }
  /// The words of the name, as in ``EvidenceCell/words``.
  package var words: [Int]? { evidence.cell.words }
  /// Nil where the run's gate refused: a refused run proposes nothing.
  package var suggestion: (gender: String, confidence: Double)? {
    let cell = evidence.cell
    return cell.isProposed && !isReduced ? (cell.gender, cell.confidence) : nil
  }
  /// The interval of the confidence; nil if the run has none.
  package var interval: ClosedRange<Double>? {
    evidence.cell.isProposed && !isReduced ? evidence.cell.range : nil
  }
  /// The model's probability of each gender, whether or not the gate passed.
  package var probabilities: [GenderProbability] {
    isReduced ? [] : evidence.cell.probabilities
  }
  package var run: Int64 { evidence.run }

  /// The item to show: without suggestion, interval and probabilities if it is blind.
  package var shown: QueueItem {
    guard isBlind else { return self }
    var item = self
    item.isReduced = true
    return item
  }
}

extension EvidenceCell {
  /// The interval; nil where there is none, or the file says none that could be.
  fileprivate var range: ClosedRange<Double>? {
    interval.flatMap { $0.lower <= $0.upper ? $0.lower...$0.upper : nil }
  }
}
