import CSV
import StudentStore

/// Reads the genders of a file's rows, and counts what each word was read as.
struct GenderReader: Sendable {
  /// The row's cell, where none of the rows before had the like; nil for one that was seen before.
  private(set) var newCell: Range<Int>?
  /// The row's cell in an own export, which says beside it what it means.
  private(set) var explainedCell: Range<Int>?

  private var tally = GenderTally()
  /// Where the row's word is in the tally.
  private var place: Int?

  /// Reads the gender of one row.
  ///
  /// - Returns: The rejected row, where the cell can stand for different genders.
  mutating func read(
    _ record: borrowing CSVRecord,
    column: Int,
    layout: RosterLayout,
    into draft: inout StudentDraft
  ) -> RejectedRow? {
    newCell = nil
    explainedCell = nil
    let range = record.range(of: column)
    draft.genderText = range.isEmpty ? nil : range
    if let own = layout.columns.ownExport {
      if let basis = own.basis(of: record) {
        draft.gender = read(record, range, basis, own, words: layout.genders)
        // The column was filled with what nobody recorded: that cell is no record.
        if basis == .filled { draft.genderText = nil }
        return nil
      }
      newCell = range
    }
    let cell = record.bytes.span.extracting(range)
    place = tally.index(of: cell)
    if let place {
      draft.gender = tally.gender(at: place)
      return nil
    }
    newCell = range
    switch layout.genders.reading(of: cell) {
    case .missing: draft.gender = .missing
    case .declined: draft.gender = .declined
    case .gender(let word): draft.gender = .recorded(word)
    case .unknown: draft.gender = .inDoubt
    case .refusedCode(let code):
      return record.rejected(
        "type-error",
        column: column,
        "column \"\(layout.heading(of: column))\": \"\(code)\" can stand for different genders; say "
          + "what it means with --gender-words \(code)=male, female, missing or declined"
      )
    }
    place = tally.keep(draft.gender, for: cell)
    return nil
  }

  /// Reads a gender as the export of studentdb has it that the row comes from.
  ///
  /// A recorded one is read from the file's own column, where somebody may have changed it since; what
  /// is no word there for everybody is what the export says.
  private mutating func read(
    _ record: borrowing CSVRecord,
    _ written: Range<Int>,
    _ basis: OwnExport.Basis,
    _ own: OwnExport,
    words: GenderWords
  ) -> Student.RecordedGender {
    if basis.readsCell {
      explainedCell = written
      let cell = record.bytes.span.extracting(written)
      if let known = tally.index(of: cell), case .recorded = tally.gender(at: known) {
        place = known
        return tally.gender(at: known)
      }
      if case .gender(let word) = words.reading(of: cell) {
        place = tally.keep(.recorded(word), for: cell)
        return .recorded(word)
      }
    }
    let cell = record.bytes.span.extracting(record.range(of: own.column(for: basis)))
    place = tally.index(of: cell)
    if let place { return tally.gender(at: place) }
    let gender: Student.RecordedGender =
      switch basis {
      case .recorded: .recorded(String(copying: cell))
      case .filled: .missing
      case .declined: .declined
      case .doNotInfer: .doNotInfer
      }
    place = tally.keep(gender, for: cell)
    return gender
  }

  /// Counts the row that was read last, which became a student.
  mutating func countRow() {
    if let place { tally.count(place) }
  }

  /// The words for genders of all rows so far, with what each was read as.
  var words: [GenderWordCount] { tally.words }
}
