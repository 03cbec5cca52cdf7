/// Reads the rows of a sheet out of its part, one after the other.
///
/// The rows and cells of a part come in order; those without content may be missing, and so may be
/// the numbers that say where they are (ECMA-376-1, 18.3.1.73 and 18.3.1.4): the next place is
/// meant then. Anything else is refused, for a cell in the wrong place is another student's.
struct SheetScanner: ~Copyable {
  private enum Place {
    case beforeRows
    case amongRows
    case behindRows
  }

  /// Notes of merged cells come all at once, and have to be kept until they are taken.
  private static let mostMerged = 100_000

  /// The row that was read last.
  private(set) var row = SheetRow()
  /// What there is to say about the cells that were read.
  var notes: [CellNote] = []

  private var xml: XMLReader
  private let sheet: String
  private let contents: WorkbookContents
  private var place = Place.beforeRows
  private var column = 0
  private var value: [UInt8] = []

  /// Starts in front of a part.
  init(_ xml: consuming XMLReader, sheet: String, contents: WorkbookContents) {
    self.xml = xml
    self.sheet = sheet
    self.contents = contents
  }

  /// Reads the next row that the part has, into ``row``; false at the end, when all of the part has
  /// been read and its checksum was right.
  mutating func nextRow() throws(WorkbookError) -> Bool {
    if place == .beforeRows { try findRows() }
    guard place == .amongRows else { return false }
    while try xml.nextChild(of: 2) {
      guard xml.element == "row" else {
        try requireForeign()
        continue
      }
      try readRow()
      return true
    }
    place = .behindRows
    try readMergedCells()
    return false
  }

  private mutating func findRows() throws(WorkbookError) {
    try xml.readRoot("worksheet")
    while try xml.nextChild(of: 1) {
      guard xml.element != "sheetData" else {
        place = .amongRows
        return
      }
    }
    throw xml.invalid("the sheet has no rows, not even none (<sheetData>)")
  }

  private mutating func readMergedCells() throws(WorkbookError) {
    while try xml.nextChild(of: 1) {
      switch xml.element {
      case "sheetData": throw xml.invalid("there are rows (<sheetData>) in two places")
      case "mergeCells":
        while try xml.nextChild(of: 2) {
          guard xml.element == "mergeCell", let range = try xml.attribute("ref") else { continue }
          let ends = range.split(separator: ":").compactMap { CellReference($0) }
          guard ends.count == 2, ends[1].row > ends[0].row else { continue }
          note(.merged(to: ends[1]), at: ends[0])
          guard notes.count <= Self.mostMerged else {
            throw xml.beyond(.list(of: "merged cells", Self.mostMerged))
          }
        }
      default: continue
      }
    }
    try xml.readToEnd()
  }

  private mutating func readRow() throws(WorkbookError) {
    var number = row.number + 1
    if let written = try xml.attribute("r") {
      guard let stated = wholeNumber(written.utf8), stated >= number else {
        throw invalidCell(
          "row \(written)",
          "rows are counted upwards from 1, and it comes behind row \(row.number)"
        )
      }
      number = stated
    }
    guard number <= CellReference.mostRows else {
      throw invalidCell("row \(number)", "a sheet ends at row \(CellReference.mostRows)")
    }
    row.begin(number)
    column = 0
    let depth = xml.depth
    while try xml.nextChild(of: depth) {
      if xml.element == "c" { try readCell() } else { try requireForeign() }
    }
  }

  private mutating func readCell() throws(WorkbookError) {
    column = try nextColumn()
    let type = try xml.attribute("t")
    let style = try xml.number("s") ?? 0
    let start = row.text.count
    var hasFormula = false
    var hasValue = false
    value.removeAll(keepingCapacity: true)
    let longest = xml.limits.cellBytes
    var fits = true
    let depth = xml.depth
    while try xml.nextChild(of: depth) {
      switch xml.element {
      case "v" where !hasValue:
        hasValue = true
        fits = try xml.appendText(to: &value, upTo: longest)
      case "f": hasFormula = true
      case "is": fits = try xml.appendRichText(to: &row.text, upTo: start + longest)
      default: try requireForeign()
      }
      guard fits else { throw cellTooLong }
    }
    try appendValue(CellType(type), written: type, style: style)
    if hasFormula { noteFormula(start: start, hasValue: hasValue, isText: type == "str") }
    guard row.text.count - start <= longest else { throw cellTooLong }
    row.endCell(column, from: start)
    guard row.text.count <= xml.limits.rowBytes else {
      throw xml.error(
        .beyondLimit(.row(bytes: xml.limits.rowBytes), place: "\(sheet), row \(row.number),")
      )
    }
  }

  /// Where the cell that has just begun is.
  private func nextColumn() throws(WorkbookError) -> Int {
    guard let written = try xml.attribute("r") else {
      guard column < CellReference.mostColumns else {
        throw invalidCell("row \(row.number)", "a sheet ends at column XFD")
      }
      return column + 1
    }
    guard let reference = CellReference(written) else {
      throw invalidCell("cell \(written)", "no sheet has such a cell")
    }
    guard reference.row == row.number else {
      throw invalidCell("cell \(written)", "it stands in row \(row.number)")
    }
    guard reference.column > column else {
      throw invalidCell("cell \(written)", "it comes behind a cell of the same or a later column")
    }
    return reference.column
  }

  private var cell: CellReference { CellReference(row: row.number, column: column) }

  private mutating func appendValue(
    _ type: CellType?,
    written: String?,
    style: Int
  ) throws(WorkbookError) {
    switch type {
    case .number: appendNumber(style: style)
    case .shared: try appendSharedText()
    case .text:
      let start = row.text.count
      row.text += value
      undoEscapes(in: &row.text, from: start)
    case .boolean:
      switch trimmed(value) {
      case [UInt8(ascii: "1")]: row.text += "TRUE".utf8
      case [UInt8(ascii: "0")]: row.text += "FALSE".utf8
      case let other: row.text += other
      }
    case .error: row.text += trimmed(value)
    case .date: row.text += isoDate(trimmed(value))
    case nil:
      throw invalidCell("\(sheet)!\(cell)", "its type \"\(written ?? "")\" is none of a workbook's")
    }
  }

  private mutating func appendNumber(style: Int) {
    let written = trimmed(value)
    guard let number = NumberText(written) else {
      // Not a number after all; the reader of the column will say so.
      row.text += written
      return
    }
    switch contents.styles[style] {
    case .date(let format):
      if let date = SerialDate(number.value, system: contents.dates)?.text(format) {
        row.text += date.utf8
        return
      }
    case .zeros(let format):
      if let digits = number.wholeDigits {
        row.text += format.text(of: digits)
        return
      }
    case nil: break
    }
    if number.digitsBeforePoint > NumberText.mostDigits {
      note(.longNumber(digits: number.digitsBeforePoint), at: cell)
    }
    number.append(to: &row.text)
  }

  private mutating func appendSharedText() throws(WorkbookError) {
    let written = trimmed(value)
    guard !written.isEmpty else { return }
    guard let number = wholeNumber(written), let text = contents.sharedTexts[number] else {
      throw invalidCell(
        "\(sheet)!\(cell)",
        "it refers to a text that is not there; the workbook has \(contents.sharedTexts.count)"
      )
    }
    row.text += text
  }

  private mutating func noteFormula(start: Int, hasValue: Bool, isText: Bool) {
    let isEmpty = row.text.count == start
    // A formula can have the empty text as its value, which is stored as text.
    if isEmpty && !(isText && hasValue) {
      row.text += CellNote.notCalculated.utf8
      note(.formulaWithoutValue, at: cell)
    } else if contents.asksForCalculation {
      note(.formulaPerhapsStale, at: cell)
    }
  }

  private mutating func note(_ kind: CellNote.Kind, at cell: CellReference) {
    notes.append(CellNote(sheet: sheet, cell: cell, kind: kind))
  }

  /// Lets an element pass that belongs to another vocabulary, and so is none of the data.
  private func requireForeign() throws(WorkbookError) {
    switch xml.name.namespace {
    case .spreadsheet where xml.name.local == "extLst": return
    case .spreadsheet, .compatibility, .none:
      throw xml.invalid("there is <\(xml.name.local)> where rows and cells are expected")
    case .officeRelations, .packageRelations, .other: return
    }
  }

  private var cellTooLong: WorkbookError {
    xml.error(.beyondLimit(.cell(bytes: xml.limits.cellBytes), place: "\(sheet)!\(cell)"))
  }

  private func invalidCell(_ cell: String, _ detail: String) -> WorkbookError {
    xml.error(.invalidCell(xml.place, cell: cell, detail: detail))
  }
}
