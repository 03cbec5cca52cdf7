package import CSV

/// Reads the records of a file as rows, and sees to it that they mean what the survey found.
///
/// The survey looks at the beginning of a long file. Here it goes on over all of it, with what was
/// read already, so that no cell is read twice.
package struct RosterReader: Sendable {
  /// What a record is.
  package enum Outcome {
    /// The headings, a line above them, or a line without anything in it.
    case noRow
    /// A row, which is in `rows.row`.
    case row
    case rejected(RejectedLine)
  }

  /// What reads the rows; to be given each piece of text before it is read.
  package var rows: RowReader
  private var ages = AgeNotes()
  /// Lines without anything in them below the headings.
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
    // What is missing was settled before.
    var answered = options
    answered.unasked = [.gender, .height]
    survey = try RosterSurvey(layout.opening, file: layout.fileName, options: answered)
    rows = RowReader(layout, reach: options.limits.recordBytes, origin: source.origin)
  }

  /// Reads one record.
  ///
  /// - Throws: `RosterError.manyGenders` as soon as there are more words than a column of genders has.
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

  /// The notes on ages and the blank lines since this was called last.
  package mutating func takeNotes() -> (ages: AgeNotes, blankLines: Int) {
    defer { (ages, blankLines) = (AgeNotes(), 0) }
    return (ages, blankLines)
  }

  /// The layout as the whole file has it.
  package func layout(of totals: RosterSurvey.Totals) throws(RosterError) -> RosterLayout {
    try survey.layout(totals)
  }
}
