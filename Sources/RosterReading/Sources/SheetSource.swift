import CSV
import Synchronization
import Workbook

/// What is known of a workbook's sheet beside its text, while that is read.
final class SheetFacts: TextOrigin {
  private struct State {
    var lines: SheetLines?
    var notes: [CellNote] = []
    var noteCount = 0
  }

  /// Notes that are kept; of more there is only the number.
  private static let maximumNotes = 100

  private let state = Mutex(State())

  /// The row of the sheet that a line of its text belongs to.
  func line(ofLine line: Int) -> Int { state.withLock { $0.lines?.row(ofLine: line) ?? line } }

  /// What there is to say about single cells, and how many more there are.
  var notes: (first: [CellNote], count: Int) { state.withLock { ($0.notes, $0.noteCount) } }

  /// A sheet has rows; columns and bytes are those of its text alone.
  func original(_ place: LinePlace, field: Int?, firstLine: Int) -> LinePlace {
    LinePlace(line: line(ofLine: place.line), column: nil, byteOffset: place.byteOffset)
  }

  /// Begins anew with the first row.
  func reset() {
    state.withLock { $0 = State() }
  }

  func take(_ lines: SheetLines, _ notes: [CellNote]) {
    state.withLock { state in
      state.lines = lines
      state.noteCount += notes.count
      state.notes += notes.prefix(max(0, Self.maximumNotes - state.notes.count))
    }
  }
}

/// Hands out the text of a sheet.
private struct SheetText: ByteReader {
  let reader: SheetReader
  let facts: SheetFacts

  mutating func next() throws -> [UInt8] {
    let piece = try reader.next()
    facts.take(reader.lines, reader.takeNotes())
    return piece
  }
}

extension RosterSource {
  /// A file that may be a workbook: its first bytes say so, whatever its name ends with.
  ///
  /// `path`: where it is; a workbook is read from several places of it.
  /// `sheet`: the name of the sheet that is wanted, nil for the only one that can be meant.
  /// `headingRow`: the row of the headings where that was said.
  /// `headings`: the headings that the caller names for fields.
  ///
  /// Throws `WorkbookError` where the file is a workbook that is not read, `RosterError.noWorkbook`
  /// where a sheet is wanted of a file that has none.
  package init(
    path: String,
    name: String,
    byteCount: Int?,
    sheet: String?,
    headingRow: Int?,
    headings: [StudentField: String] = [:],
    open: @escaping @Sendable () throws -> any ByteReader
  ) throws {
    var reader = try open()
    guard FileKind(firstBytes: try reader.next()) != .other else {
      guard sheet == nil else { throw RosterError.noWorkbook(file: name) }
      self.init(name: name, byteCount: byteCount, open: open)
      return
    }
    let workbook = try WorkbookFile(path: path)
    let chosen = try SheetChoice(
      workbook,
      named: sheet,
      headingRow: headingRow,
      overrides: headings
    )
    let facts = SheetFacts()
    self.init(
      name: name,
      byteCount: byteCount,
      open: open,
      text: {
        facts.reset()
        return SheetText(
          reader: try workbook.reader(of: chosen.sheet, headingRow: chosen.headingRow),
          facts: facts
        )
      },
      sheet: chosen.sheet.name,
      origin: facts
    )
    notes = {
      let cells = facts.notes
      return (chosen.notes + cells.first.map(\.description), chosen.notes.count + cells.count)
    }
  }

  /// Whether the first bytes of something that cannot be read twice are those of a workbook.
  package static func isWorkbook(_ bytes: [UInt8]) -> Bool {
    FileKind(firstBytes: bytes) != .other
  }
}

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
  /// Throws `WorkbookError` where it cannot be told, or a sheet cannot be read.
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

/// What went wrong with a workbook or an archive, for the layers that know neither.
package struct WorkbookFailure {
  /// What, where, why, and what to do.
  package let sentence: String
  /// Whether it is the name of the sheet that is missing or wrong, and not the file.
  package let isQuestion: Bool

  /// Nil for any other error.
  package init?(_ error: any Error) {
    guard let error = error as? WorkbookError else { return nil }
    sentence = error.description
    switch error.kind {
    case .noSuchSheet: isQuestion = true
    default: isQuestion = false
    }
  }
}
