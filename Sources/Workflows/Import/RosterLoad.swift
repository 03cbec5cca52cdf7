import RosterReading
import StudentStore

/// Writes the batches of one file and counts the results of its lines.
struct RosterLoad {
  /// The number of batches that may wait between the two threads.
  private static let waitingBatches = 2

  private(set) var counts = ImportBatch.Counts()
  private(set) var firstReject: RejectedRow?
  private(set) var firstConflict: RejectedRow?
  private(set) var listedRejects: [ListedReject] = []
  /// The number of lines set aside for each reason.
  private(set) var rejectsByCode: [String: Int] = [:]
  /// Notes about the ages.
  private(set) var ages = AgeNotes()
  /// Rejected lines that may be about any known student.
  private(set) var unclearLines = 0
  /// The words for genders in the file, after reading it.
  private(set) var genderWords: [GenderWordCount] = []
  private var listedBytes = 0

  private let writer: ImportWriter
  private let idHeading: String
  /// Compares lines with the students known before; nil if there are none.
  private(set) var knownLines: KnownLines?

  /// `idHeading`: the heading of the column of ids, for messages.
  init(_ writer: ImportWriter, idHeading: String, knownLines: KnownLines?) {
    self.writer = writer
    self.idHeading = idHeading
    self.knownLines = knownLines
  }

  /// Reads and checks on one core, inserts on this one, and hashes on the less busy one.
  ///
  /// - Returns: the layout of the whole file, with its digest.
  mutating func run(
    _ reading: BatchReader,
    reporting report: (_ lines: Int, _ bytesRead: Int) -> Void
  ) throws -> (layout: RosterLayout, sha256: Digest) {
    var whole: (layout: RosterLayout, sha256: Digest)?
    try withPipeline(
      capacity: Self.waitingBatches,
      producing: { put in
        var reading = reading
        try reading.run(put)
      },
      finishing: { [commits = writer.commits] batch in
        if commits { batch.students.commit() }
      },
      consuming: { batch in
        try write(batch)
        report(counts.rows, batch.bytesRead)
        whole = batch.whole
        if whole != nil { genderWords = batch.genderWords }
      }
    )
    guard let whole else { preconditionFailure("the last batch carries the file's layout") }
    for (word, count) in knownLines?.changes.discounted ?? [:] {
      let text = trimmed(word)
      if let place = genderWords.firstIndex(where: { $0.text == text }) {
        genderWords[place].count -= count
      }
    }
    genderWords.removeAll { $0.count <= 0 }
    return whole
  }

  /// Takes what the file says anew of children with two rows; called after its last line.
  mutating func settleSecondRows() throws { try knownLines?.settleSecondRows() }

  private mutating func write(_ batch: LoadBatch) throws {
    counts.add(batch.counts)
    ages.add(batch.ages)
    let taken = try writer.add(batch.students, counts: &counts)
    knownLines?.mention(batch.mentioned)
    unclearLines += batch.unclearLines
    var conflicts: [ListedReject] = []
    var compared = 0
    for known in batch.known {
      switch known {
      case .repeated(let run): try knownLines?.take(run)
      case .line(let line):
        if let reason = try knownLines?.take(line, counts: &counts) {
          conflicts.append(batch.conflicting(at: compared, reason))
        }
        compared += 1
      }
    }
    for note in batch.notes {
      try writer.note(
        line: note.line,
        of: note.student,
        cells: note.cells,
        quoting: note.quoting
      )
    }
    try keepRejects(of: batch, taken: taken, conflicts: conflicts)
  }

  /// Stores the rejected lines of a batch in file order, in which an export restores them.
  ///
  /// `taken`: the indices of students whose id another line has. `conflicts`: the lines that
  /// contradict what is stored.
  private mutating func keepRejects(
    of batch: LoadBatch,
    taken: [Int],
    conflicts: [ListedReject]
  ) throws {
    var next = 0
    var later = conflicts[...]
    /// Stores what comes before a place in the file.
    func keepThose(before place: LineOrder) throws {
      while true {
        let rejected = next < batch.rejects.count ? batch.order(ofRejected: next) : .end
        let conflict = later.first?.row.order ?? .end
        guard min(rejected, conflict) < place else { return }
        if rejected < conflict {
          try keep(batch.rejected(at: next))
          next += 1
        } else if let row = later.popFirst() {
          try keep(row)
        }
      }
    }
    for place in taken {
      guard place < batch.ifTaken.count else {
        throw StoreError.malformed(table: "student", detail: "a new student was refused")
      }
      let row = batch.taken(at: place, heading: idHeading)
      try keepThose(before: row.row.order)
      counts.rejected += 1
      try keep(row)
    }
    try keepThose(before: .end)
  }

  private mutating func keep(_ listed: ListedReject) throws {
    let row = listed.row
    if row.isConflict {
      if firstConflict == nil { firstConflict = row }
    } else if firstReject == nil {
      firstReject = row
    }
    rejectsByCode[row.code, default: 0] += 1
    if listedRejects.count < ImportReport.listedRejects, listedBytes < ImportReport.listedBytes {
      listedBytes += row.record.count
      listedRejects.append(listed)
    }
    try writer.reject(row)
  }
}

extension ImportBatch.Counts {
  /// Adds the counts of a batch.
  fileprivate mutating func add(_ other: ImportBatch.Counts) {
    rows += other.rows
    added += other.added
    updated += other.updated
    unchanged += other.unchanged
    conflicts += other.conflicts
    rejected += other.rejected
    doubts += other.doubts
    missingGender += other.missingGender
    declinedGender += other.declinedGender
    doubtGender += other.doubtGender
    missingHeight += other.missingHeight
    notAPerson += other.notAPerson
    blankLines += other.blankLines
  }
}
