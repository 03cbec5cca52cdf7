import CSV
import RosterReading
import StudentStore

/// A completed review file, in any form that a spreadsheet saves: another delimiter, line end,
/// encoding or column order, additional columns, or a workbook.
struct CompletedReviewFile {
  let rows: [SheetRow]
  /// The digest of the file's bytes.
  let sha256: Digest

  /// Reads the whole file.
  ///
  /// - Throws: `WorkflowError` if a column is missing; `RosterError` if the text cannot be read at
  ///   all.
  init(_ source: RosterSource, options: ImportOptions) throws {
    try source.check(options)
    let opening = try RosterOpening(source, options: options)
    var text = try RosterText(source, opening.text, observer: RunningDigest())
    var parser = CSVParser(dialect: opening.dialect)
    var columns: [ReviewSheet.Column: Int]?
    var rows: [SheetRow] = []
    let take: (borrowing CSVRecord) throws -> Void = { record in
      guard !record.isBlank, record.line >= opening.firstLine else { return }
      let line = source.origin?.line(ofLine: record.line) ?? record.line
      guard let known = columns else {
        columns = try Self.columns(of: record, file: source.name)
        return
      }
      let row = Self.row(record, line: line, columns: known)
      if !row.isBlank { rows.append(row) }
    }
    while let piece = try text.next() { try parser.parse(piece, take) }
    try parser.finish(take)
    guard columns != nil else { throw RosterError.empty(file: source.name) }
    self.rows = rows
    sha256 = text.observer.digest()
  }

  private static func columns(
    of record: borrowing CSVRecord,
    file: String
  ) throws(WorkflowError) -> [ReviewSheet.Column: Int] {
    var columns: [ReviewSheet.Column: Int] = [:]
    for field in 0..<record.fieldCount {
      guard let column = ReviewSheet.Column(rawValue: folded(record.text(field))) else { continue }
      guard columns.updateValue(field, forKey: column) == nil else {
        throw .sheetColumnTwice(file: file, column: column.rawValue)
      }
    }
    let missing = ReviewSheet.Column.needed.filter { columns[$0] == nil }
    guard missing.isEmpty else {
      throw .sheetColumnsMissing(file: file, columns: missing.map(\.rawValue))
    }
    return columns
  }

  private static func row(
    _ record: borrowing CSVRecord,
    line: Int,
    columns: [ReviewSheet.Column: Int]
  ) -> SheetRow {
    if let fault = record.fault { return SheetRow(line: line, fault: LineFault(fault)) }
    var cells: [ReviewSheet.Column: String] = [:]
    for (column, field) in columns {
      // Some programs omit empty cells at the end of a line.
      let text = field < record.fieldCount ? record.text(field) : ""
      cells[column] = trimmed(FormulaGuard.plain(text))
    }
    return SheetRow(line: line, cells: cells)
  }
}

/// One line of a completed review file.
struct SheetRow {
  /// The line, or the row of a sheet, counted from 1.
  let line: Int
  /// Why the line cannot be read; nil for a good one.
  let fault: LineFault?
  private let cells: [ReviewSheet.Column: String]

  init(line: Int, cells: [ReviewSheet.Column: String]) {
    self.line = line
    self.cells = cells
    fault = nil
  }

  init(line: Int, fault: LineFault) {
    self.line = line
    self.fault = fault
    cells = [:]
  }

  /// The trimmed cell in a column; nil if the file has no such column.
  subscript(column: ReviewSheet.Column) -> String? { cells[column] }

  /// Whether the column `decision` has content.
  var isFilled: Bool { fault != nil || cells[.decision]?.isEmpty == false }

  /// Whether the line is blank.
  var isBlank: Bool { fault == nil && cells.values.allSatisfy(\.isEmpty) }
}
