/// Why a workflow cannot do what was asked for, beside what the file and the database say.
package enum WorkflowError: Error, Equatable {
  /// "Do not infer" was asked for where a gender is recorded.
  case recordedIsNeverInferred(student: Int64)
  /// The number of one student, and the school's id of another.
  case numberAndID(String, number: StudentReference.Choice, id: StudentReference.Choice)
  /// A name that fits several students, the first of whom are named.
  case ambiguousName(String, [StudentReference.Choice], count: Int)
  /// The run says nothing about the student, so there is nothing to accept.
  case noSuggestion(student: Int64)
  /// Something that studentdb adds cannot be written in the file's own encoding.
  case missingCharacter(detail: String)
  /// A file that was filled in lacks columns that it needs.
  case sheetColumnsMissing(file: String, columns: [String])
  /// Two columns of it have the same heading.
  case sheetColumnTwice(file: String, column: String)
  /// A line of it cannot be applied.
  case sheetLine(SheetConflict.Reason)
}
