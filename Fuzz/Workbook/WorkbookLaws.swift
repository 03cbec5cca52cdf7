import CSV
import Glibc
import Workbook

/// What has to hold for every file there is: it is refused with a reason, or each of its sheets comes
/// out as CSV that the reader of CSV takes, twice in the same way.
func checkInput(_ bytes: [UInt8]) {
  let input = WorkbookInput(bytes)
  input.write()
  defer { _ = unsafe unlink(WorkbookInput.path) }
  var limits = WorkbookLimits()
  // Small ones, so that what goes on for ever is seen soon.
  limits.partBytes = 1 << 20
  limits.totalBytes = 4 << 20
  limits.sharedTextBytes = 1 << 20
  limits.sheetBytes = 4 << 20
  limits.rowBytes = 1 << 20
  guard let workbook = opened(limits) else { return }
  for sheet in workbook.sheets where sheet.isTable {
    let first = text(of: sheet, in: workbook, limits)
    let second = text(of: sheet, in: workbook, limits)
    require(first == second, "a sheet reads otherwise the second time")
    if let first { checkRecords(first) }
  }
}

/// The workbook; nil for one that is refused, with words.
private func opened(_ limits: WorkbookLimits) -> WorkbookFile? {
  do throws(WorkbookError) {
    return try WorkbookFile(path: WorkbookInput.path, name: "fuzz.xlsx", limits: limits)
  } catch {
    require(!"\(error)".isEmpty, "a refusal without words")
    return nil
  }
}

/// The sheet as CSV; nil where it is refused.
private func text(
  of sheet: WorkbookFile.Sheet,
  in workbook: WorkbookFile,
  _ limits: WorkbookLimits
) -> [UInt8]? {
  do throws(WorkbookError) {
    let reader = try workbook.reader(of: sheet)
    var text: [UInt8] = []
    while true {
      let piece = try reader.next()
      if piece.isEmpty { return text }
      text += piece
      require(text.count <= limits.sheetBytes + limits.rowBytes, "a sheet beyond its limit")
      for note in reader.takeNotes() { require(!"\(note)".isEmpty, "a note without words") }
    }
  } catch {
    require(!"\(error)".isEmpty, "a refusal without words")
    return nil
  }
}

/// The text is UTF-8, and no record of it is broken.
private func checkRecords(_ text: [UInt8]) {
  require(String(validating: text, as: UTF8.self) != nil, "a sheet's text is not UTF-8")
  let limits = CSVLimits(recordBytes: 8 << 20, fieldBytes: 8 << 20, fields: 20_000)
  var parser = CSVParser(dialect: .comma, limits: limits)
  func take(_ record: borrowing CSVRecord) {
    let fault = record.fault
    require(
      fault == nil || fault?.code == .nulByte,
      "a record of a sheet is broken: \(String(describing: fault))"
    )
  }
  parser.parse(text[...], take)
  parser.finish(take)
}
