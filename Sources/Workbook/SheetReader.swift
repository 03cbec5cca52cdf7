import CSV

/// Reads one sheet as CSV text, piece by piece: UTF-8, comma, LF, quotes only where they are needed.
///
/// Row *n* of the sheet is record *n* of the text, and starts on line *n* until a cell holds a line
/// break; ``lines`` tells the row of any line. So:
///
/// - A row without text, whether the file has it or not, is an empty line. Empty rows behind the
///   last one with text are left out.
/// - A cell without text between others is an empty field; rows and columns that are hidden or
///   filtered away are read like all others.
/// - The headings' row is the first one with text, from the heading row that was asked for on. The
///   rows below it are padded with empty fields to the headings' last column. No row is ever cut:
///   one that reaches further has more fields, as it has in the sheet. Rows above the headings end
///   with their last text.
///
/// What a cell comes out as: a text as it is; a number with fifteen significant digits, whatever
/// its format shows of it; a number with a date's format as `2014-05-17`, `2014-05-17T09:30:00` or
/// `09:30:00`; `TRUE` and `FALSE`; an error as it is shown, such as `#N/A`; a formula as the value
/// stored beside it, or ``CellNote/notCalculated`` and a note.
///
/// Memory is flat in the number of rows, but for ``lines``, which grows by the rows that hold line
/// breaks. Read with a CSV parser that takes commas without guessing and expects no byte order mark.
package final class SheetReader {
  private static let pieceBytes = 1 << 16

  /// Which row each line belongs to, as far as the text has been handed out.
  package private(set) var lines = SheetLines()

  private var text: SheetText
  private let limits: WorkbookLimits
  private var failure: WorkbookError?

  init(
    _ scanner: consuming SheetScanner,
    headingRow: Int,
    limits: WorkbookLimits,
    file: String
  ) {
    text = SheetText(scanner, headingRow: headingRow, limits: limits, file: file)
    self.limits = limits
  }

  /// The next piece of the text; empty at the end.
  ///
  /// A piece ends with a line, and may be longer than 64 KiB by one row.
  ///
  /// - Throws: What is wrong with the sheet. The same is thrown again when it is asked for more.
  package func next() throws(WorkbookError) -> [UInt8] {
    if let failure { throw failure }
    do throws(WorkbookError) {
      return try text.piece(Self.pieceBytes, lines: &lines)
    } catch {
      failure = error
      throw error
    }
  }

  /// What there is to say about the cells of the pieces since the last call.
  package func takeNotes() -> [CellNote] { text.takeNotes() }
}

/// Writes the rows of a sheet as CSV.
private struct SheetText: ~Copyable {
  private var scanner: SheetScanner
  private var writer = CSVWriter(dialect: .comma, lineEnding: .lf)
  private let headingRow: Int
  private let longest: Int
  private let file: String
  /// The last column of the headings, once their row has been read.
  private var width: Int?
  /// The last row that was written.
  private var row = 0
  private var count = 0
  private var isAtEnd = false

  init(
    _ scanner: consuming SheetScanner,
    headingRow: Int,
    limits: WorkbookLimits,
    file: String
  ) {
    self.scanner = scanner
    self.headingRow = headingRow
    longest = limits.sheetBytes
    self.file = file
  }

  mutating func piece(
    _ length: Int,
    lines: inout SheetLines
  ) throws(WorkbookError) -> [UInt8] {
    while writer.bytes.count < length, !isAtEnd {
      guard try scanner.nextRow() else {
        isAtEnd = true
        break
      }
      guard let last = scanner.row.cells.last else { continue }
      writeEmptyLines(before: scanner.row.number)
      if width == nil, scanner.row.number >= headingRow { width = last.column }
      writeRow(to: max(width ?? 0, last.column), lines: &lines)
      guard count + writer.bytes.count <= longest else {
        throw WorkbookError(.beyondLimit(.sheet(bytes: longest), place: "the sheet"), file: file)
      }
    }
    var bytes: [UInt8] = []
    swap(&bytes, &writer.bytes)
    count += bytes.count
    return bytes
  }

  mutating func takeNotes() -> [CellNote] {
    var notes: [CellNote] = []
    swap(&notes, &scanner.notes)
    return notes
  }

  private mutating func writeEmptyLines(before number: Int) {
    for _ in row + 1..<number { writer.endRecord() }
    row = number
  }

  private mutating func writeRow(to width: Int, lines: inout SheetLines) {
    var column = 1
    var extraLines = 0
    for cell in scanner.row.cells {
      while column < cell.column {
        writer.field([])
        column += 1
      }
      let text = scanner.row.text[cell.text]
      // At the start of the text a zero width no-break space would be taken for its mark.
      let isMark = count == 0 && writer.bytes.isEmpty && text.starts(with: [0xEF, 0xBB, 0xBF])
      writer.field(text, quoting: isMark ? .always : .minimal)
      extraLines += lineBreaks(in: text)
      column += 1
    }
    while column <= width {
      writer.field([])
      column += 1
    }
    writer.endRecord()
    lines.add(row: scanner.row.number, extraLines: extraLines)
  }
}

/// How many lines end in a text; CRLF is one end.
private func lineBreaks(in text: ArraySlice<UInt8>) -> Int {
  var count = 0
  var previous: UInt8 = 0
  for byte in text {
    if byte == 0x0D || byte == 0x0A && previous != 0x0D { count += 1 }
    previous = byte
  }
  return count
}

/// One row of a sheet while it is read: the cells that hold text, in order.
struct SheetRow {
  /// Counted from 1.
  private(set) var number = 0
  /// Where each cell is, counted from 1, and where its text is in ``text``.
  private(set) var cells: [(column: Int, text: Range<Int>)] = []
  /// The texts, one behind the other.
  var text: [UInt8] = []

  /// Forgets the cells and starts another row.
  mutating func begin(_ number: Int) {
    self.number = number
    cells.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  /// Makes a cell of the text from `start` on; none where there is no text.
  mutating func endCell(_ column: Int, from start: Int) {
    guard text.count > start else { return }
    cells.append((column, start..<text.count))
  }
}

/// Which row of a sheet a line of its text belongs to.
///
/// One is the other until a cell holds a line break: from there on there are more lines than rows.
package struct SheetLines: Sendable, Equatable {
  /// A line that begins a row; the lines below go on with the rows below, one by one.
  private struct Start: Sendable, Equatable {
    let line: Int
    let row: Int
  }

  /// In order; the first line, which begins the first row, is not among them.
  private var starts: [Start] = []
  private var extraLines = 0

  /// Notes that a row takes up more than one line.
  mutating func add(row: Int, extraLines: Int) {
    guard extraLines > 0 else { return }
    self.extraLines += extraLines
    starts.append(Start(line: row + 1 + self.extraLines, row: row + 1))
  }

  /// The row that a line of the text belongs to, both counted from 1.
  ///
  /// - Complexity: O(log *n*) in the rows that hold line breaks.
  package func row(ofLine line: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle].line <= line { low = middle + 1 } else { high = middle }
    }
    let start = low == 0 ? Start(line: 1, row: 1) : starts[low - 1]
    let row = start.row + line - start.line
    return low < starts.count ? min(row, starts[low].row - 1) : row
  }
}
