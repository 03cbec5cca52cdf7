/// A row that is about to become a student: values that were read, and places in the row's cells.
///
/// Texts are ranges of the record's bytes, so that a million rows pass from the file to the
/// database without a million strings in between.
package struct StudentDraft: Sendable {
  /// The line of the file, counted from 1.
  package var line: Int64 = 0
  package var schoolID: Range<Int>?
  package var name: Range<Int> = 0..<0
  /// Whether the row is a line of totals or the like, and no person.
  package var isNoPerson = false
  package var gender: Student.RecordedGender = .missing
  package var genderText: Range<Int>?
  package var height: Student.RecordedHeight = .missing
  package var heightText: Range<Int>?
  package var group: Range<Int>?
  package var ageYears: Double?
  package var ageText: Range<Int>?
  /// The other columns' cells, a JSON array of texts in UTF-8; empty where there are none.
  package var otherCells: [UInt8] = []
  /// One "1" or "0" a cell, where the quotes are not as few as could be; else empty.
  package var quoting: [UInt8] = []

  /// A draft of nothing.
  package init() {}

  /// The draft as values that can be compared with a stored student.
  package func student(id: Int64, importBatch: Int64, cells: [UInt8]) -> Student {
    func text(_ range: Range<Int>?) -> String? {
      range.map { String(decoding: cells[$0], as: UTF8.self) }
    }
    var student = Student(
      id: id,
      importBatch: importBatch,
      line: line,
      schoolID: text(schoolID),
      name: text(name) ?? "",
      gender: gender,
      genderText: text(genderText),
      height: height,
      heightText: text(heightText),
      group: text(group),
      ageYears: ageYears,
      ageText: text(ageText)
    )
    student.isNoPerson = isNoPerson
    return student
  }
}
