package import TextEncoding

/// Why a file cannot be imported at all, or what a person typed cannot be read.
package indirect enum RosterError: Error, Equatable {
  /// The file has no bytes, or no line with anything in it.
  case empty(file: String)
  /// Several questions at once.
  case several([RosterError])
  /// A OneRoster export lacks one of its files.
  case oneRoster(file: String, missing: String)
  /// No file of a OneRoster export says which users are students.
  case oneRosterRoles(file: String)
  /// A sheet was asked for of a file that is no workbook.
  case noWorkbook(file: String)
  /// An option that says nothing about this kind of file.
  case optionWithoutEffect(file: String, option: String, kind: RosterSource.Kind)
  /// The name of an encoding is none that studentdb reads.
  case encodingName(TextEncodingError)
  /// The file's mark is that of an encoding that studentdb does not read, or not the one asked for.
  case unreadableEncoding(file: String, TextEncodingError)
  /// Every second byte is zero, and no mark says that it is UTF-16.
  case unmarkedEncoding(file: String, likely: String)
  /// The text is not UTF-8, and only a person can say what it is: each way to read the samples.
  case undecidedEncoding(file: String, first: String, readings: [String])
  /// No column holds the names.
  case missingColumns(file: String, missing: String, headings: [String])
  /// No column holds the genders or the heights, and no option says that the file has none.
  case absentColumns(file: String, fields: [StudentField], headings: [String])
  /// No heading names a field, and some columns look like it.
  case likelyColumns(
    file: String,
    field: StudentField,
    candidates: [ColumnQuestion.Candidate]
  )
  /// The columns leave a question open.
  case questions(file: String, questions: [ColumnQuestion])
  /// Bare numbers among the heights, and nothing says in which unit.
  case heightUnit(file: String, heading: String, detail: String)
  /// Codes among the genders that mean different things in different files.
  case genderCodes(file: String, heading: String, codes: [String], answer: String)
  /// Letters among the genders that can be read in more than one way, or in none that is known.
  case genderLetters(file: String, heading: String, letters: [String], answers: [Answer])
  /// More different words than a column of genders has.
  case manyGenders(file: String, heading: String, most: Int, examples: [String])
  /// The words for genders that the caller gave cannot be used.
  case genderWords(GenderWordProblem)
  /// A height that a person typed cannot be taken.
  case typedHeight(text: String, TypedHeightProblem)
  /// There is a line of headings and no student.
  case nothingReadable(file: String, rows: Int, first: String?)
  /// A line was rejected, and the caller wanted none.
  case rejected(file: String, count: Int, first: String)
  /// A line fits more than one student, and the caller wanted to stop there.
  case conflicts(file: String, count: Int, first: String)
  /// The same bytes were imported before, and the options say that they mean something else.
  case importedOtherwise(file: String, importBatch: Int64, date: String, options: [String])
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
  /// The question which encoding it is, with the cells in question as each likely one reads them.
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
