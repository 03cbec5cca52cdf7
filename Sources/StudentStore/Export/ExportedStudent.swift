/// A student on the way out: the cells of the file, the gender that counts, and what it rests on.
package struct ExportedStudent {
  /// As recorded now.
  package let student: Student
  /// How the file has it, where something was changed since; nil for nearly everybody.
  package internal(set) var amendment: Amendment?
  /// Every cell of the line that the student is exported from, where that line is kept whole; else
  /// nil, and the cells are those of `student` and `otherCells`.
  package let wholeLine: [[UInt8]]?
  /// The cells of the columns that studentdb does not understand, in order.
  package let otherCells: [[UInt8]]
  /// One "1" or "0" a cell, whether it stood in quotes; nil where quotes were as few as could be.
  package let quoting: [UInt8]?
  package internal(set) var decided: (gender: String, by: String, at: String, path: DecisionPath)?
  /// What the current run suggests, where its gate let it through.
  package internal(set) var suggestion: (gender: String, confidence: Double)?
  /// The newest signature that stands for the student.
  package internal(set) var signOff: Int64?

  /// What was changed of a student since the file came that is given back.
  ///
  /// A class, because there are few: the million students without one carry a pointer.
  package final class Amendment: Sendable {
    /// The student as the file has it, for its cells; nil where those are kept whole.
    package let original: Student?
    /// What a person's correction has the last word on.
    package let corrected: Set<StudentAspect>

    init(original: Student?, corrected: Set<StudentAspect>) {
      self.original = original
      self.corrected = corrected
    }
  }
}
