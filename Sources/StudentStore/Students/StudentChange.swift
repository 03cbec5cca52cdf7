package import SQLite

/// One changed field of a student, with its old and new value.
package struct StudentChange: Equatable, Sendable {
  package let student: Int64
  /// The column of `student`.
  package let field: String
  package let old: SQLiteValue
  package let new: SQLiteValue

  /// Whether it replaces a recorded value rather than filling a blank.
  package var contradicts: Bool { Self.values.contains(field) && old != .null }

  /// The fields with facts about the person; the others record how those were written.
  private static let values = Set(
    StudentColumn.all.compactMap { column in
      if case .value = column.meaning { "\(column.name)" } else { nil }
    }
  )

  /// The differences between a student as stored and as read again.
  ///
  /// A different spelling of the same value (`F` for `female`, `1.72 m` for `172`) is not a change:
  /// the spelling stays with its line.
  package static func changes(from old: Student, to new: Student) -> [StudentChange] {
    guard old != new else { return [] }
    return zip(old.values, new.values).compactMap { before, after in
      guard before.column.aspect != nil, before.value != after.value else { return nil }
      return StudentChange(
        student: old.id,
        field: "\(before.column.name)",
        old: before.value,
        new: after.value
      )
    }
  }
}
