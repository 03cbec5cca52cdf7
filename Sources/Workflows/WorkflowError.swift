/// Why a workflow refuses a request, apart from errors of the file and the database.
package enum WorkflowError: Error, Equatable {
  /// "Do not infer" was requested although a gender is recorded.
  case recordedIsNeverInferred(student: Int64)
  /// The number of one student, and the school's id of another.
  case numberAndID(String, number: StudentReference.Choice, id: StudentReference.Choice)
  /// A name that matches several students; the first ones are listed.
  case ambiguousName(String, [StudentReference.Choice], count: Int)
  /// The run has no result for the student, so there is nothing to accept.
  case noSuggestion(student: Int64)
  /// Added text cannot be written in the file's own encoding.
  case missingCharacter(detail: String)
  /// A completed review file lacks required columns.
  case sheetColumnsMissing(file: String, columns: [String])
  /// Two columns of it have the same heading.
  case sheetColumnTwice(file: String, column: String)
  /// The files of a OneRoster export are not those of an import.
  case notImported(file: String)
  /// The demographics of a OneRoster export have no column for the genders.
  case noSexColumn(file: String)
  /// A workbook cannot hold it.
  case workbook(String)
  /// Two students cannot be joined.
  case cannotJoin(Int64, Int64, JoinObstacle)
  /// A join cannot be taken back before a later one.
  case laterJoin(Int64, later: Int64)
  /// A line of it cannot be applied.
  case sheetLine(SheetConflict.Reason)
}
