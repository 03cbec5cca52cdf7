/// What a column of the teacher's file can hold that studentdb understands.
package enum StudentField: String, Sendable, CaseIterable, Comparable {
  case id
  case name
  case gender
  case height
  case group
  case age
  case birthdate
  /// The first name, where it has a column of its own.
  case givenName = "given_name"
  /// The last name, where it has a column of its own.
  case familyName = "family_name"

  /// The order in which the fields are shown and asked for.
  package static func < (left: StudentField, right: StudentField) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}
