/// One record of a student: parsed values, and ranges of the record's cells.
///
/// Texts are ranges of the record's bytes, so that a million rows reach the database without a
/// million strings.
package struct RosterRow: Sendable {
  /// The gender in the row.
  package enum Gender: Equatable, Sendable {
    /// A word of an open vocabulary.
    case recorded(String)
    /// Nothing, or one of the words for it.
    case missing
    /// The person was asked and did not say.
    case declined
    /// The school asked that it not be inferred.
    case doNotInfer
    /// The cell holds an unknown word.
    case inDoubt
  }

  /// The height in the row.
  package enum Height: Equatable, Sendable {
    /// In centimetres, between 50 and 260.
    case measured(centimetres: Double)
    /// The cell is empty or says that it is not known.
    case missing
    /// The cell has several readings, or is outside 50 to 260 cm.
    case doubt
  }

  /// The line of the file, counted from 1.
  package var line: Int64 = 0
  package var schoolID: Range<Int>?
  package var name: Range<Int> = 0..<0
  /// Whether the row is a line of totals or the like, not a person.
  package var isNoPerson = false
  package var gender: Gender = .missing
  package var genderText: Range<Int>?
  package var height: Height = .missing
  package var heightText: Range<Int>?
  package var ageYears: Double?
  package var ageText: Range<Int>?
  /// Nil where the cell has no date that can be a birthday.
  package var birthDate: CalendarDate?
  /// The cell, unless it is the day in ISO form.
  package var birthText: Range<Int>?
  /// One for each of `StudentField.plainTexts`; nil where the cell is empty.
  var plainTexts = [Range<Int>?](repeating: nil, count: StudentField.plainTexts.count)
  /// The other columns' cells, a JSON array of texts in UTF-8; empty where there are none.
  package var otherCells: [UInt8] = []
  /// One "1" or "0" per cell, if the quotes are not minimal; else empty.
  package var quoting: [UInt8] = []

  /// The text of one of `StudentField.plainTexts`; nil where there is none.
  package func text(of field: StudentField) -> Range<Int>? {
    StudentField.plainTexts.firstIndex(of: field).flatMap { plainTexts[$0] }
  }

  /// Clears the row in place; a new value would cost more.
  mutating func clear() {
    line = 0
    schoolID = nil
    name = 0..<0
    isNoPerson = false
    gender = .missing
    genderText = nil
    height = .missing
    heightText = nil
    ageYears = nil
    ageText = nil
    birthDate = nil
    birthText = nil
    for index in plainTexts.indices { plainTexts[index] = nil }
    if !otherCells.isEmpty { otherCells.removeAll(keepingCapacity: true) }
    if !quoting.isEmpty { quoting.removeAll(keepingCapacity: true) }
  }
}

/// The position of a line or cell in the teacher's file.
package struct LinePlace: Equatable, Sendable {
  /// Counted from 1.
  package var line: Int
  /// Counted in bytes from 1; nil where the whole line is meant.
  package var column: Int?
  /// Of the record's first byte, counted from 0.
  package var byteOffset: Int
  /// If the source is several files, the one with the line.
  package var file: String?
}

/// A line that could not become a student.
package struct RejectedLine: Equatable, Sendable {
  package let place: LinePlace
  package let reason: LineRejection
  /// The original bytes.
  package let record: [UInt8]
}

/// A word in a file's column of genders: what it was read as, and how often it came.
package struct ReadGenderWord: Equatable, Sendable {
  /// As written, without the spaces around it; empty for a blank.
  package let text: String
  package let gender: RosterRow.Gender
  package var count: Int
}
