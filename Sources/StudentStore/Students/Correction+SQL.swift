import SQLite

extension SchoolDatabase {
  /// Puts right what is recorded of one student, as a person says.
  ///
  /// The act must be the correction's own. Signatures are for the caller to look after first.
  ///
  /// `after`: the student as he or she is to be; what differs is changed, and the old values kept.
  /// Returns what was changed; nothing where nothing differs.
  /// Throws `StoreError.reverted` for a student who does not count, `idTaken` for an id that
  /// another student has.
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

  /// Puts right what is recorded of some students, as a person says of all of them at once.
  ///
  /// The act must be the correction's own. Signatures are for the caller to look after first.
  ///
  /// `corrected`: the students who count as they are to be, without new school ids.
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

  /// Whether some changes would alter what a signature is bound to.
  package static func touchSignedValues(_ changes: [StudentChange]) -> Bool {
    changes.contains { SignedValue.fields.contains($0.field) }
  }

  /// Makes sure that a new school id is no other student's.
  func requireFreeID(of after: Student, before: Student) throws {
    guard let id = after.schoolID, id != before.schoolID, let owner = try student(schoolID: id),
      owner != after.id
    else { return }
    throw StoreError.idTaken(student: after.id, by: owner)
  }
}
