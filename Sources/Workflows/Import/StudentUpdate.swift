import StudentStore

extension Student {
  /// The student as a later file's line leaves him or her.
  ///
  /// The line's values replace the recorded ones; what the file has no column for, and what the
  /// line leaves empty, stays as it is, because a blank says nothing. Another spelling of the same
  /// value is no change.
  func updated(by row: Student, columns: RosterLayout.Columns) -> Student {
    var student = self
    // Texts are the same where only their accents are composed otherwise; then the first stays.
    if let id = row.schoolID, id != schoolID { student.schoolID = id }
    if !row.name.isEmpty, row.name != name { student.name = row.name }
    if row.gender != .missing, row.gender != gender {
      student.gender = row.gender
      student.genderText = row.genderText
    }
    if row.height != .missing,
      row.height != height || (height == .doubt && row.heightText != heightText)
    {
      student.height = row.height
      student.heightText = row.heightText
    }
    if let group = row.group, group != self.group { student.group = group }
    if row.ageText != nil, row.ageYears != ageYears || ageYears == nil {
      student.ageYears = row.ageYears
      student.ageText = row.ageText
    }
    return student
  }
}
