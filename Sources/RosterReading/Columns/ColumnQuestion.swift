import Bytes

/// Something about the columns of a file that only the user can tell.
package enum ColumnQuestion: Sendable, Equatable {
  /// A column that might be meant.
  package struct Candidate: Sendable, Equatable {
    /// Its heading, as it is written.
    package let heading: String
    /// Its place, counted from 1.
    package let column: Int
  }

  /// More than one column can be the field.
  case candidates(field: StudentField, columns: [Candidate])
  /// The user names a heading that the file does not have.
  case unknownHeading(field: StudentField, heading: String, nearest: [String])
  /// The user names one column for two fields.
  case sameColumn(heading: String, fields: [StudentField])

  /// The question with the flag that answers it.
  package var message: String {
    switch self {
    case .candidates(let field, let columns):
      // Columns with the same heading can only be told apart by their places.
      let isAmbiguous = Set(columns.map { folded($0.heading) }).count < columns.count
      let names = columns.map { "\"\($0.heading)\" (column \($0.column))" }
      let answers = columns.map {
        "--map \(field.rawValue)=\(isAmbiguous ? "#\($0.column)" : ShellWord.quoted($0.heading))"
      }
      return """
        \(listed(names, "and")) can both be the \(field.rawValue); \
        say which with \(listed(answers, "or"))
        """
    case .unknownHeading(let field, let heading, let nearest):
      let hint =
        nearest.isEmpty ? "" : "; the nearest is \(listed(nearest.map { "\"\($0)\"" }, "or"))"
      return "no column is headed \"\(heading)\", which --map \(field.rawValue) names\(hint)"
    case .sameColumn(let heading, let fields):
      return """
        \"\(heading)\" is mapped to \(listed(fields.map(\.rawValue), "and")); \
        one column holds one field
        """
    }
  }
}

/// All questions about the columns of one file.
package struct ColumnQuestions: Error, Sendable, Equatable {
  /// At least one question.
  package let questions: [ColumnQuestion]
}

/// The names in a sentence: "a", "a or b", "a, b or c".
func listed(_ names: [String], _ conjunction: String) -> String {
  guard names.count > 1, let last = names.last else { return names.first ?? "" }
  return "\(names.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
}
