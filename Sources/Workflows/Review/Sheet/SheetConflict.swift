/// A line of a sheet that was not applied, and why.
package struct SheetConflict: Equatable, Sendable {
  /// What stands in the way.
  package enum Code: String, Sendable, CaseIterable {
    /// The line, or a number in it, cannot be read.
    case unreadable
    /// No student who counts has the number.
    case noSuchStudent = "no_such_student"
    /// The line is about another person than the one with the number.
    case otherStudent = "other_student"
    /// An earlier line says something else about the student.
    case twice
    /// The word is no decision.
    case unknownWord = "unknown_word"
    /// The gender is recorded, declined or not to be inferred by now.
    case nothingToDecide = "nothing_to_decide"
    /// There is nothing to accept.
    case noSuggestion = "no_suggestion"
    /// The suggestion in the file is not the run's.
    case otherSuggestion = "other_suggestion"
    /// Somebody decided something else after the file was written.
    case decidedMeanwhile = "decided_meanwhile"
    /// A signature stands on the decision.
    case signed
  }

  /// The line of the file, or the row of its sheet, counted from 1.
  package let line: Int
  /// The student, where the line names one.
  package let student: Int64?
  package let code: Code
  /// What and why, in a sentence that names no pupil.
  package let message: String
}
