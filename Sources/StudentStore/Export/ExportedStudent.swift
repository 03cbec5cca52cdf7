/// A student on the way out: the cells of the file, the gender that counts, and what it rests on.
package struct ExportedStudent {
  /// As recorded now.
  package let student: Student
  /// As the file that is given back has it, before any correction: what the cells are made of.
  package internal(set) var asWritten: Student
  /// What a person's correction has the last word on.
  package internal(set) var corrected: Set<StudentAspect> = []
  /// Every cell of the line that the student is exported from, where that line is kept whole; else
  /// nil, and the cells are those of `student` and `otherCells`.
  package let wholeLine: [[UInt8]]?
  /// The cells of the columns that studentdb does not understand, in order.
  package let otherCells: [[UInt8]]
  /// One "1" or "0" a cell, whether it stood in quotes; nil where quotes were as few as could be.
  package let quoting: [UInt8]?
  package internal(set) var decided: (gender: String, by: String, at: String)?
  /// What the current run suggests, where its gate let it through.
  package internal(set) var suggestion: (gender: String, confidence: Double)?
  /// The newest signature that stands for the student.
  package internal(set) var signOff: Int64?
}
