package import SQLite

/// One field of a student that changes, with its old and new value.
package struct StudentChange: Equatable, Sendable {
  package let student: Int64
  /// The column of `student`.
  package let field: String
  package let old: SQLiteValue
  package let new: SQLiteValue

  /// Whether it replaces something that was recorded, rather than fill a blank.
  package var contradicts: Bool { Self.values.contains(field) && old != .null }

  /// The fields that say something of the person; the others say how that was written.
  private static let values: Set<String> = [
    "school_id", "name", "gender", "height_cm", "group_name", "age_years",
  ]

  /// What differs between a student as stored and as read again.
  ///
  /// A different spelling of the same value (`F` for `female`, `1.72 m` for `172`) is no change:
  /// the spelling stays with the line it stands in.
  package static func changes(from old: Student, to new: Student) -> [StudentChange] {
    zip(values(of: old), values(of: new)).compactMap { before, after in
      before.value == after.value
        ? nil
        : StudentChange(
          student: old.id,
          field: before.field,
          old: before.value,
          new: after.value
        )
    }
  }

  /// The fields that may change, in the order of the table's columns.
  static func values(of student: Student) -> [(field: String, value: SQLiteValue)] {
    [
      ("school_id", .optional(student.schoolID)),
      ("name", .text(student.name)),
      ("not_a_person", student.isNoPerson ? .integer(1) : .null),
      ("gender_absence", .optional(student.gender.absence)),
      ("gender", .optional(student.gender.word)),
      ("gender_text", .optional(student.genderText)),
      ("height_cm", .optional(student.height.centimetres)),
      ("height_text", .optional(student.heightText)),
      ("height_problem", .optional(student.height.problem)),
      ("group_name", .optional(student.group)),
      ("age_years", .optional(student.ageYears)),
      ("age_text", .optional(student.ageText)),
    ]
  }
}
