import SQLite

extension SchoolDatabase {
  /// The students that match a filter, in its order.
  package func list(_ filter: ListFilter) throws -> [ListedStudent] {
    var students: [ListedStudent] = []
    let limit = filter.limit ?? .max
    // SQLite ignores case only in ASCII, so names are filtered here.
    let wanted = filter.name?.lowercased()
    do {
      try forEachListed(filter) { student in
        if let wanted, !student.name.lowercased().contains(wanted) { return }
        guard students.count < limit else { throw Enough() }
        students.append(student)
      }
    } catch is Enough {}
    return students
  }

  /// Ends a scan whose further rows nobody asked for.
  private struct Enough: Error {}

  /// Visits the listed students one by one.
  private func forEachListed(
    _ filter: ListFilter,
    _ visit: (ListedStudent) throws -> Void
  ) throws {
    let run = try currentRun()
    // In the order of the table nothing is sorted, and whoever asks for twenty waits for twenty.
    let order: SQL =
      switch filter.order {
      case .student: "effective_student.student"
      case .name: "effective_student.name COLLATE NOCASE, effective_student.student"
      case .group: "effective_student.group_name, effective_student.student"
      case .height: "effective_student.height_cm, effective_student.student"
      case .confidence: "coalesce(evidence_cell.confidence, 2), effective_student.student"
      }
    var statement = try connection.prepare(
      """
      SELECT effective_student.student, effective_student.school_id, effective_student.name,
        effective_student.group_name, effective_student.age_years, effective_student.birth_date,
        effective_student.height_cm,
        effective_student.gender,
        CASE WHEN effective_student.basis = 'missing' AND evidence_cell.gender IS NOT NULL
          THEN 'inferred' ELSE effective_student.basis END AS state,
        CASE WHEN effective_student.basis IN ('missing', 'decided') THEN evidence_cell.gender END
          AS suggested,
        evidence_cell.confidence, effective_student.decided_by, effective_student.decided_at,
        EXISTS (SELECT 1 FROM active_signature
                JOIN current_decision ON current_decision.decision = active_signature.decision
                WHERE active_signature.student = effective_student.student) AS is_signed,
        CASE WHEN effective_student.basis = 'decided'
          THEN (SELECT decided_how FROM current_decision
                WHERE current_decision.student = effective_student.student) END AS decided_how
      FROM effective_student
      LEFT JOIN imputation ON imputation.student = effective_student.student
                          AND imputation.run = ?1
      LEFT JOIN evidence_cell ON evidence_cell.run = imputation.run
                             AND evidence_cell.cell = imputation.cell
                             AND evidence_cell.is_proposed = 1
      WHERE (?2 IS NULL OR state = ?2)
        AND (?3 IS NULL OR effective_student.group_name = ?3)
      ORDER BY \(order)
      """
    )
    try statement.forEachRow(
      binding: .optional(run),
      .optional(filter.state?.rawValue),
      .optional(filter.group)
    ) { row in
      try visit(try ListedStudent(reading: row, run: run))
    }
  }

  /// Counts for `status`.
  package func status() throws -> SchoolStatus {
    let run = try currentRun()
    var status = StandingSums(isPassed: try run.map { try self.run($0).passedGate } ?? false)
    for (standing, students) in try KeptCounts(self).total() { status.add(standing, students) }
    // Rows of the counts that are gone would be students that nobody misses; how many there are is quickly
    // told.
    let (counted, listed) = (status.states.values.reduce(0, +), try studentCount())
    guard counted == listed else {
      throw StoreError.malformed(
        table: "student_count",
        detail: "it counts \(counted) students, and \(listed) are there"
      )
    }
    return SchoolStatus(
      students: status.students,
      imports: try connection.count(
        """
        SELECT count(*) FROM import_batch
        WHERE id NOT IN (SELECT import_batch FROM import_revert)
        """
      ),
      revertedImports: try connection.count("SELECT count(*) FROM import_revert"),
      runs: try connection.count("SELECT count(*) FROM imputation_run"),
      states: status.states,
      missingWithoutHeight: status.missingWithoutHeight,
      queue: status.queue,
      heldBack: status.heldBack,
      currentRun: run,
      signOffs: try connection.count("SELECT count(*) FROM sign_off"),
      rejectedRows: try connection.count(
        """
        SELECT count(*) FROM rejected_row
        WHERE import_batch NOT IN (SELECT import_batch FROM import_revert)
        """
      ),
      head: try head()
    )
  }
}

/// Counts of students, summed up for `status`.
private struct StandingSums {
  /// Whether the current run passed its gate.
  let isPassed: Bool
  var states: [ListedStudent.State: Int]
  /// Active students.
  var students = 0
  var missingWithoutHeight = 0
  var queue: [QueueItem.State: Int] = [:]
  var heldBack = 0

  init(isPassed: Bool) {
    self.isPassed = isPassed
    states = isPassed ? [.recorded: 0, .inferred: 0] : [.recorded: 0]
  }

  mutating func add(_ standing: Standing, _ count: Int) {
    var state = standing.status
    switch state {
    case .notAPerson, .left, .merged: break
    case .missing:
      students += count
      if standing.isDecided {
        state = .decided
      } else if isPassed, standing.suggestion == .made || standing.suggestion == .drawn {
        state = .inferred
      } else if standing.lacksHeight {
        missingWithoutHeight += count
      }
    default: students += count
    }
    states[state, default: 0] += count
    guard let review = standing.review else { return }
    queue[review, default: 0] += count
    if review.isToDo, standing.suggestion == .heldBack { heldBack += count }
  }
}

extension ListedStudent {
  init(reading row: borrowing Row, run: Int64?) throws {
    let state = try row.text("state")
    guard let known = State(rawValue: state) else {
      throw StoreError.malformed(table: "student", detail: "a gender status is \(state)")
    }
    var suggestion: (String, Double, Int64)?
    if let run, let gender = try row.optionalText("suggested"),
      let confidence = try row.optionalProbability("confidence")
    {
      suggestion = (gender, confidence, run)
    }
    self = try reading("student", row.key()) {
      Self(
        student: try row.integer("student"),
        schoolID: try row.optionalText("school_id"),
        name: try row.text("name"),
        group: try row.optionalText("group_name"),
        ageYears: try row.optionalYears("age_years"),
        birthDate: try row.optionalText("birth_date"),
        heightCentimetres: try row.optionalCentimetres("height_cm"),
        gender: try row.optionalText("gender"),
        state: known,
        suggestion: suggestion,
        decidedBy: try row.optionalText("decided_by"),
        decidedAt: try row.optionalText("decided_at"),
        path: try DecisionPath(word: try row.optionalText("decided_how")),
        signed: try row.integer("is_signed") == 1
      )
    }
  }
}

/// A student as shown by `list`: the effective gender, its source, and the suggestion.
package struct ListedStudent: Sendable {
  /// The source of the gender.
  package enum State: String, Sendable, CaseIterable {
    case recorded
    case inferred
    case decided
    case missing
    case inDoubt = "in_doubt"
    case declined
    case doNotInfer = "do_not_infer"
    case notAPerson = "not_a_person"
    case left
    case merged
  }

  package let student: Int64
  package let schoolID: String?
  package let name: String
  package let group: String?
  package let ageYears: Double?
  /// In ISO form.
  package let birthDate: String?
  package let heightCentimetres: Double?
  /// Recorded, or else decided; nil if only inferred.
  package let gender: String?
  package let state: State
  /// The suggestion of the current run, if it passed its gate.
  package let suggestion: (gender: String, confidence: Double, run: Int64)?
  package let decidedBy: String?
  package let decidedAt: String?
  /// How the decision was made; nil if none is active.
  package let path: DecisionPath?
  /// The valid signatures for the student.
  package let signed: Bool
}

/// Which students to list, and how.
package struct ListFilter: Sendable {
  /// The sort order.
  package enum Order: String, Sendable, CaseIterable {
    case student
    case name
    case group
    case height
    case confidence
  }

  package var state: ListedStudent.State?
  package var group: String?
  /// A part of the name, in any case.
  package var name: String?
  package var order: Order
  package var limit: Int?

  package init(
    state: ListedStudent.State? = nil,
    group: String? = nil,
    name: String? = nil,
    order: Order = .student,
    limit: Int? = nil
  ) {
    self.state = state
    self.group = group
    self.name = name
    self.order = order
    self.limit = limit
  }
}

/// The state of the school, in counts.
package struct SchoolStatus: Sendable {
  package let students: Int
  /// Active imports.
  package let imports: Int
  /// Reverted imports.
  package let revertedImports: Int
  package let runs: Int
  package let states: [ListedStudent.State: Int]
  /// Students without a gender and without a usable height.
  package let missingWithoutHeight: Int
  /// Items of the current run by state.
  package let queue: [QueueItem.State: Int]
  /// Those of them who are still to be decided and have no suggestion: the gate held it back.
  package let heldBack: Int
  package let currentRun: Int64?
  package let signOffs: Int
  package let rejectedRows: Int
  package let head: TrailHead
}
