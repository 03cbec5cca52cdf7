import CSV
import RosterReading
import StudentStore

/// The results of some thousand lines of a file, ready to be written.
struct LoadBatch: Sendable {
  /// Lines about known students, in the order of the file.
  enum Known: Sendable {
    /// Lines that say what is stored.
    case repeated(RepeatedRun)
    case line(KnownLine)
  }

  /// A line about a known student, which is compared with what is stored.
  struct KnownLine: Sendable {
    let student: Int64
    let row: Student
    /// Every cell in order, a JSON array of texts.
    let cells: String
    /// One "1" or "0" a cell, if the quotes are not minimal; else empty.
    let quoting: [UInt8]
  }

  /// A line that must be kept whole.
  struct Note: Sendable {
    let line: Int64
    let student: Int64
    let cells: String
    let quoting: String?
  }

  /// Why a line is rejected.
  struct Rejection: Equatable, Sendable {
    let reason: LineRejection
    /// For a conflict: the student whom the line matched.
    let student: Int64?
  }

  var students: StudentBatch
  /// For each student, the original line followed by its id, in case the school's id is already
  /// taken, and the id's length in bytes; empty for a file without ids.
  var ifTaken = PackedLines<Int>()
  var notes: [Note] = []
  var known: [Known] = []
  /// For each known line that is compared, the original line, in case that it contradicts what is stored.
  var ifConflicting = PackedLines<Void>()
  var rejects = PackedLines<Rejection>()
  /// Known students whom lines that were set aside are perhaps about.
  var mentioned: [Int64] = []
  /// Rejected lines that may be about any student.
  var unclearLines = 0
  /// Notes about the ages in these lines.
  var ages = AgeNotes()
  /// Counts of everything except the added students.
  var counts = ImportBatch.Counts()
  /// The bytes of the file read up to this batch.
  var bytesRead = 0
  /// In the last batch: the layout of the whole file, and the digest of its bytes.
  var whole: (layout: RosterLayout, sha256: Digest)?
  /// In the last batch: the words for genders in the whole file.
  var genderWords: [GenderWordCount] = []
}

extension LoadBatch {
  /// Takes a line that says what an earlier import says of the same student.
  mutating func take(_ line: RepeatedRun) {
    counts.unchanged += 1
    if case .repeated(var run)? = known.last, run.take(line) {
      known[known.count - 1] = .repeated(run)
    } else {
      known.append(.repeated(line))
    }
  }

  /// Rejects a line.
  mutating func reject(_ line: RejectedLine) {
    rejects.append(line.place, Rejection(reason: line.reason, student: nil)) {
      $0.append(contentsOf: line.record)
    }
  }

  /// A rejected line.
  func rejected(at index: Int) -> ListedReject {
    ListedReject(rejects.place(at: index), rejects.note(at: index), rejects.bytes(at: index))
  }

  /// The place of a rejected line in its source.
  func order(ofRejected index: Int) -> LineOrder {
    let place = rejects.place(at: index)
    return LineOrder(place.line, of: place.file)
  }

  /// A known line, set aside because it contradicts what is stored.
  func conflicting(at index: Int, _ reason: Rejection) -> ListedReject {
    ListedReject(ifConflicting.place(at: index), reason, ifConflicting.bytes(at: index))
  }

  /// A student's line, rejected because an earlier line has its id.
  ///
  /// `heading`: that of the column of ids.
  func taken(at index: Int, heading: String) -> ListedReject {
    let bytes = ifTaken.bytes(at: index)
    let id = excerpt(of: String(decoding: bytes.suffix(ifTaken.note(at: index)), as: UTF8.self))
    return ListedReject(
      ifTaken.place(at: index),
      Rejection(reason: .idTaken(heading: heading, id: id), student: nil),
      bytes.dropLast(ifTaken.note(at: index))
    )
  }
}

/// Lines of a file with their positions and a note, stored contiguously.
///
/// Every line may be rejected; a million arrays, allocated on one core and freed on another, would
/// fragment the memory.
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

  /// The number of lines.
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

/// The place of a line in its source.
///
/// The lines of a second file come after all of the first.
enum LineOrder: Comparable {
  case line(Int)
  case secondFile
  case end

  init(_ line: Int, of file: String?) {
    self = file == OneRosterPart.demographics.rawValue ? .secondFile : .line(line)
  }
}

extension RejectedRow {
  /// The line's place in its source.
  var order: LineOrder { LineOrder(line, of: file) }
}

extension ListedReject {
  fileprivate init(
    _ place: LinePlace,
    _ rejection: LoadBatch.Rejection,
    _ record: ArraySlice<UInt8>
  ) {
    var row = RejectedRow(
      line: place.line,
      column: place.column,
      byteOffset: place.byteOffset,
      code: rejection.reason.code,
      message: rejection.reason.message,
      record: Array(record),
      file: place.file
    )
    row.student = rejection.student
    self.init(row: row, reason: rejection.reason)
  }
}
