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
