package import TextEncoding

/// Why a file cannot be imported, or why typed input cannot be read.
package indirect enum RosterError: Error, Equatable {
  /// The file has no bytes, or no line with anything in it.
  case empty(file: String)
  /// Several questions at once.
  case several([RosterError])
  /// A OneRoster export lacks one of its files.
  case oneRoster(file: String, missing: String)
  /// No file of a OneRoster export identifies the students.
  case oneRosterRoles(file: String)
  /// A sheet was requested of a file that is not a workbook.
  case noWorkbook(file: String)
  /// An option that does not apply to this kind of file.
  case optionWithoutEffect(file: String, option: String, kind: RosterSource.Kind)
  /// An unsupported encoding name.
  case encodingName(TextEncodingError)
  /// The byte order mark is that of an unsupported encoding, or contradicts the requested one.
  case unreadableEncoding(file: String, TextEncodingError)
  /// Every second byte is zero, but there is no UTF-16 byte order mark.
  case unmarkedEncoding(file: String, likely: String)
  /// The text is not UTF-8, and the user must choose the encoding: the samples in each likely one.
  case undecidedEncoding(file: String, first: String, readings: [String])
  /// No column holds the names.
  case missingColumns(file: String, missing: String, headings: [String])
  /// No column holds the genders or the heights, and no option says that the file has none.
  case absentColumns(file: String, fields: [StudentField], headings: [String])
  /// No heading names a field, but some columns look like it.
  case likelyColumns(
    file: String,
    field: StudentField,
    candidates: [ColumnQuestion.Candidate]
  )
  /// The columns leave a question open.
  case questions(file: String, questions: [ColumnQuestion])
  /// Bare numbers among the heights, without a known unit.
  case heightUnit(file: String, heading: String, detail: String)
  /// Birth dates that are another day where the month comes first.
  case dateOrder(file: String, heading: String, BirthDateDecision.Question)
  /// Codes among the genders that mean different things in different files.
  case genderCodes(file: String, heading: String, codes: [String], answer: String)
  /// Letters among the genders with several readings, or with no known one.
  case genderLetters(file: String, heading: String, letters: [String], answers: [Answer])
  /// Words that an earlier file with the same headings did not have, where words were explained for
  /// that file.
  case otherGenderWords(
    file: String,
    heading: String,
    source: String,
    words: [String],
    answer: String
  )
  /// More distinct words than a gender column can have.
  case manyGenders(file: String, heading: String, most: Int, examples: [String])
  /// The words for genders that the caller gave cannot be used.
  case genderWords(GenderWordProblem)
  /// A typed height is refused.
  case typedHeight(text: String, TypedHeightProblem)
  /// A typed birth date is refused.
  case typedDate(text: String, TypedDateProblem)
  /// The day at which ages are asked for is after today.
  case measuredLater(day: CalendarDate)
  /// There are headings, but no students.
  case nothingReadable(file: String, rows: Int, first: String?)
  /// A line was rejected, and the caller accepts none.
  case rejected(file: String, count: Int, first: String)
  /// A line matches more than one student, and the caller wants to stop then.
  case conflicts(file: String, count: Int, first: String)
  /// The same file was already imported, but with options that read it differently.
  case importedOtherwise(file: String, importBatch: Int64, date: String, options: [String])
  /// A file that is imported again to mark who left is not the newest.
  case notNewest(file: String, importBatch: Int64)
  /// The file's bytes changed between the first and the second reading.
  case changedMeanwhile(file: String)

  /// One way to answer a question.
  package struct Answer: Equatable, Sendable {
    /// What the answer says.
    package let meaning: String
    /// The whole command that gives it.
    package let command: String
  }
}

extension RosterError {
  /// The question about the encoding, with sample cells in each likely one.
  static func unknownEncoding(file: String, _ encoding: UnknownEncoding) -> RosterError {
    let samples = encoding.samples
    let likely = LikelyReadings(
      of: samples.map(\.bytes),
      beside: encoding.furtherSamples.map(\.bytes)
    ).readings
    return .undecidedEncoding(
      file: file,
      first: likely.first?.encodings.first?.name ?? "windows-1252",
      readings: likely.map { reading in
        let cells = zip(samples, reading.texts).map { "line \($0.line) \"\($1)\"" }
        return cells.joined(separator: ", ") + " in "
          + reading.encodings.map(\.name).joined(separator: " or ")
      }
    )
  }
}
