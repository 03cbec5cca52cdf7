import SQLite

/// What to show of the trail.
package struct LogFilter: Sendable {
  /// Entries of one person.
  package var actor: String?
  /// Entries from this time on, an ISO 8601 prefix such as `2026-09-01`.
  package var since: String?
  /// Entries that concern one student.
  package var student: Int64?

  package init(actor: String? = nil, since: String? = nil, student: Int64? = nil) {
    self.actor = actor
    self.since = since
    self.student = student
  }
}

extension SchoolDatabase {
  /// The trail's entries that a filter lets through, newest first.
  package func log(_ filter: LogFilter) throws -> [TrailEntry] {
    var decisions: Set<Int64> = []
    var batches: Set<Int64> = []
    var imports: Set<Int64> = []
    if let student = filter.student {
      let person = try self.student(student)
      imports.insert(person.importBatch)
      for decision in try self.decisions(about: student) {
        if let batch = decision.batch {
          batches.insert(batch)
        } else {
          decisions.insert(decision.id)
        }
      }
    }
    var entries: [TrailEntry] = []
    try Trail(connection: connection).forEachEntry { sequence, stored in
      if let actor = filter.actor, stored.actor != actor { return }
      if let since = filter.since, stored.recordedAt < since { return }
      let body = try TrailBody(reading: stored.body)
      if let student = filter.student,
        !body.concerns(student, decisions: decisions, batches: batches)
      {
        return
      }
      entries.append(
        TrailEntry(
          sequence: sequence,
          recordedAt: stored.recordedAt,
          kind: stored.kind,
          actor: stored.actor,
          body: body,
          previousHash: Digest(reading: stored.previousHash) ?? .zero,
          hash: Digest(reading: stored.hash) ?? .zero
        )
      )
    }
    return entries.reversed()
  }

  /// The changes of one student, oldest first.
  package func changes(of student: Int64) throws -> [ChangeRecord] {
    var statement = try connection.prepare(
      """
      SELECT field, old_value, new_value, import_batch, line, actor, changed_at, reason
      FROM student_change WHERE student = ? ORDER BY id
      """
    )
    return try statement.map(binding: .integer(student)) { row in
      ChangeRecord(
        field: try row.text(at: 0),
        old: try row.value(at: 1).plainText,
        new: try row.value(at: 2).plainText,
        importBatch: try row.optionalInteger(at: 3),
        line: try row.optionalInteger(at: 4),
        actor: try row.text(at: 5),
        changedAt: try row.text(at: 6),
        reason: try row.optionalText(at: 7)
      )
    }
  }

  /// What each run said about a student, oldest first.
  package func inferences(about student: Int64) throws -> [InferenceRecord] {
    var statement = try connection.prepare(
      """
      SELECT imputation.run, imputation_run.gate, evidence_cell.gender, evidence_cell.confidence,
        imputation_run.created_at
      FROM imputation_run
      JOIN imputation ON imputation.run = imputation_run.id
      JOIN evidence_cell ON evidence_cell.run = imputation.run
                        AND evidence_cell.cell = imputation.cell
      WHERE imputation.student = ? ORDER BY imputation.run
      """
    )
    return try statement.map(binding: .integer(student)) { row in
      let passed = try row.text(at: 1) == "passed"
      return InferenceRecord(
        run: try row.integer(at: 0),
        suggestion: passed ? (try row.text(at: 2), try row.real(at: 3)) : nil,
        createdAt: try row.text(at: 4)
      )
    }
  }
}

/// One field of one student that changed.
package struct ChangeRecord: Sendable {
  package let field: String
  package let old: String?
  package let new: String?
  package let importBatch: Int64?
  package let line: Int64?
  package let actor: String
  package let changedAt: String
  package let reason: String?
}

/// What one run said about one student.
package struct InferenceRecord: Sendable {
  package let run: Int64
  /// Nil where the run's gate refused.
  package let suggestion: (gender: String, confidence: Double)?
  package let createdAt: String
}

extension SQLiteValue {
  /// The value as a person reads it; nil for NULL.
  package var plainText: String? {
    switch self {
    case .null: nil
    case .integer(let integer): "\(integer)"
    case .real(let real): "\(real)"
    case .text(let text): text
    case .blob(let blob): "\(blob.count) bytes"
    }
  }
}

extension TrailBody {
  /// Whether an entry added, changed, inferred or decided something about a student.
  fileprivate func concerns(
    _ student: Int64,
    decisions: Set<Int64>,
    batches: Set<Int64>
  ) -> Bool {
    ranges.contains { $0.table == "student" && $0.keys.contains(student) }
      || rows.contains { row in
        switch row.table {
        case "review_decision": decisions.contains(row.key)
        case "review_batch": batches.contains(row.key)
        case "imputation_run": true
        case "sign_off_void":
          row.openColumns.contains { $0.name == "student" && $0.value == .integer(student) }
        default: false
        }
      }
  }
}
