import SQLite

/// One thing that an entry of the trail did, as the tables tell it today.
///
/// Names, file names and reasons are read from the tables, never from the entry, so that they go
/// when a person's data is erased.
package struct EntryDetail: Sendable {
  /// A value that changed.
  package enum Change: Equatable, Sendable {
    /// A field of the student's row.
    case field(String, old: String?, new: String?)
    /// What is decided about the student; nil before the first decision.
    case decision(Int64, old: Verdict?, new: Verdict)
    /// The row became the second row of another one, or no longer is.
    case join(other: Int64, isReverted: Bool)
    /// The signature is no longer valid for the student.
    case void(signOff: Int64)
  }

  /// The student it is about; nil for an import, a batch and the like.
  package var student: Int64?
  /// The student's name today; nil where the row is gone.
  package var name: String?
  /// The record, such as `i3`, where it is not about one student.
  package var thing: String?
  /// What the record is called: the file of an import, the name and role of a signature.
  package var title: String?
  package var changes: [Change] = []
  package var reason: String?
  /// Whether the row that the entry added was erased.
  package var isErased = false
}

/// The details of one entry, as many as are listed.
package struct EntryDetails: Sendable {
  package fileprivate(set) var listed: [EntryDetail] = []
  /// The students who are not listed.
  package fileprivate(set) var further = 0

  /// The students listed of a bulk act.
  static let most = 3
}

extension SchoolDatabase {
  /// What an entry did, in the words of the tables.
  ///
  /// `student`: of a bulk act, list only this student.
  package func details(of entry: TrailEntry, student: Int64? = nil) throws -> EntryDetails {
    var details = EntryDetails()
    for row in entry.body.rows {
      try append(row.table, row.key...row.key, about: student, isSingle: true, to: &details)
    }
    // An import lists its changes by itself: `show i3 --changes`.
    for range in entry.body.ranges where entry.kind != TrailKind.import.rawValue {
      try append(range.table, range.keys, about: student, isSingle: false, to: &details)
    }
    return details
  }

  private func append(
    _ table: String,
    _ keys: ClosedRange<Int64>,
    about student: Int64?,
    isSingle: Bool,
    to details: inout EntryDetails
  ) throws {
    let found: [EntryDetail]
    switch table {
    case "import_batch": found = try things("i", keys, Self.selectImportNames)
    case "import_revert": found = try things("i", keys, Self.selectRevertedNames)
    case "review_batch": found = try things("b", keys, Self.selectBatchReasons)
    case "sign_off": found = try things("s", keys, Self.selectSigners)
    case "erasure": found = try things("e", keys, Self.selectErasures)
    case "imputation_run": found = keys.map { EntryDetail(thing: "r\($0)") }
    case "student_change": found = try changes(keys, about: student)
    case "review_decision": found = try decisions(keys, about: student)
    case "student_join": found = try joins(keys, isReverted: false)
    case "join_revert": found = try joins(keys, isReverted: true)
    case "sign_off_void": found = try voids(keys, about: student)
    default: return
    }
    if isSingle, found.isEmpty, student == nil {
      let thing = Self.letters[table].map { "\($0)\(keys.lowerBound)" }
      details.listed.append(
        EntryDetail(thing: thing ?? "\(table) \(keys.lowerBound)", isErased: true)
      )
    }
    for detail in found {
      if isSingle || details.listed.count < EntryDetails.most {
        // Several changed fields of one student are one detail.
        if let last = details.listed.last, last.student == detail.student, last.student != nil,
          last.reason == detail.reason
        {
          details.listed[details.listed.count - 1].changes += detail.changes
        } else {
          details.listed.append(detail)
        }
      } else {
        details.further += 1
      }
    }
  }

  private static let selectImportNames: SQL =
    """
    SELECT id AS number, source_name AS title, NULL AS reason FROM import_batch
    WHERE id BETWEEN ? AND ? ORDER BY id
    """
  private static let selectRevertedNames: SQL =
    """
    SELECT import_revert.import_batch AS number, source_name AS title, reason
    FROM import_revert LEFT JOIN import_batch ON import_batch.id = import_revert.import_batch
    WHERE import_revert.import_batch BETWEEN ? AND ? ORDER BY 1
    """
  private static let selectBatchReasons: SQL =
    """
    SELECT id AS number, NULL AS title, reason FROM review_batch
    WHERE id BETWEEN ? AND ? ORDER BY id
    """
  private static let selectErasures: SQL =
    """
    SELECT id AS number, NULL AS title, reason FROM erasure WHERE id BETWEEN ? AND ? ORDER BY id
    """
  /// The letters of records by their numbers.
  private static let letters = ["review_decision": "d", "student_join": "j", "join_revert": "j"]
  private static let selectSigners: SQL =
    """
    SELECT id AS number, printed_name || ', ' || role AS title, NULL AS reason FROM sign_off
    WHERE id BETWEEN ? AND ? ORDER BY id
    """

  private func things(_ letter: String, _ keys: ClosedRange<Int64>, _ select: SQL) throws
    -> [EntryDetail]
  {
    var statement = try connection.prepare(select)
    return try statement.map(binding: .integer(keys.lowerBound), .integer(keys.upperBound)) { row in
      EntryDetail(
        thing: "\(letter)\(try row.integer("number"))",
        title: try row.optionalText("title"),
        reason: try row.optionalText("reason")
      )
    }
  }

  private func changes(_ keys: ClosedRange<Int64>, about student: Int64?) throws -> [EntryDetail] {
    var statement = try connection.prepare(
      """
      SELECT student_change.student, student.name, field, old_value, new_value, reason
      FROM student_change LEFT JOIN student ON student.id = student_change.student
      WHERE student_change.id BETWEEN ?1 AND ?2 AND (?3 IS NULL OR student_change.student = ?3)
      ORDER BY student_change.id
      """
    )
    var found: [EntryDetail] = []
    try statement.forEachRow(
      binding: .integer(keys.lowerBound),
      .integer(keys.upperBound),
      .optional(student)
    ) { row in
      let number = try row.integer("student")
      let change = EntryDetail.Change.field(
        try row.text("field"),
        old: try row.value("old_value").plainText,
        new: try row.value("new_value").plainText
      )
      if found.last?.student == number {
        found[found.count - 1].changes.append(change)
      } else {
        found.append(
          EntryDetail(
            student: number,
            name: try row.optionalText("name"),
            changes: [change],
            reason: try row.optionalText("reason")
          )
        )
      }
    }
    return found
  }

  private func decisions(_ keys: ClosedRange<Int64>, about student: Int64?) throws
    -> [EntryDetail]
  {
    var statement = try connection.prepare(
      """
      SELECT decision.id, decision.student, student.name, decision.verdict, decision.gender,
        decision.reason, earlier.verdict AS old_verdict, earlier.gender AS old_gender
      FROM review_decision AS decision
      LEFT JOIN student ON student.id = decision.student
      LEFT JOIN review_decision AS earlier ON earlier.id = decision.supersedes
      WHERE decision.id BETWEEN ?1 AND ?2 AND (?3 IS NULL OR decision.student = ?3)
      ORDER BY decision.id
      """
    )
    return try statement.map(
      binding: .integer(keys.lowerBound),
      .integer(keys.upperBound),
      .optional(student)
    ) { row in
      let old = try row.optionalText("old_verdict")
      let oldGender = try row.optionalText("old_gender")
      return EntryDetail(
        student: try row.integer("student"),
        name: try row.optionalText("name"),
        changes: [
          .decision(
            try row.integer("id"),
            old: try old.map { try Verdict(word: $0, gender: oldGender) },
            new: try Verdict(word: try row.text("verdict"), gender: try row.optionalText("gender"))
          )
        ],
        reason: try row.optionalText("reason")
      )
    }
  }

  private func joins(_ keys: ClosedRange<Int64>, isReverted: Bool) throws -> [EntryDetail] {
    var statement = try connection.prepare(
      """
      SELECT student_join.student, student_join.other, student.name,
        CASE WHEN ?3 THEN join_revert.reason ELSE student_join.reason END AS reason
      FROM student_join
      LEFT JOIN join_revert ON join_revert.student_join = student_join.id
      LEFT JOIN student ON student.id = student_join.student
      WHERE student_join.id BETWEEN ?1 AND ?2 ORDER BY student_join.id
      """
    )
    return try statement.map(
      binding: .integer(keys.lowerBound),
      .integer(keys.upperBound),
      .integer(isReverted ? 1 : 0)
    ) { row in
      EntryDetail(
        student: try row.integer("student"),
        name: try row.optionalText("name"),
        changes: [.join(other: try row.integer("other"), isReverted: isReverted)],
        reason: try row.optionalText("reason")
      )
    }
  }

  private func voids(_ keys: ClosedRange<Int64>, about student: Int64?) throws -> [EntryDetail] {
    var statement = try connection.prepare(
      """
      SELECT sign_off_void.sign_off, sign_off_void.student, student.name, reason
      FROM sign_off_void LEFT JOIN student ON student.id = sign_off_void.student
      WHERE sign_off_void.id BETWEEN ?1 AND ?2 AND (?3 IS NULL OR sign_off_void.student = ?3)
      ORDER BY sign_off_void.id
      """
    )
    return try statement.map(
      binding: .integer(keys.lowerBound),
      .integer(keys.upperBound),
      .optional(student)
    ) { row in
      EntryDetail(
        student: try row.integer("student"),
        name: try row.optionalText("name"),
        changes: [.void(signOff: try row.integer("sign_off"))],
        reason: try row.optionalText("reason")
      )
    }
  }
}
