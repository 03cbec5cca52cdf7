import RosterReading
import StudentStore

/// The cells of a file's columns that studentdb only keeps, compared with earlier files.
struct KeptCells {
  private let columns: ImportColumns
  private let blankCells: BlankCells
  private let stored: StoredLines
  /// Without the columns that studentdb itself added to an export.
  private let places: [Int]

  init(columns: ImportColumns, blankCells: BlankCells, stored: StoredLines) {
    self.columns = columns
    self.blankCells = blankCells
    self.stored = stored
    let own = OwnExport.columns(in: columns.headings)
    places = columns.others.filter { !own.contains($0) }
  }

  /// What a line of the file says anew.
  ///
  /// `cells`: every cell of the line. `earlier`: the stored lines about the student before it, the
  /// newest first. Returns the cells that changed, and whether the line says anything that no earlier
  /// one does: the first cell of a column is new rather than changed, and so are parts of a name,
  /// which changes as a whole.
  func changes(
    _ cells: [[UInt8]],
    after earlier: [StoredLine]
  ) throws -> (changes: [RosterChanges.Cell], saysMore: Bool) {
    var changes: [RosterChanges.Cell] = []
    var saysMore = false
    for column in places {
      let old = try stored.latest(columns.meanings[column], in: earlier)
      let new = cells[column]
      if new.isEmpty, blankCells == .keep || old == nil { continue }
      guard old != new else { continue }
      saysMore = true
      if let old, case .heading = columns.meanings[column] {
        changes.append(
          RosterChanges.Cell(
            heading: columns.headings[column],
            old: String(decoding: old, as: UTF8.self),
            new: String(decoding: new, as: UTF8.self)
          )
        )
      }
    }
    return (changes, saysMore)
  }
}
