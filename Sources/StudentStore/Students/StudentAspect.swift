import SQLite

/// A part of what is recorded of a student that changes as a whole: a value with what goes with it.
package enum StudentAspect: String, Sendable, CaseIterable {
  case id
  case name
  case person
  case gender
  case height
  case group
  case age

  /// The columns of `student` that belong to it, the value before its spelling.
  package var fields: [String] {
    switch self {
    case .id: ["school_id"]
    case .name: ["name"]
    case .person: ["not_a_person"]
    case .gender: ["gender_absence", "gender", "gender_text"]
    case .height: ["height_cm", "height_text", "height_problem"]
    case .group: ["group_name"]
    case .age: ["age_years", "age_text"]
    }
  }

  /// The aspect that a column of `student` belongs to; nil for a column that never changes.
  package init?(field: String) {
    guard let aspect = Self.byField[field] else { return nil }
    self = aspect
  }

  private static let byField: [String: StudentAspect] = {
    var aspects: [String: StudentAspect] = [:]
    for aspect in allCases {
      for field in aspect.fields { aspects[field] = aspect }
    }
    return aspects
  }()
}

extension Student {
  /// The student with the values of some columns replaced.
  ///
  /// Values that come from several rows of history may contradict each other, such as a word for a
  /// gender beside the reason for its absence; then the value goes before the reason.
  func replacing(_ values: [String: SQLiteValue]) throws(StoreError) -> Student {
    guard !values.isEmpty else { return self }
    func text(_ field: String, or present: String?) -> String? {
      values[field].map(\.plainText) ?? present
    }
    func real(_ field: String, or present: Double?) -> Double? {
      guard let value = values[field] else { return present }
      if case .real(let real) = value { return real }
      return nil
    }
    var student = self
    student.schoolID = text("school_id", or: schoolID)
    student.name = text("name", or: name) ?? ""
    if let mark = values["not_a_person"] { student.isNoPerson = mark != .null }
    let word = text("gender", or: gender.word)
    let absence = text("gender_absence", or: gender.absence)
    student.gender =
      if let word {
        .recorded(word)
      } else if let absence {
        try RecordedGender(absence: absence, word: nil)
      } else {
        .missing
      }
    student.genderText = text("gender_text", or: genderText)
    let centimetres = real("height_cm", or: height.centimetres)
    student.height = try RecordedHeight(
      centimetres: centimetres,
      problem: centimetres == nil ? text("height_problem", or: height.problem) ?? "missing" : nil
    )
    student.heightText = text("height_text", or: heightText)
    student.group = text("group_name", or: group)
    student.ageYears = real("age_years", or: ageYears)
    student.ageText = text("age_text", or: ageText)
    return student
  }
}
