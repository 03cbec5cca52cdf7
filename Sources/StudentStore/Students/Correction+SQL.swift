import SQLite

extension SchoolDatabase {
  /// Corrects the recorded values of one student.
  ///
  /// The act must be the correction's own. Signatures are for the caller to look after first.
  ///
  /// `after`: the corrected student; differences are stored with the old values. Returns the
  /// changes, empty if nothing differs. Throws `StoreError.reverted` for an inactive student,
  /// `idTaken` for an id that another student has.
  package func correct(
    _ after: Student,
    reason: String,
    act: Act
  ) throws -> [StudentChange] {
    let before = try activeStudent(after.id)
    let changes = StudentChange.changes(from: before, to: after)
    guard !changes.isEmpty else { return [] }
    try requireFreeID(of: after, before: before)
    for change in changes {
      let row = try connection.insert(change, reason: reason, reverting: nil, act: act)
      act.cover(.studentChange, row: row)
    }
    try connection.update(after)
    act.note("student", .integer(after.id))
    act.note("fields", .text(changes.map(\.field).joined(separator: " ")))
    return changes
  }

  /// Corrects the recorded values of several students at once.
  ///
  /// The act must be the correction's own. Signatures are for the caller to look after first.
  ///
  /// `corrected`: the corrected active students, without new school ids.
  package func correct(_ corrected: [Student], reason: String, act: Act) throws {
    var keys: ClosedRange<Int64>?
    for after in corrected {
      let before = try activeStudent(after.id)
      let changes = StudentChange.changes(from: before, to: after)
      guard !changes.isEmpty else { continue }
      for change in changes {
        let row = try connection.insert(change, reason: reason, reverting: nil, act: act)
        keys = (keys?.lowerBound ?? row)...row
      }
      try connection.update(after)
    }
    guard let keys else { return }
    act.cover(.studentChange, keys: keys)
    act.note("students", .integer(Int64(corrected.count)))
    act.note("fields", .text("gender"))
  }

  /// Whether some changes would alter signed values.
  package static func touchSignedValues(_ changes: [StudentChange]) -> Bool {
    changes.contains { SignedValue.fields.contains($0.field) }
  }

  /// Ensures that no other student has a new school id.
  func requireFreeID(of after: Student, before: Student) throws {
    guard let id = after.schoolID, id != before.schoolID, let owner = try student(schoolID: id)
    else { return }
    guard owner == after.id else { throw StoreError.idTaken(student: after.id, by: owner) }
    // It is the id of the student's second row; within a file an id is one row's.
    if let row = try row(withID: id, from: after.importBatch), row != after.id {
      throw StoreError.idTaken(student: after.id, by: row)
    }
  }

  private func row(withID id: String, from importBatch: Int64) throws -> Int64? {
    var statement = try connection.prepare(
      "SELECT id FROM student WHERE school_id = ? AND import_batch = ?"
    )
    return try statement.first(binding: .text(id), .integer(importBatch)) { row in
      try row.integer("id")
    }
  }
}
