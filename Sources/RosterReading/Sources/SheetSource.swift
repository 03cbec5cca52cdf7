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
  private static let mostNotes = 100

  private let state = Mutex(State())

  /// The row of the sheet that a line of its text belongs to.
  func line(ofLine line: Int) -> Int { state.withLock { $0.lines?.row(ofLine: line) ?? line } }

  /// What there is to say about single cells, and how many more there are.
  var notes: (first: [CellNote], count: Int) { state.withLock { ($0.notes, $0.noteCount) } }

  /// A sheet has rows; columns and bytes are those of its text alone.
  func original(_ row: RejectedLine, firstLine: Int) -> RejectedLine {
    var row = row
    row.line = line(ofLine: row.line)
    row.column = nil
    return row
  }

  /// Begins anew with the first row.
  func reset() {
    state.withLock { $0 = State() }
  }

  func take(_ lines: SheetLines, _ notes: [CellNote]) {
    state.withLock { state in
      state.lines = lines
      state.noteCount += notes.count
      state.notes += notes.prefix(max(0, Self.mostNotes - state.notes.count))
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
  /// Throws `WorkbookError` where the file is a workbook that is not read, `ImportError.noWorkbook`
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
      guard sheet == nil else { throw ImportError.noWorkbook(file: name) }
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
