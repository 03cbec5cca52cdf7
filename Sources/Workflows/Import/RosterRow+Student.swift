package import RosterReading
import StudentStore

// What a file says, as the database records it: the reading target knows no database.

extension RunningDigest: ByteObserver {}

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
  /// A height that a file or a person says.
  package init(_ height: RosterRow.Height) {
    switch height {
    case .measured(let centimetres): self = .measured(centimetres: centimetres)
    case .missing: self = .missing
    case .doubt: self = .doubt
    }
  }
}

extension StudentDraft {
  /// Takes over what the row that was read last says.
  ///
  /// The two texts that are no ranges are exchanged, so that nothing of them is copied.
  mutating func take(_ reader: inout RowReader) {
    line = reader.row.line
    schoolID = reader.row.schoolID
    name = reader.row.name
    isNoPerson = reader.row.isNoPerson
    gender = Student.RecordedGender(reader.row.gender)
    genderText = reader.row.genderText
    height = Student.RecordedHeight(reader.row.height)
    heightText = reader.row.heightText
    group = reader.row.group
    ageYears = reader.row.ageYears
    ageText = reader.row.ageText
    reader.exchange(otherCells: &otherCells, quoting: &quoting)
  }
}

extension RejectedRow {
  init(_ line: RejectedLine) {
    self.init(
      line: line.line,
      column: line.column,
      byteOffset: line.byteOffset,
      code: line.code,
      message: line.message,
      record: line.record,
      file: line.file
    )
  }
}

extension GenderWordCount {
  init(_ tally: GenderWordTally) {
    self.init(
      text: tally.text,
      reading: Student.RecordedGender(tally.gender),
      count: tally.count
    )
  }
}
