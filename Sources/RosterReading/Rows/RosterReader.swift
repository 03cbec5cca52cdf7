package import CSV

/// Reads the records of a file as rows, and checks them against the survey.
///
/// For a long file, the survey covers only the beginning. It continues here over the whole file
/// with the parsed values, so that no cell is parsed twice.
package struct RosterReader: Sendable {
  /// The kind of a record.
  package enum Outcome {
    /// The headings, a line above them, or a blank line.
    case noRow
    /// A row, which is in `rows.row`.
    case row
    case rejected(RejectedLine)
  }

  /// Reads the rows; must receive each piece of text before it is read.
  package var rows: RowReader
  private var ages = AgeNotes()
  /// Blank lines below the headings.
  private var blankLines = 0

  private let layout: RosterLayout
  private var survey: RosterSurvey

  /// Begins with the first record.
  package init(
    _ source: RosterSource,
    layout: RosterLayout,
    options: ImportOptions
  ) throws(RosterError) {
    self.layout = layout
    // Missing fields were settled before.
    var answered = options
    answered.unasked = [.gender, .height]
    survey = try RosterSurvey(layout.opening, file: layout.fileName, options: answered)
    rows = RowReader(layout, reach: options.limits.recordBytes, origin: source.origin)
  }

  /// Reads one record.
  ///
  /// - Throws: `RosterError.manyGenders` if there are more distinct words than a gender column can
  ///   have.
  package mutating func read(_ record: borrowing CSVRecord) throws -> Outcome {
    guard record.line > layout.headerLine else {
      try survey.take(record)
      return .noRow
    }
    guard !record.isBlank else {
      blankLines += 1
      return .noRow
    }
    if case .rejected(let line) = rows.read(record) {
      try survey.take(record)
      return .rejected(line)
    }
    if !record.isASCII { survey.takeReadable() }
    if let height = rows.heightReading { survey.take(height: height) }
    if let column = layout.columns.age, rows.row.ageText != nil {
      ages.take(rows.row.ageYears, column: column, of: record)
    }
    if let column = layout.columns.birthdate, let reading = rows.birthDateReading {
      survey.take(birthDate: reading)
      ages.take(
        birthDate: rows.row.birthDate,
        measuredOn: layout.columns.measuredOn,
        of: reading,
        column: column,
        record
      )
    }
    if let gender = rows.genders.newCell {
      try survey.take(gender: record.bytes.span.extracting(gender))
    }
    if let (cell, gender) = rows.genders.explained {
      survey.take(
        gender: record.bytes.span.extracting(cell),
        meaning: record.bytes.span.extracting(gender)
      )
    }
    if let id = rows.row.schoolID { survey.take(id: record.bytes.span.extracting(id)) }
    return .row
  }

  /// The notes on ages and birth dates, and the blank lines since the last call.
  package mutating func takeNotes() -> (ages: AgeNotes, blankLines: Int) {
    defer { (ages, blankLines) = (AgeNotes(), 0) }
    return (ages, blankLines)
  }

  /// The layout as the whole file has it.
  package func layout(of totals: RosterSurvey.Totals) throws(RosterError) -> RosterLayout {
    try survey.layout(totals)
  }
}
