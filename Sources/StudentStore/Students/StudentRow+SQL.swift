import SQLite

extension Connection {
  /// Updates a student's row; a row of `student_change` must already record the change.
  func update(_ student: Student) throws(SQLiteError) {
    try run(
      StudentTable.update,
      student.values.filter { $0.column.aspect != nil }.map(\.value) + [.integer(student.id)]
    )
  }

  /// Adds a row to a student's history, for a change that did not come from a file.
  ///
  /// `reverted`: the import that was reverted, `join`: the join that is made or taken back; neither for a
  /// person's correction.
  func insert(
    _ change: StudentChange,
    reason: String,
    reverting reverted: Int64?,
    joining join: Int64? = nil,
    act: Act
  ) throws(SQLiteError) -> Int64 {
    try insert(
      into: .studentChange,
      [
        "student": .integer(change.student), "field": .text(change.field),
        "old_value": change.old, "new_value": change.new, "actor": .text(act.context.actor),
        "changed_at": .text(act.time), "reason": .text(reason), "reverts": .optional(reverted),
        "student_join": .optional(join),
      ]
    )
  }
}
