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
