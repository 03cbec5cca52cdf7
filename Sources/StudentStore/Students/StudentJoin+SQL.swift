import SQLite

/// Two rows that a person found to be one child.
package struct StudentJoin: Equatable, Sendable {
  /// Written as `j3`.
  package let id: Int64
  /// Whose row counts.
  package let student: Int64
  /// Whose row no longer counts.
  package let other: Int64
  /// The newest import until then.
  package let afterImport: Int64
  /// The decision about `student` that states again the one about `other`; nil if there was no need.
  package let decision: Int64?
  package let actor: String
  package let joinedAt: String
  package let reason: String
}

extension SchoolDatabase {
  /// One join, taken back or not.
  ///
  /// - Throws: `StoreError.unknown` if there is none.
  package func join(_ id: Int64) throws -> StudentJoin {
    var statement = try connection.prepare(
      """
      SELECT \(StudentJoin.columns) FROM student_join WHERE id = ?
      """
    )
    guard let join = try statement.first(binding: .integer(id), body: StudentJoin.init(reading:))
    else { throw StoreError.unknown(kind: "join", id: "j\(id)") }
    return join
  }

  /// The joins in effect, oldest first.
  package func activeJoins() throws -> [StudentJoin] {
    var statement = try connection.prepare(
      """
      SELECT \(StudentJoin.columns) FROM student_join
      WHERE id NOT IN (SELECT student_join FROM join_revert) ORDER BY id
      """
    )
    return try statement.map(body: StudentJoin.init(reading:))
  }

  /// The newest join; nil before the first.
  package func newestJoin() throws -> Int64? {
    try connection.number("SELECT max(id) FROM student_join")
  }

  /// When, by whom and why a join was taken back; nil for one in effect.
  package func joinRevert(of join: Int64) throws -> ActRevert? {
    var statement = try connection.prepare(
      """
      SELECT actor, reverted_at, reason FROM join_revert WHERE student_join = ?
      """
    )
    return try statement.first(binding: .integer(join)) { row in
      ActRevert(
        actor: try row.text("actor"),
        revertedAt: try row.text("reverted_at"),
        reason: try row.text("reason")
      )
    }
  }

  /// The joins in effect with a student whom an import brought.
  func joins(ofStudentsFrom batch: ImportBatch) throws -> [Int64] {
    guard let students = batch.students else { return [] }
    return try activeJoins()
      .filter { students.contains($0.student) || students.contains($0.other) }.map(\.id)
  }

  /// The rows of one child: the number of each second row, by that of the row that counts.
  package func secondRows() throws -> [Int64: [Int64]] {
    var rows: [Int64: [Int64]] = [:]
    for join in try activeJoins() {
      guard let root = try student(join.other).sameAs else { continue }
      rows[root, default: []].append(join.other)
    }
    return rows
  }

  /// Joins two students.
  ///
  /// The act must be about that alone. Signatures are for the caller to look after first.
  ///
  /// - Parameters:
  ///   - kept: The student whose row counts, with the gaps filled.
  ///   - other: The student whose row no longer counts, unchanged.
  ///   - decision: One to be stored about the first.
  ///   - reason: Why.
  ///   - act: The act of the join.
  /// - Throws: `StoreError`, `SQLiteError`; nothing is kept then.
  /// - Returns: the join, and what it changed.
  package func join(
    _ kept: Student,
    _ other: Student,
    decision: NewDecision?,
    reason: String,
    act: Act
  ) throws -> (join: StudentJoin, changes: [StudentChange]) {
    guard let newest = try importIDs().last else {
      throw StoreError.malformed(table: "import_batch", detail: "two students came with no import")
    }
    let restated = try decision.map { try append($0, act: act).id }
    let join = try connection.insert(
      into: .studentJoin,
      [
        "student": .integer(kept.id), "other": .integer(other.id),
        "after_import": .integer(newest), "decision": .optional(restated),
        "actor": .text(act.context.actor), "joined_at": .text(act.time), "reason": .text(reason),
        "program_version": .text(act.context.programVersion),
      ],
      salt: try act.context.salt()
    )
    act.note("join", .text("j\(join)"))
    act.note("student", .integer(kept.id))
    act.note("other", .integer(other.id))
    act.cover(.studentJoin, row: join)
    var second = other
    second.sameAs = kept.id
    // Who was joined with the other before is now the same child as the first.
    let further = try secondRows()[other.id, default: []].map { number in
      var third = try student(number)
      third.sameAs = kept.id
      return third
    }
    var changes: [StudentChange] = []
    // The second row first: an id of its that the first takes is free then.
    for after in [second] + further + [kept] {
      changes += try change(after, by: join, reason: reason, act: act)
    }
    return (try self.join(join), changes)
  }

  /// Makes two rows two children again.
  ///
  /// `restored`: the students with the values that they have then. `undoing`: takes back the decision
  /// that the join made.
  package func revert(
    _ join: StudentJoin,
    restored: [Student],
    undoing: NewDecision?,
    reason: String,
    act: Act
  ) throws {
    if let undoing { _ = try append(undoing, act: act) }
    try connection.insert(
      into: .joinRevert,
      [
        "student_join": .integer(join.id), "actor": .text(act.context.actor),
        "reverted_at": .text(act.time), "reason": .text(reason),
        "program_version": .text(act.context.programVersion),
      ],
      salt: try act.context.salt()
    )
    act.note("join", .text("j\(join.id)"))
    act.note("student", .integer(join.student))
    act.note("other", .integer(join.other))
    act.cover(.joinRevert, row: join.id)
    for after in restored { _ = try change(after, by: join.id, reason: reason, act: act) }
  }

  /// The values before a join of what it changed, by student, in the order of the students' numbers.
  ///
  /// A value that was changed since is not among them.
  package func valuesBefore(_ join: StudentJoin) throws -> [(student: Student, before: Student)] {
    struct Part: Hashable {
      let student: Int64
      let aspect: StudentAspect
    }
    var values: [Part: [String: SQLiteValue]] = [:]
    var statement = try connection.prepare(
      """
      SELECT student, field, old_value, student_join FROM student_change
      WHERE student IN (SELECT student FROM student_change WHERE student_join = ?)
        AND (student_join IS NULL OR student_join NOT IN (SELECT student_join FROM join_revert))
      ORDER BY id
      """
    )
    try statement.forEachRow(binding: .integer(join.id)) { row in
      let field = try row.text("field")
      guard let aspect = StudentAspect(field: field) else { return }
      let part = Part(student: try row.integer("student"), aspect: aspect)
      if try row.optionalInteger("student_join") == join.id {
        values[part, default: [:]][field] = try row.value("old_value")
      } else {
        values[part] = nil
      }
    }
    return try Set(values.keys.map(\.student)).sorted().map { number in
      let now = try student(number)
      let old = values.filter { $0.key.student == number }.values
        .reduce(into: [:]) { $0.merge($1) { first, _ in first } }
      return (now, try now.replacing(old))
    }
  }

  /// Changes a student, as part of a join or its revert.
  private func change(
    _ after: Student,
    by join: Int64,
    reason: String,
    act: Act
  ) throws -> [StudentChange] {
    let changes = StudentChange.changes(from: try student(after.id), to: after)
    guard !changes.isEmpty else { return [] }
    for change in changes {
      let row = try connection.insert(
        change,
        reason: reason,
        reverting: nil,
        joining: join,
        act: act
      )
      act.cover(.studentChange, row: row)
    }
    try connection.update(after)
    return changes
  }
}

extension StudentJoin {
  fileprivate static let columns: SQL =
    "id, student, other, after_import, decision, actor, joined_at, reason"

  fileprivate init(reading row: borrowing Row) throws {
    self = try StudentStore.reading("student_join", row.key()) {
      Self(
        id: try row.integer("id"),
        student: try row.integer("student"),
        other: try row.integer("other"),
        afterImport: try row.integer("after_import"),
        decision: try row.optionalInteger("decision"),
        actor: try row.text("actor"),
        joinedAt: try row.text("joined_at"),
        reason: try row.text("reason")
      )
    }
  }
}
