package import RosterReading
package import StudentStore

// Converts the values of a file to those of the database; the reading target does not know the
// database.

extension RunningDigest: ByteObserver {}

extension StudentField {
  /// The aspect of a student that the field sets alone; nil for a part of the name, and for fields
  /// that are not read.
  package var aspect: StudentAspect? { StudentAspect(rawValue: rawValue) }
}

extension Student.RecordedGender {
  init(_ gender: RosterRow.Gender) {
    switch gender {
    case .recorded(let word): self = .recorded(word)
    case .missing: self = .missing
    case .declined: self = .declined
    case .doNotInfer: self = .doNotInfer
    case .inDoubt: self = .inDoubt
    }
  }
}

extension Student.RecordedHeight {
  /// A height from a file or the user.
  package init(_ height: RosterRow.Height) {
    switch height {
    case .measured(let centimetres): self = .measured(centimetres: centimetres)
    case .missing: self = .missing
    case .doubt: self = .doubt
    }
  }
}

extension RosterLayout {
  /// The file's columns by what they mean, as they will be stored.
  var meanings: ImportColumns { ImportColumns(headings: headings, map: columns.byField) }

  /// Whether a line says in which group a student is.
  var hasGroups: Bool { map.columns[.group] != nil }

  /// The columns of `student` that a line can change.
  var hashedColumns: HashedColumns {
    HashedColumns(meanings, computesAges: columns.measuredOn != nil)
  }
}

extension StudentDraft {
  /// Takes the values of the last row.
  ///
  /// The two texts that are not ranges are swapped, so that they are not copied.
  mutating func take(_ reader: inout RowReader) {
    line = reader.row.line
    schoolID = reader.row.schoolID
    name = reader.row.name
    isNoPerson = reader.row.isNoPerson
    gender = Student.RecordedGender(reader.row.gender)
    genderText = reader.row.genderText
    height = Student.RecordedHeight(reader.row.height)
    heightText = reader.row.heightText
    group = reader.row.text(of: .group)
    ageYears = reader.row.ageYears
    ageText = reader.row.ageText
    birthDate = reader.row.birthDate?.text
    birthText = reader.row.birthText
    reader.exchange(otherCells: &otherCells, quoting: &quoting)
  }
}

extension GenderWordCount {
  init(_ tally: ReadGenderWord) {
    self.init(
      text: tally.text,
      reading: Student.RecordedGender(tally.gender),
      count: tally.count
    )
  }
}

extension Student {
  /// The student after an update by a line of a later file.
  ///
  /// The line's values replace the recorded ones. Values without a column change nothing, and blanks
  /// in the line only if the caller says so; a name, an id, and what a person declined to say stay
  /// even then. Another spelling of the same value is not a change, and a value from before a
  /// correction is not used.
  func updated(
    by row: Student,
    columns: RosterLayout.Columns,
    corrected: CorrectedStudent?,
    blankCells: BlankCells = .keep
  ) -> Student {
    func isNews(_ aspect: StudentAspect) -> Bool { !(corrected?.repeats(row, aspect) ?? false) }
    var student = self
    student.hasLeft = false
    if blankCells == .clear { student.clear(row.blanks(in: columns).filter(isNews)) }
    // Texts are equal if they differ only in the composition of accents; the first one is kept.
    if let id = row.schoolID, id != schoolID, isNews(.id) { student.schoolID = id }
    if !row.name.isEmpty, VisibleText.of(row.name) != VisibleText.of(name),
      isNews(.name)
    {
      student.name = row.name
    }
    if isNoPerson, !row.isNoPerson, isNews(.person) { student.isNoPerson = false }
    if row.gender != .missing,
      row.gender != gender || (gender == .inDoubt && row.genderText != genderText),
      isNews(.gender)
    {
      student.gender = row.gender
      student.genderText = row.genderText
    }
    if row.height != .missing,
      row.height != height || (height == .doubt && row.heightText != heightText),
      isNews(.height)
    {
      student.height = row.height
      student.heightText = row.heightText
    }
    for aspect in StudentAspect.plainTexts {
      if let text = row[text: aspect],
        VisibleText.of(text) != self[text: aspect].map({ VisibleText.of($0) }), isNews(aspect)
      {
        student[text: aspect] = text
      }
    }
    if row.ageText != nil, row.ageYears != ageYears || ageYears == nil, isNews(.age) {
      student.ageYears = row.ageYears
      student.ageText = row.ageText
    }
    if !row.lacksBirthDate,
      row.birthDate != birthDate || (birthDate == nil && row.birthText != birthText),
      isNews(.birthdate)
    {
      student.birthDate = row.birthDate
      student.birthText = row.birthText
    }
    // From the student's own birth date, which may be a corrected one.
    if let day = columns.measuredOn,
      let age = student.birthDate.flatMap({ CalendarDate(iso: $0) })?.age(on: day), age != ageYears
    {
      (student.ageYears, student.ageText) = (age, nil)
    }
    return student
  }
}

extension Student {
  /// The aspects for which a row has a column and nothing in it.
  func blanks(in columns: RosterLayout.Columns) -> [StudentAspect] {
    var blanks: [StudentAspect] = []
    if columns.gender != nil, gender == .missing { blanks.append(.gender) }
    if columns.height != nil, height == .missing { blanks.append(.height) }
    for (aspect, column) in zip(StudentAspect.plainTexts, columns.plainTexts) {
      if column != nil, self[text: aspect] == nil { blanks.append(aspect) }
    }
    if columns.age != nil, ageText == nil { blanks.append(.age) }
    if columns.birthdate != nil, lacksBirthDate { blanks.append(.birthdate) }
    return blanks
  }

  /// Whether the cell of the birth date is empty, or a word for nothing.
  var lacksBirthDate: Bool {
    birthDate == nil && birthText.map { MissingWords.all.contains(folded($0)) } ?? true
  }

  /// Whether there is a value that an empty cell can take away.
  func canLose(_ aspect: StudentAspect) -> Bool {
    switch aspect {
    case .gender: gender.word != nil || gender == .inDoubt
    case .height: height != .missing
    case .birthdate: !lacksBirthDate
    default: text(of: aspect) != nil
    }
  }

  fileprivate mutating func clear(_ aspects: [StudentAspect]) {
    for aspect in aspects where canLose(aspect) {
      switch aspect {
      case .gender: (gender, genderText) = (.missing, nil)
      case .height: (height, heightText) = (.missing, nil)
      case .age: (ageYears, ageText) = (nil, nil)
      case .birthdate: (birthDate, birthText) = (nil, nil)
      default: self[text: aspect] = nil
      }
    }
  }
}

extension CorrectedStudent {
  /// Whether a line only repeats the value from before a correction.
  fileprivate func repeats(_ row: Student, _ aspect: StudentAspect) -> Bool {
    guard aspects.contains(aspect) else { return false }
    return versions.contains { version in
      switch aspect {
      case .person: row.isNoPerson == version.isNoPerson
      case .gender:
        row.gender == version.gender
          && (row.gender != .inDoubt || row.genderText == version.genderText)
      case .height:
        row.height == version.height
          && (row.height != .doubt || row.heightText == version.heightText)
      case .birthdate:
        row.birthDate == version.birthDate
          && (row.birthDate != nil || row.birthText == version.birthText)
      case .age: row.ageText == version.ageText || row.ageYears == version.ageYears
      default: row.text(of: aspect) == version.text(of: aspect)
      }
    }
  }
}
