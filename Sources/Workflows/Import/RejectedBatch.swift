import RosterReading
import StudentStore

/// The rejected lines of a batch, one behind the other.
///
/// A file may be all rejects; an array for each of a million lines, made on one core and given up on
/// the other, would scatter the memory.
struct RejectedBatch: Sendable {
  private struct Line {
    var line: Int
    var column: Int?
    var byteOffset: Int
    var code: String
    var message: String
    var student: Int64?
    var file: String?
    /// Where the line's bytes end.
    var end: Int
  }

  private var bytes: [UInt8] = []
  private var lines: [Line] = []

  /// The memory that the lines take, in bytes.
  var byteCount: Int { bytes.count }

  /// Keeps a line.
  mutating func append(_ row: RejectedRow) {
    bytes.append(contentsOf: row.record)
    // Lines are often rejected for the same reason as the one before; one text serves all of them.
    let last = lines.last
    lines.append(
      Line(
        line: row.line,
        column: row.column,
        byteOffset: row.byteOffset,
        code: last?.code == row.code ? last?.code ?? row.code : row.code,
        message: last?.message == row.message ? last?.message ?? row.message : row.message,
        student: row.student,
        file: row.file,
        end: bytes.count
      )
    )
  }

  /// How many lines.
  var count: Int { lines.count }

  /// The line at a place, as ``RejectedRow/lineInOrder`` has it.
  func lineInOrder(at place: Int) -> Int {
    RejectedRow.lineInOrder(lines[place].line, of: lines[place].file)
  }

  /// The line at a place.
  subscript(_ place: Int) -> RejectedRow {
    let line = lines[place]
    var row = RejectedRow(
      line: line.line,
      column: line.column,
      byteOffset: line.byteOffset,
      code: line.code,
      message: line.message,
      record: Array(bytes[(place == 0 ? 0 : lines[place - 1].end)..<line.end]),
      file: line.file
    )
    row.student = line.student
    return row
  }
}

extension RejectedRow {
  /// The line by which rejected lines are in the order of their source: those of a second file, behind
  /// all of the first.
  var lineInOrder: Int { Self.lineInOrder(line, of: file) }

  static func lineInOrder(_ line: Int, of file: String?) -> Int {
    file == OneRosterPart.demographics.rawValue ? .max - 1 : line
  }
}
