import SQLite

/// A filter for the trail.
package struct LogFilter: Sendable {
  /// Entries by one actor.
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
  /// The trail's entries that match a filter, newest first.
  package func log(_ filter: LogFilter) throws -> [TrailEntry] {
    let concerned = try filter.student.map { try rowsAbout($0) }
    var entries: [TrailEntry] = []
    try Trail(connection: connection).forEachEntry { sequence, stored in
      if let actor = filter.actor, stored.actor != actor { return }
      if let since = filter.since, stored.recordedAt < since { return }
      let body = try TrailBody(reading: stored.body)
      if let concerned, !body.touches(concerned) { return }
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
      SELECT field, old_value, new_value, import_batch, line, actor, changed_at, reason, reverts,
        student_join
      FROM student_change WHERE student = ? ORDER BY id
      """
    )
    return try reading("student_change", "student \(student)") {
      try statement.map(binding: .integer(student)) { row in
        ChangeRecord(
          field: try row.text("field"),
          old: try row.value("old_value").plainText,
          new: try row.value("new_value").plainText,
          importBatch: try row.optionalInteger("import_batch"),
          line: try row.optionalInteger("line"),
          actor: try row.text("actor"),
          changedAt: try row.text("changed_at"),
          reason: try row.optionalText("reason"),
          reverted: try row.optionalInteger("reverts"),
          join: try row.optionalInteger("student_join")
        )
      }
    }
  }

  /// A student as first imported, without later changes.
  package func asImported(_ student: Student) throws -> Student {
    var originals: [String: SQLiteValue] = [:]
    var statement = try connection.prepare(
      "SELECT field, old_value FROM student_change WHERE student = ? ORDER BY id DESC"
    )
    try statement.forEachRow(binding: .integer(student.id)) { row in
      originals[try row.text("field")] = try row.value("old_value")
    }
    return try student.replacing(originals)
  }

  /// The result of each run for a student, oldest first.
  ///
  /// CROSS JOIN looks the student up in each run; otherwise SQLite reads every imputation of the
  /// school.
  package func inferences(about student: Int64) throws -> [InferenceRecord] {
    var statement = try connection.prepare(
      """
      SELECT inference.run, inference.is_proposed, inference.gender, inference.confidence,
        imputation_run.created_at
      FROM imputation_run
      CROSS JOIN inference ON inference.run = imputation_run.id
      WHERE inference.student = ? ORDER BY inference.run
      """
    )
    return try reading("evidence_cell", "student \(student)") {
      try statement.map(binding: .integer(student)) { row in
        let passed = try row.integer("is_proposed") == 1
        return InferenceRecord(
          run: try row.integer("run"),
          suggestion: passed ? (try row.text("gender"), try row.probability("confidence")) : nil,
          createdAt: try row.text("created_at")
        )
      }
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
  /// The import whose revert made the change.
  package let reverted: Int64?
  /// The join that made the change or, when it was taken back, undid it.
  package let join: Int64?
}

/// The result of one run for one student.
package struct InferenceRecord: Sendable {
  package let run: Int64
  /// Nil if the run's gate refused.
  package let suggestion: (gender: String, confidence: Double)?
  package let createdAt: String
}

extension SQLiteValue {
  /// The value as text; nil for NULL.
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

extension SchoolDatabase {
  /// The keys of every row that is about a student, by table.
  func rowsAbout(_ student: Int64) throws -> [String: Set<Int64>] {
    let importBatch = try self.student(student).importBatch
    var rows: [String: Set<Int64>] = ["student": [student], "import_revert": [importBatch]]
    var statement = try connection.prepare(
      """
      SELECT 'student_line' AS covered, import_batch AS key FROM student_line WHERE student = ?1
      UNION ALL SELECT 'student_change', id FROM student_change WHERE student = ?1
      UNION ALL SELECT 'rejected_row', id FROM rejected_row WHERE student = ?1
      UNION ALL SELECT 'student_join', id FROM student_join WHERE ?1 IN (student, other)
      UNION ALL SELECT 'join_revert', id FROM student_join WHERE ?1 IN (student, other)
      UNION ALL SELECT 'review_decision', id FROM review_decision WHERE student = ?1
      UNION ALL SELECT 'signed_item', sign_off FROM signed_item WHERE student = ?1
      UNION ALL SELECT 'sign_off_void', id FROM sign_off_void WHERE student = ?1
      UNION ALL SELECT 'imputation', imputation.run FROM imputation_run
        CROSS JOIN imputation ON imputation.run = imputation_run.id
        WHERE imputation.student = ?1
      """
    )
    try statement.forEachRow(binding: .integer(student)) { row in
      rows[try row.text("covered"), default: []].insert(try row.integer("key"))
    }
    rows["repeated_line"] = Set(try importsRepeatingLines(about: student))
    return rows
  }
}

extension TrailBody {
  /// Whether an entry added one of some rows.
  fileprivate func touches(_ keys: [String: Set<Int64>]) -> Bool {
    rows.contains { keys[$0.table]?.contains($0.key) ?? false }
      || ranges.contains { range in
        keys[range.table]?.contains { range.keys.contains($0) } ?? false
      }
  }
}
