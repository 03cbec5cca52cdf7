import CSV
import Workbook

/// Which sheet of a workbook is read, where its headings are, and what there is to say of the others.
struct SheetChoice {
  let sheet: WorkbookFile.Sheet
  /// The row of the headings.
  let headingRow: Int
  let notes: [String]

  /// The beginning of a sheet that is looked at, in bytes of its text.
  private static let sampleLength = 1 << 16

  /// Chooses.
  ///
  /// `name`: the sheet that was asked for. `headingRow`: the row of the headings where that was said.
  /// `overrides`: the headings that the caller names for fields.
  ///
  /// Throws `WorkbookError` where nobody can tell, or a sheet cannot be read.
  init(
    _ workbook: WorkbookFile,
    named name: String?,
    headingRow: Int?,
    overrides: [StudentField: String]
  ) throws(WorkbookError) {
    let search = { (sheet: WorkbookFile.Sheet) throws(WorkbookError) -> HeadingSearch in
      let reader = try workbook.reader(of: sheet)
      var text: [UInt8] = []
      while text.count < Self.sampleLength {
        let piece = try reader.next()
        if piece.isEmpty { break }
        text += piece
      }
      return HeadingSearch(text, dialect: .comma, overrides: overrides)
    }
    var wasRecognised = false
    let sheet = try workbook.sheet(named: name) { candidate throws(WorkbookError) in
      let isRecognised = try search(candidate).isRecognised
      wasRecognised = wasRecognised || isRecognised
      return isRecognised
    }
    self.sheet = sheet
    if let headingRow {
      self.headingRow = headingRow
    } else {
      self.headingRow = try search(sheet).found?.record ?? 1
    }
    var notes: [String] = []
    if wasRecognised {
      notes.append(
        "the sheet \"\(sheet.name)\" was taken: no other one has the headings of a list of students"
      )
    }
    let leftOut = workbook.sheets.filter { other in
      // What cannot be read may hold something, and a chart shows something.
      other != sheet && (!other.isTable || (try? workbook.holdsData(other)) ?? true)
    }
    if !leftOut.isEmpty { notes.append(Self.sentence(on: leftOut)) }
    self.notes = notes
  }

  private static func sentence(on leftOut: [WorkbookFile.Sheet]) -> String {
    let names = leftOut.map { sheet in
      let state =
        switch sheet.visibility {
        case .shown: sheet.isTable ? "" : " (no table)"
        case .hidden: " (hidden)"
        case .veryHidden: " (hidden from the menus, too)"
        }
      return "\"\(sheet.name)\"\(state)"
    }
    return
      "left out: the \(names.count == 1 ? "sheet" : "sheets") \(names.joined(separator: ", ")); "
      + "--sheet NAME reads another one"
  }
}
