import CSV
import RosterReading
import StudentStore

/// The lines of a batch as they stood in the file, with the cell of the id in each.
///
/// Hardly any of them is ever asked for, so they are kept as bytes and made into rejected rows when
/// one is.
struct OriginalLines: Sendable {
  private struct Line {
    var line: Int
    var column: Int
    var byteOffset: Int
    var file: String?
    /// Where the line ends in `bytes`, and behind it the id.
    var end: Int
    var idEnd: Int
  }

  private var bytes: [UInt8] = []
  private var lines: [Line] = []

  /// How many lines.
  var count: Int { lines.count }

  /// Keeps a record with the id that stands in one of its columns.
  ///
  /// `place`: the record as it would be rejected, with the places that the file itself has.
  mutating func append(
    _ place: RejectedLine,
    _ record: borrowing CSVRecord,
    id column: Int,
    in original: OriginalText
  ) {
    original.append(record, to: &bytes)
    let end = bytes.count
    bytes.append(contentsOf: record.bytes[record.range(of: column)])
    lines.append(
      Line(
        line: place.line,
        column: place.column ?? 1,
        byteOffset: place.byteOffset,
        file: place.file,
        end: end,
        idEnd: bytes.count
      )
    )
  }

  /// The line at a place, rejected because its id is another line's already.
  func taken(at place: Int, heading: String) -> RejectedRow {
    let line = lines[place]
    let start = place == 0 ? 0 : lines[place - 1].idEnd
    let id = excerpt(of: String(decoding: bytes[line.end..<line.idEnd], as: UTF8.self))
    return RejectedRow(
      line: line.line,
      column: line.column,
      byteOffset: line.byteOffset,
      code: "duplicate-student",
      message: "column \"\(heading)\": another line has the id \"\(id)\"; give each student an id "
        + "of their own",
      record: Array(bytes[start..<line.end]),
      file: line.file
    )
  }
}
