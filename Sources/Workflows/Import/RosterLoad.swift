import StudentStore

/// Writes the batches of one file and counts what became of its lines.
struct RosterLoad {
  /// Batches that may wait between the two cores.
  private static let waitingBatches = 2

  private(set) var counts = ImportBatch.Counts()
  private(set) var firstReject: RejectedRow?
  private(set) var firstConflict: RejectedRow?
  private(set) var listedRejects: [RejectedRow] = []
  /// How many lines were set aside for each reason.
  private(set) var rejectsByCode: [String: Int] = [:]
  private var listedBytes = 0

  private let writer: ImportWriter
  private let idHeading: String

  /// `idHeading`: the heading of the column of ids, for messages.
  init(_ writer: ImportWriter, idHeading: String) {
    self.writer = writer
    self.idHeading = idHeading
  }

  /// Reads and checks on one core, inserts on this one, and hashes on the one that has the time.
  ///
  /// - Returns: the layout of the whole file, with its digest.
  mutating func run(
    _ reading: RosterReading,
    reporting report: (_ lines: Int, _ bytesRead: Int) -> Void
  ) throws -> RosterLayout {
    var whole: RosterLayout?
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
        whole = batch.wholeLayout
      }
    )
    guard let whole else { preconditionFailure("the last batch carries the file's layout") }
    return whole
  }

  private mutating func write(_ batch: LoadBatch) throws {
    counts.add(batch.counts)
    for place in try writer.add(batch.students, counts: &counts) {
      guard place < batch.ifTaken.count else {
        throw StoreError.malformed(table: "student", detail: "a new student was refused")
      }
      counts.rejected += 1
      try keep(batch.ifTaken.taken(at: place, heading: idHeading))
    }
    for change in batch.changes {
      try writer.change(change.student, by: change.changes, line: change.line)
    }
    for note in batch.notes {
      try writer.note(
        line: note.line,
        of: note.student,
        cells: note.cells,
        quoting: note.quoting
      )
    }
    for place in 0..<batch.rejects.count { try keep(batch.rejects[place]) }
  }

  private mutating func keep(_ row: RejectedRow) throws {
    if row.isConflict {
      if firstConflict == nil { firstConflict = row }
    } else if firstReject == nil {
      firstReject = row
    }
    rejectsByCode[row.code, default: 0] += 1
    if listedRejects.count < ImportReport.listedRejects, listedBytes < ImportReport.listedBytes {
      listedBytes += row.record.count
      listedRejects.append(row)
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
