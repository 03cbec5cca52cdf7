package import CSV

/// Reads the genders of a file's rows, and counts each word with its reading.
package struct GenderReader: Sendable {
  /// The row's cell if it is new; nil if an earlier row had it.
  package private(set) var newCell: Range<Int>?
  /// The row's cell in an export of studentdb, with the cell that states its meaning.
  package private(set) var explained: (cell: Range<Int>, gender: Range<Int>)?

  /// The readings of a column's cells.
  ///
  /// In an export of studentdb, the same text can have different meanings in the file's own column
  /// and in the added ones.
  private enum Source: Int, CaseIterable {
    /// The file's own column, as the words say.
    case cell
    /// The genders that an export of studentdb marks as recorded.
    case recorded
    /// The sources of the other genders in an export of studentdb.
    case basis
  }

  private var tallies = Source.allCases.map { _ in GenderTally() }
  /// Where the row's word is.
  private var place: (source: Source, index: Int)?

  /// Reads the gender of one row.
  ///
  /// - Returns: The cell, if it is ambiguous and the row must be rejected.
  package mutating func read(
    _ record: borrowing CSVRecord,
    column: Int,
    layout: RosterLayout,
    into row: inout RosterRow
  ) -> String? {
    newCell = nil
    explained = nil
    place = nil
    let range = record.range(of: column)
    row.genderText = range.isEmpty ? nil : range
    if let own = layout.columns.ownExport {
      if let basis = own.basis(of: record),
        !own.isEdited(record, basis, column: column, words: layout.genders)
      {
        row.gender = read(record, range, basis, own, words: layout.genders)
        // The column was filled with an unrecorded value, so the cell is not recorded.
        if basis == .filled || basis == .takenOut { row.genderText = nil }
        return nil
      }
      newCell = range
    }
    let cell = record.bytes.span.extracting(range)
    if let known = known(.cell, cell) {
      row.gender = known
      return nil
    }
    newCell = range
    switch layout.genders.reading(of: cell) {
    case .missing: row.gender = .missing
    case .declined: row.gender = .declined
    case .gender(let word): row.gender = .recorded(word)
    case .unknown: row.gender = .inDoubt
    case .refusedCode(let code): return code
    }
    keep(row.gender, .cell, cell)
    return nil
  }

  /// Reads a gender of a row from an export of studentdb.
  ///
  /// A recorded gender is read from the file's own column, because it may have been changed since.
  /// If the cell is not a generally known word, the export's statement is used.
  private mutating func read(
    _ record: borrowing CSVRecord,
    _ written: Range<Int>,
    _ basis: OwnExport.Basis,
    _ own: OwnExport,
    words: GenderWords
  ) -> RosterRow.Gender {
    if let gender = basis.explainedBy {
      explained = (written, record.range(of: gender))
      let cell = record.bytes.span.extracting(written)
      if case .gender(let word) = words.reading(of: cell) {
        if known(.cell, cell) == nil { keep(.recorded(word), .cell, cell) }
        return .recorded(word)
      }
    }
    let cell = record.bytes.span.extracting(record.range(of: own.column(for: basis)))
    let gender: RosterRow.Gender
    let source: Source
    switch basis {
    case .recorded: (gender, source) = (.recorded(String(copying: cell)), .recorded)
    case .filled, .takenOut: (gender, source) = (.missing, .basis)
    case .declined: (gender, source) = (.declined, .basis)
    case .doNotInfer: (gender, source) = (.doNotInfer, .basis)
    }
    if known(source, cell) == nil { keep(gender, source, cell) }
    return gender
  }

  /// The earlier reading of a cell; notes its index.
  @inline(__always)
  private mutating func known(
    _ source: Source,
    _ cell: borrowing Span<UInt8>
  ) -> RosterRow.Gender? {
    guard let index = tallies[source.rawValue].index(of: cell) else { return nil }
    place = (source, index)
    return tallies[source.rawValue].gender(at: index)
  }

  private mutating func keep(
    _ gender: RosterRow.Gender,
    _ source: Source,
    _ cell: borrowing Span<UInt8>
  ) {
    place = tallies[source.rawValue].keep(gender, for: cell).map { (source, $0) }
  }

  /// Counts the last row, which became a student.
  package mutating func countRow() {
    if let place { tallies[place.source.rawValue].count(place.index) }
  }

  /// The words for genders of all rows so far, with what each was read as.
  package var words: [ReadGenderWord] { GenderTally.words(of: tallies) }
}

/// The distinct gender cells with meaning and frequency; a column has few.
struct GenderTally: Sendable {
  /// Further cells are not cached; a column with more is refused earlier.
  private static let most = 1024

  private var cells = DistinctCells()
  private var genders: [RosterRow.Gender] = []
  private var counts: [Int] = []

  /// The index of the cell; nil if not cached.
  @inline(__always)
  func index(of cell: borrowing Span<UInt8>) -> Int? { cells.index(of: cell) }

  /// The meaning of the cell.
  func gender(at index: Int) -> RosterRow.Gender { genders[index] }

  /// Caches the meaning of a cell.
  ///
  /// - Returns: its index; nil if the cache is full.
  mutating func keep(
    _ gender: RosterRow.Gender,
    for cell: borrowing Span<UInt8>
  ) -> Int? {
    guard genders.count < Self.most else { return nil }
    cells.append(cell)
    genders.append(gender)
    counts.append(0)
    return genders.count - 1
  }

  /// Counts a row that has the cell.
  mutating func count(_ index: Int) { counts[index] += 1 }

  /// Each word, the most frequent first; cells that differ only in surrounding spaces are one word.
  static func words(of tallies: [GenderTally]) -> [ReadGenderWord] {
    var words: [ReadGenderWord] = []
    for tally in tallies {
      for index in tally.genders.indices where tally.counts[index] > 0 {
        let text = trimmed(String(decoding: tally.cells.cells[index], as: UTF8.self))
        let gender = tally.genders[index]
        if let known = words.firstIndex(where: { $0.text == text && $0.gender == gender }) {
          words[known].count += tally.counts[index]
        } else {
          words.append(ReadGenderWord(text: text, gender: gender, count: tally.counts[index]))
        }
      }
    }
    return words.sorted { ($1.count, $0.text) < ($0.count, $1.text) }
  }
}
