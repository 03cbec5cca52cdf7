import CSV
import Synchronization
import Workbook

/// What is known about a workbook's sheet, besides its text, during reading.
final class SheetFacts: TextOrigin {
  private struct State {
    var lines: SheetLines?
    var notes: [CellNote] = []
    var noteCount = 0
  }

  /// The number of notes kept; further ones are only counted.
  private static let maximumNotes = 100

  private let state = Mutex(State())

  /// The row of the sheet that a line of its text belongs to.
  func line(ofLine line: Int) -> Int { state.withLock { $0.lines?.row(ofLine: line) ?? line } }

  /// Notes about single cells, and the number of further ones.
  var notes: (first: [CellNote], count: Int) { state.withLock { ($0.notes, $0.noteCount) } }

  /// A sheet has rows; columns and byte positions exist only in its generated text.
  func original(_ place: LinePlace, field: Int?, firstLine: Int) -> LinePlace {
    LinePlace(line: line(ofLine: place.line), column: nil, byteOffset: place.byteOffset)
  }

  /// Starts again with the first row.
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

/// Provides the text of a sheet.
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
  /// A file that may be a workbook: its first bytes decide, not its extension.
  ///
  /// `path`: where it is; a workbook is read from several places of it. `sheet`: the name of the
  /// requested sheet; nil to choose the only candidate. `headingRow`: the row of the headings, if
  /// given. `headings`: the headings that the caller names for fields. `earlier`: the answers of
  /// earlier imports, asked for only where the file is a workbook.
  ///
  /// Throws `WorkbookError` if the workbook cannot be read, and `RosterError.noWorkbook` if a sheet
  /// is requested of a file that is not a workbook.
  package init(
    path: String,
    name: String,
    byteCount: Int?,
    sheet: String?,
    headingRow: Int?,
    headings: [StudentField: String] = [:],
    earlier: () throws -> [RememberedAnswers] = { [] },
    open: @escaping @Sendable () throws -> any ByteReader
  ) throws {
    var reader = try open()
    guard FileKind(firstBytes: try reader.next()) != .other else {
      guard sheet == nil else { throw RosterError.noWorkbook(file: name) }
      self.init(name: name, byteCount: byteCount, open: open)
      return
    }
    let workbook = try WorkbookFile(path: path, name: name)
    let chosen = try SheetChoice(
      workbook,
      named: sheet,
      headingRow: headingRow,
      overrides: headings,
      earlier: try earlier()
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
    isSheetRemembered = chosen.isRemembered
    notes = {
      let cells = facts.notes
      return (chosen.notes + cells.first.map { ListNote($0) }, chosen.notes.count + cells.count)
    }
  }

  /// Whether the first bytes of something that cannot be read twice are those of a workbook.
  package static func isWorkbook(_ bytes: [UInt8]) -> Bool {
    FileKind(firstBytes: bytes) != .other
  }
}

/// The sheet of a workbook that is read, where its headings are, and notes about the others.
struct SheetChoice {
  let sheet: WorkbookFile.Sheet
  /// The row of the headings.
  let headingRow: Int
  let notes: [ListNote]
  /// Whether it is read because an earlier import with the same headings read it.
  let isRemembered: Bool

  /// The size of the examined beginning of a sheet, in bytes of its text.
  private static let sampleLength = 1 << 16

  /// Chooses.
  ///
  /// `name`: the requested sheet. `headingRow`: the row of the headings, if given. `overrides`: the
  /// headings that the caller names for fields. `earlier`: the answers of earlier imports.
  ///
  /// Throws `WorkbookError` if the choice is not unique or a sheet cannot be read.
  init(
    _ workbook: WorkbookFile,
    named name: String?,
    headingRow: Int?,
    overrides: [StudentField: String],
    earlier: [RememberedAnswers]
  ) throws(WorkbookError) {
    let beginning = { (sheet: WorkbookFile.Sheet) throws(WorkbookError) -> [UInt8] in
      let reader = try workbook.reader(of: sheet)
      var text: [UInt8] = []
      while text.count < Self.sampleLength {
        let piece = try reader.next()
        if piece.isEmpty { break }
        text += piece
      }
      return text
    }
    var wasRecognised = false
    let choose = { () throws(WorkbookError) -> WorkbookFile.Sheet in
      try workbook.sheet(named: name) { candidate throws(WorkbookError) in
        let text = try beginning(candidate)
        let isRecognised =
          HeadingSearch(text, dialect: .comma, overrides: overrides).isRecognised
        wasRecognised = wasRecognised || isRecognised
        return isRecognised
      }
    }
    var remembered: WorkbookFile.Sheet?
    if name == nil {
      var known: [WorkbookFile.Sheet] = []
      for candidate in workbook.sheets where candidate.isTable {
        let answers = earlier.filter { $0.sheet == candidate.name }
        if answers.isEmpty { continue }
        let text = try beginning(candidate)
        if RememberedHeadings(in: text, dialect: .comma, among: answers) != nil {
          known.append(candidate)
        }
      }
      if known.count == 1 { remembered = known[0] }
    }
    let sheet: WorkbookFile.Sheet
    if let remembered {
      sheet = remembered
      isRemembered = (try? choose()) != remembered
      if isRemembered { wasRecognised = false }
    } else {
      sheet = try choose()
      isRemembered = false
    }
    self.sheet = sheet
    if let headingRow {
      self.headingRow = headingRow
    } else {
      let text = try beginning(sheet)
      self.headingRow =
        RememberedHeadings(in: text, dialect: .comma, among: earlier)?.record
        ?? HeadingSearch(text, dialect: .comma, overrides: overrides).found?.record ?? 1
    }
    var notes: [ListNote] = []
    if wasRecognised {
      notes.append(.sheetChosen(sheet.name))
    }
    let leftOut = workbook.sheets.filter { other in
      // An unreadable sheet may hold data, and a chart shows some.
      other != sheet && (!other.isTable || (try? workbook.holdsData(other)) ?? true)
    }
    if !leftOut.isEmpty { notes.append(Self.note(on: leftOut)) }
    self.notes = notes
  }

  private static func note(on leftOut: [WorkbookFile.Sheet]) -> ListNote {
    .sheetsLeftOut(
      leftOut.map { sheet in
        let kind: ListNote.LeftOutSheet.Kind =
          switch sheet.visibility {
          case .shown: sheet.isTable ? .table : .noTable
          case .hidden: .hidden
          case .veryHidden: .veryHidden
          }
        return ListNote.LeftOutSheet(name: sheet.name, kind: kind)
      }
    )
  }
}

/// A workbook or archive error, for layers that import neither module.
package struct WorkbookFailure {
  /// What happened, where, why, and what to do.
  package let sentence: String
  /// Whether the sheet's name is missing or wrong, rather than the file.
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

extension RosterSource {
  /// The names of a workbook's sheets with tables, in the order of their tabs.
  ///
  /// - Throws: `WorkbookError` if it cannot be read.
  package static func sheetNames(ofWorkbook path: String) throws -> [String] {
    try WorkbookFile(path: path).sheets.filter(\.isTable).map(\.name)
  }
}
