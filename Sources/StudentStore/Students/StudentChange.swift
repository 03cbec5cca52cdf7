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
  private static let values = Set(
    StudentColumn.all.compactMap { column in
      if case .value = column.meaning { "\(column.name)" } else { nil }
    }
  )

  /// What differs between a student as stored and as read again.
  ///
  /// A different spelling of the same value (`F` for `female`, `1.72 m` for `172`) is no change:
  /// the spelling stays with the line it is in.
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

/// A part of what is recorded of a student that changes as a whole: a value with what goes with it.
package enum StudentAspect: String, Sendable, CaseIterable {
  case id
  case name
  case person
  case gender
  case height
  case group
  case age

  /// The columns of `student` that belong to it.
  package var fields: [String] {
    StudentColumn.changing.filter { $0.aspect == self }.map { "\($0.name)" }
  }

  /// The aspect that a column of `student` belongs to; nil for a column that never changes.
  package init?(field: String) {
    guard let aspect = Self.byField[field] else { return nil }
    self = aspect
  }

  private static let byField: [String: StudentAspect] = {
    var aspects: [String: StudentAspect] = [:]
    for column in StudentColumn.changing { aspects["\(column.name)"] = column.aspect }
    return aspects
  }()
}
