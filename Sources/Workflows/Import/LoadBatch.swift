import CSV
import RosterReading
import StudentStore

/// What some thousand lines of a file came to, ready to be written.
struct LoadBatch: Sendable {
  /// A line about a student who is here already, or one that has to be kept whole.
  struct Note: Sendable {
    let line: Int64
    let student: Int64
    let cells: String
    let quoting: String?
  }

  /// A student whom a line changes.
  struct Change: Sendable {
    let student: Student
    let changes: [StudentChange]
    let line: Int64
  }

  var students: StudentBatch
  /// For each student, the line as it stood, should the school's id turn out to be taken; empty for
  /// a file without ids.
  var ifTaken = OriginalLines()
  var notes: [Note] = []
  var changes: [Change] = []
  var rejects = RejectedBatch()
  /// What there is to say about the ages in these lines.
  var ages = AgeNotes()
  /// Counts of everything but the students that are added.
  var counts = ImportBatch.Counts()
  /// The bytes of the file that had been read when the batch was made.
  var bytesRead = 0
  /// With the last batch, how the whole file is laid out, and the digest of its bytes.
  var whole: (layout: RosterLayout, sha256: Digest)?
  /// With the last batch, the words for genders in the whole file.
  var genderWords: [GenderWordCount] = []
}

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
