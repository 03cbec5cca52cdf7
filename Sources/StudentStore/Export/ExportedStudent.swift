/// A student on the way out: the cells of the file, the gender that counts, and what it rests on.
package struct ExportedStudent {
  package internal(set) var student: Student
  /// Every cell of the line that the student is exported from, where that line is kept whole; else
  /// nil, and the cells are those of `student` and `otherCells`.
  package let wholeLine: [[UInt8]]?
  /// The cells of the columns that studentdb does not understand, in order.
  package let otherCells: [[UInt8]]
  /// One "1" or "0" a cell, whether it stood in quotes; nil where quotes were as few as could be.
  package let quoting: [UInt8]?
  package let decided: (gender: String, by: String, at: String)?
  /// What the current run suggests, where its gate let it through.
  package let suggestion: (gender: String, confidence: Double)?
  /// The newest signature that stands for the student.
  package let signOff: Int64?
}
