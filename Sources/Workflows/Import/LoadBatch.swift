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

  /// Why a line is rejected.
  struct Rejection: Equatable, Sendable {
    let code: String
    let message: String
    /// Of a conflict, the student whom the line was taken for.
    let student: Int64?
  }

  /// A student whom a line changes.
  struct Change: Sendable {
    let student: Student
    let changes: [StudentChange]
    let line: Int64
  }

  var students: StudentBatch
  /// For each student, the line as it was with its id behind it, should the school's id turn out to
  /// be taken, and how many bytes the id has; empty for a file without ids.
  var ifTaken = PackedLines<Int>()
  var notes: [Note] = []
  var changes: [Change] = []
  var rejects = PackedLines<Rejection>()
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

extension LoadBatch {
  /// Rejects a line.
  mutating func reject(_ line: RejectedLine, about student: Int64? = nil) {
    // Lines are often rejected for the same reason as the one before; one text serves all of them.
    let own = Rejection(code: line.code, message: line.message, student: student)
    let last = rejects.last
    rejects.append(line.place, last == own ? last ?? own : own) {
      $0.append(contentsOf: line.record)
    }
  }

  /// A rejected line.
  func rejected(at index: Int) -> RejectedRow {
    let reason = rejects.note(at: index)
    var row = RejectedRow(
      rejects.place(at: index),
      code: reason.code,
      message: reason.message,
      record: Array(rejects.bytes(at: index))
    )
    row.student = reason.student
    return row
  }

  /// Where a rejected line comes in the order of its source.
  func order(ofRejected index: Int) -> LineOrder {
    let place = rejects.place(at: index)
    return LineOrder(place.line, of: place.file)
  }

  /// A student's line, rejected because its id is another line's already.
  ///
  /// `heading`: that of the column of ids.
  func taken(at index: Int, heading: String) -> RejectedRow {
    let bytes = ifTaken.bytes(at: index)
    let id = excerpt(of: String(decoding: bytes.suffix(ifTaken.note(at: index)), as: UTF8.self))
    return RejectedRow(
      ifTaken.place(at: index),
      code: "duplicate-student",
      message: "column \"\(heading)\": another line has the id \"\(id)\"; give each student an id "
        + "of their own",
      record: Array(bytes.dropLast(ifTaken.note(at: index)))
    )
  }
}

/// Lines of a file with their places and a note, one behind the other.
///
/// A file may be all rejects; an array for each of a million lines, made on one core and given up on
/// the other, would scatter the memory.
struct PackedLines<Note: Sendable>: Sendable {
  private struct Line: Sendable {
    let place: LinePlace
    let note: Note
    /// Where the line's bytes end.
    let end: Int
  }

  private var bytes: [UInt8] = []
  private var lines: [Line] = []

  /// The memory that the lines take, in bytes.
  var byteCount: Int { bytes.count }

  /// How many lines.
  var count: Int { lines.count }

  /// The note of the line that was appended last.
  var last: Note? { lines.last?.note }

  /// Keeps a line, whose bytes `write` appends.
  mutating func append(_ place: LinePlace, _ note: Note, _ write: (inout [UInt8]) -> Void) {
    write(&bytes)
    lines.append(Line(place: place, note: note, end: bytes.count))
  }

  func place(at index: Int) -> LinePlace { lines[index].place }

  func note(at index: Int) -> Note { lines[index].note }

  func bytes(at index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : lines[index - 1].end)..<lines[index].end]
  }
}

/// Where a line comes in the order of its source.
///
/// The lines of a second file are behind all of the first.
enum LineOrder: Comparable {
  case line(Int)
  case secondFile
  case end

  init(_ line: Int, of file: String?) {
    self = file == OneRosterPart.demographics.rawValue ? .secondFile : .line(line)
  }
}

extension RejectedRow {
  /// Where the line comes in the order of its source.
  var order: LineOrder { LineOrder(line, of: file) }

  fileprivate init(_ place: LinePlace, code: String, message: String, record: [UInt8]) {
    self.init(
      line: place.line,
      column: place.column,
      byteOffset: place.byteOffset,
      code: code,
      message: message,
      record: record,
      file: place.file
    )
  }
}
