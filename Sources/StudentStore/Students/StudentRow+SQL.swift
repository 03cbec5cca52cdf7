import SQLite

extension Connection {
  /// Writes what is recorded of a student; a row of `student_change` has to say so already.
  func update(_ student: Student) throws(SQLiteError) {
    try run(
      """
      UPDATE student SET school_id = ?, name = ?, not_a_person = ?, gender_absence = ?, gender = ?,
        gender_text = ?, height_cm = ?, height_text = ?, height_problem = ?, group_name = ?,
        age_years = ?, age_text = ?
      WHERE id = ?
      """,
      StudentChange.values(of: student).map(\.value) + [.integer(student.id)]
    )
  }

  /// Adds a row to the history of a student, for a change that no line of a file made.
  ///
  /// `reverted`: the import that was reverted; nil for a person's correction.
  func insert(
    _ change: StudentChange,
    reason: String,
    reverting reverted: Int64?,
    act: Act
  ) throws(SQLiteError) -> Int64 {
    try run(
      """
      INSERT INTO student_change
        (student, field, old_value, new_value, actor, changed_at, reason, reverts)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(change.student),
      .text(change.field),
      change.old,
      change.new,
      .text(act.context.actor),
      .text(act.time),
      .text(reason),
      .optional(reverted)
    )
    return lastInsertedRowID
  }
}
