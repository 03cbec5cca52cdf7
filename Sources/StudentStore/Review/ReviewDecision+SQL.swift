import SQLite

extension SchoolDatabase {
  /// The active decision of a student, if any.
  package func currentDecision(of student: Int64) throws -> ReviewDecision? {
    var statement = try connection.prepare(
      """
      SELECT \(ReviewDecision.columns)
      FROM review_decision WHERE student = ? ORDER BY id DESC LIMIT 1
      """
    )
    return try statement.first(binding: .integer(student), body: ReviewDecision.init(reading:))
  }

  /// One decision.
  ///
  /// - Throws: `StoreError.unknown` if there is none.
  package func decision(_ id: Int64) throws -> ReviewDecision {
    var statement = try connection.prepare(
      """
      SELECT \(ReviewDecision.columns)
      FROM review_decision WHERE id = ?
      """
    )
    guard
      let decision = try statement.first(
        binding: .integer(id),
        body: ReviewDecision.init(reading:)
      )
    else { throw StoreError.unknown(kind: "decision", id: "d\(id)") }
    return decision
  }

  /// Every decision about a student, oldest first.
  package func decisions(about student: Int64) throws -> [ReviewDecision] {
    var statement = try connection.prepare(
      """
      SELECT \(ReviewDecision.columns)
      FROM review_decision WHERE student = ? ORDER BY id
      """
    )
    return try statement.map(binding: .integer(student), body: ReviewDecision.init(reading:))
  }

  /// Every decision of a batch, oldest first.
  package func decisions(inBatch batch: Int64) throws -> [ReviewDecision] {
    var statement = try connection.prepare(
      """
      SELECT \(ReviewDecision.columns)
      FROM review_decision WHERE batch = ? ORDER BY id
      """
    )
    return try statement.map(binding: .integer(batch), body: ReviewDecision.init(reading:))
  }

  /// The newest active decision: the newest of a student, or the one restored by an undo; only for
  /// students whose gender is still missing from the school's file.
  ///
  /// CROSS JOIN scans the decisions from the newest on, and stops at the first match.
  ///
  /// - Parameter reviewer: Whose decision; nil for anyone's.
  /// - Throws: `SQLiteError` if the table cannot be read.
  /// - Returns: The decision; nil if there is none to undo.
  package func newestUndoableDecision(by reviewer: String? = nil) throws -> ReviewDecision? {
    var statement = try connection.prepare(
      """
      SELECT \(ReviewDecision.columnsOfEarlier)
      FROM review_decision AS earlier
      CROSS JOIN active_student AS student ON student.id = earlier.student
      JOIN review_decision AS head
        ON head.id = (SELECT max(id) FROM review_decision AS newest
                      WHERE newest.student = earlier.student)
      WHERE earlier.id = CASE WHEN head.undoes IS NULL THEN head.id ELSE head.restores END
        AND student.gender_absence = 'missing'
        AND (?1 IS NULL OR earlier.reviewer = ?1)
      ORDER BY earlier.id DESC LIMIT 1
      """
    )
    return try statement.first(binding: .optional(reviewer), body: ReviewDecision.init(reading:))
  }

  /// The number of the newest decision; 0 before the first.
  package func newestDecision() throws -> Int64 {
    try connection.number("SELECT max(id) FROM review_decision") ?? 0
  }

  /// Every decision after one, oldest first.
  package func decisions(after decision: Int64) throws -> [ReviewDecision] {
    var statement = try connection.prepare(
      """
      SELECT \(ReviewDecision.columns)
      FROM review_decision WHERE id > ? ORDER BY id
      """
    )
    return try statement.map(binding: .integer(decision), body: ReviewDecision.init(reading:))
  }

  /// Whether a student is active without a recorded gender, so that a decision is possible.
  package func mayBeDecided(_ student: Int64) throws -> Bool {
    let student = try self.student(student)
    return try student.gender == .missing && student.counts
      && importRevert(of: student.importBatch) == nil
  }

  /// Stores a decision; the act must cover it.
  ///
  /// - Throws: `StoreError` if the student's gender is not missing, or another person decided
  ///   meanwhile.
  /// - Returns: the new decision's id.
  func insert(_ decision: NewDecision, act: Act) throws -> Int64 {
    try check(decision)
    return try write(decision, act: act)
  }

  /// Whether the decision may be stored.
  private func check(_ decision: NewDecision) throws {
    let student = try activeStudent(decision.student)
    guard student.gender == .missing, student.counts else {
      throw StoreError.nothingToDecide(student: student.id, status: student.status)
    }
    let current = try currentDecision(of: decision.student)
    guard current?.id == decision.supersedes else {
      throw StoreError.decidedMeanwhile(
        DecisionConflict(
          student: decision.student,
          current: current,
          refused: decision.verdict
        )
      )
    }
  }

  private func write(_ decision: NewDecision, act: Act) throws -> Int64 {
    try connection.insert(
      into: .reviewDecision,
      [
        "student": .integer(decision.student), "run": .optional(decision.run),
        "verdict": .text(decision.verdict.word), "gender": .optional(decision.verdict.gender),
        "reviewer": .text(act.context.actor), "decided_at": .text(act.time),
        "reason": .optional(decision.reason), "blind": .integer(decision.blind ? 1 : 0),
        "batch": .optional(decision.batch), "supersedes": .optional(decision.supersedes),
        "undoes": .optional(decision.undoes), "restores": .optional(decision.restores),
      ]
    )
  }

  /// Stores one decision as the whole of an act.
  package func append(_ decision: NewDecision, act: Act) throws -> ReviewDecision {
    let id = try insert(decision, act: act)
    act.cover(.reviewDecision, row: id)
    act.note("decision", .text("d\(id)"))
    act.note("student", .integer(decision.student))
    return try self.decision(id)
  }

  /// Stores many decisions as one batch, distinct from individual ones.
  ///
  /// `kind`: `accept`, `undo`, `redo` or `apply`.
  /// Returns the batch's id and the decisions' ids.
  package func append(
    batch kind: String,
    run: Int64?,
    threshold: Double?,
    expectedWrong: Double?,
    reason: String?,
    decisions: [NewDecision],
    act: Act
  ) throws -> (batch: Int64, decisions: ClosedRange<Int64>) {
    precondition(!decisions.isEmpty, "a batch holds at least one decision")
    let batch = try connection.insert(
      into: .reviewBatch,
      [
        "run": .optional(run), "kind": .text(kind), "threshold": .optional(threshold),
        "decision_count": .integer(Int64(decisions.count)),
        "expected_wrong": .optional(expectedWrong), "reviewer": .text(act.context.actor),
        "created_at": .text(act.time), "reason": .optional(reason),
      ],
      salt: try act.context.salt()
    )
    var ids: [Int64] = []
    // One question for each of them; who is refused by it is told why.
    var isFree = try connection.prepare(
      """
      SELECT EXISTS (SELECT 1 FROM active_student WHERE id = ?1 AND gender_absence = 'missing')
        AND (SELECT max(id) FROM review_decision WHERE student = ?1) IS ?2
      """
    )
    for decision in decisions {
      let answer = try isFree.first(
        binding: .integer(decision.student),
        .optional(decision.supersedes)
      ) { row in try row.integer(at: 0) }
      if answer != 1 { try check(decision) }
      var member = decision
      member.batch = batch
      ids.append(try write(member, act: act))
    }
    let range = (ids.min() ?? 0)...(ids.max() ?? 0)
    act.cover(.reviewBatch, row: batch)
    act.cover(.reviewDecision, keys: range)
    act.note("batch", .integer(batch))
    act.note("decisions", .integer(Int64(decisions.count)))
    return (batch, range)
  }
}

extension ReviewDecision {
  /// The columns that `init(reading:)` reads.
  static let columns = SQL.columns(CoveredTable.reviewDecision.columns)
  static let columnsOfEarlier = SQL.columns(CoveredTable.reviewDecision.columns, of: "earlier")

  init(reading row: borrowing Row) throws {
    self = try reading("review_decision", row.key()) {
      Self(
        id: try row.integer("id"),
        student: try row.integer("student"),
        run: try row.optionalInteger("run"),
        verdict: try Verdict(word: try row.text("verdict"), gender: try row.optionalText("gender")),
        reviewer: try row.text("reviewer"),
        decidedAt: try row.text("decided_at"),
        reason: try row.optionalText("reason"),
        blind: try row.integer("blind") == 1,
        batch: try row.optionalInteger("batch"),
        supersedes: try row.optionalInteger("supersedes"),
        undoes: try row.optionalInteger("undoes"),
        restores: try row.optionalInteger("restores")
      )
    }
  }
}
