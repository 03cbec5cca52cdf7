import CSV
import StudentStore
import TextEncoding

/// The lines between the students of one file: blank and rejected ones.
///
/// It also knows each line's end.
struct LinesBetween {
  /// Rejected lines written so far.
  private(set) var putBack = 0

  private let usual: CSVLineEnding
  private var runs: LineLayout.Iterator?
  /// The run that is not yet completely written.
  private var run: LineLayout.Run?
  private var rejected: RejectedRowCursor?
  private var encoding = CharacterEncoding.utf8
  private let repairs: Bool

  /// Starts before the first line.
  ///
  /// `batch`: the import whose file is reproduced; nil otherwise. `repairing`: the export is UTF-8
  /// and the file was not, so that undecodable bytes become U+FFFD.
  init(
    _ batch: ImportBatch?,
    of database: SchoolDatabase,
    usual: CSVLineEnding,
    withRejected: Bool,
    repairing: Bool
  ) throws {
    self.usual = usual
    repairs = repairing
    guard let batch else { return }
    encoding = try batch.characterEncoding()
    if withRejected { rejected = RejectedRowCursor(of: batch.id, in: database) }
    guard let bytes = batch.lineLayout else { return }
    guard
      let layout = LineLayout(
        firstLine: batch.headerLine,
        bytes: bytes,
        // Each line but the last has at least the byte that ends it.
        maximumLines: batch.byteCount + 1
      )
    else { throw StoreError.malformed(table: "import_batch", detail: "row \(batch.id)") }
    runs = layout.makeIterator()
    run = runs?.next()
  }

  /// Whether there are none, and all lines end alike.
  var areNone: Bool { run == nil && rejected == nil }

  /// The line end of the record at a position; nil for a last line without one.
  ///
  /// Must be called in line order.
  mutating func ending(of place: LineOrder) -> CSVLineEnding? {
    while let known = run, .line(known.line + known.count) <= place { run = runs?.next() }
    guard let run else { return usual }
    return run.ending
  }

  /// Writes everything between the last written line and this one.
  ///
  /// `flush`: empties the writer.
  mutating func write(
    before place: LineOrder,
    to writer: inout CSVWriter,
    _ flush: (inout CSVWriter) throws -> Void
  ) throws {
    while let row = try rejected?.row, row.order < place {
      writeBlankLines(before: row.order, to: &writer)
      try flush(&writer)
      writer.rawFields(text(of: row))
      writer.endRecord(ending(of: row.order))
      putBack += 1
      rejected?.advance()
    }
    writeBlankLines(before: place, to: &writer)
  }

  private mutating func writeBlankLines(before place: LineOrder, to writer: inout CSVWriter) {
    while let known = run, .line(known.line) < place {
      if known.isBlank {
        for _ in 0..<known.count { writer.endRecord(known.ending) }
      } else if .line(known.line + known.count) > place {
        return
      }
      run = runs?.next()
    }
  }

  private func text(of row: RejectedRow) -> [UInt8] {
    guard encoding != .utf8 else { return row.record }
    var text: [UInt8] = []
    var decoder = TextDecoder(encoding)
    decoder.decode(row.record[...], into: &text)
    decoder.finish(into: &text)
    return repairs ? Array(String(decoding: text, as: UTF8.self).utf8) : text
  }
}
