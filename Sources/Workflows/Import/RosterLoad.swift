import CSV
import StudentStore

/// The second reading of a file: every record to its place in the database.
final class RosterLoad {
  let layout: RosterLayout
  private(set) var counts = ImportBatch.Counts()
  private(set) var firstStudent: Int64?
  private(set) var firstReject: RejectedRow?
  private(set) var firstConflict: RejectedRow?
  private(set) var listedRejects: [RejectedRow] = []

  private let database: SchoolDatabase
  private let writer: ImportWriter
  private var known: KnownStudents?
  private var reader: RowReader

  init(_ layout: RosterLayout, database: SchoolDatabase, writer: ImportWriter) throws {
    self.layout = layout
    self.database = database
    self.writer = writer
    reader = RowReader(layout)
    if try database.studentCount() > 0 {
      known = try KnownStudents(database)
    }
  }

  /// Reads the file again, from its first byte to its last.
  ///
  /// - Throws: `ImportError.changedMeanwhile` where it is not the same bytes as before.
  func read(_ source: RosterSource) throws {
    var bytes = try source.open()
    var digest = RunningDigest()
    var toSkip = layout.hasByteOrderMark ? 3 : 0
    var parser = CSVParser(dialect: layout.dialect, startingByte: toSkip)
    while true {
      let piece = try bytes.next()
      if piece.isEmpty { break }
      digest.update(piece)
      let skipped = min(toSkip, piece.count)
      toSkip -= skipped
      try parser.parse(piece[skipped...]) { record in try take(record) }
    }
    try parser.finish { record in try take(record) }
    guard digest.digest() == layout.sha256 else {
      throw ImportError.changedMeanwhile(file: layout.fileName)
    }
  }

  private func take(_ record: borrowing CSVRecord) throws {
    guard record.line > layout.headerLine else { return }
    guard !record.isBlank else {
      counts.blankLines += 1
      return
    }
    counts.rows += 1
    if case .rejected(let row) = reader.read(record) {
      try reject(row)
      return
    }
    let cells = reader.extendedCells ?? record.bytes
    guard known != nil else {
      try add(record, cells: cells)
      return
    }
    let row = reader.draft.student(id: 0, importBatch: writer.importBatch, cells: cells)
    switch known?.match(row, hasGroup: layout.columns.group != nil) ?? .nobody {
    case .nobody: try add(record, cells: cells)
    case .student(let id): try update(id, with: row, record: record)
    case .ambiguous: try conflict(record)
    }
  }

  private func add(_ record: borrowing CSVRecord, cells: [UInt8]) throws {
    guard let id = try writer.add(reader.draft, cells: cells) else {
      let column = layout.columns.id
      try reject(
        record.rejected(
          "duplicate-student", column: column,
          "column \"\(layout.heading(of: column))\": another line has the id "
            + "\"\(record.excerpt(column ?? 0))\"; give each student an id of their own"))
      return
    }
    if firstStudent == nil { firstStudent = id }
    counts.added += 1
    if let column = layout.columns.id, record.isEmptyCell(column), !record.range(of: column).isEmpty {
      // Spaces are no id, but they are what the file says: keep the line as it stood.
      try note(record, of: id)
    }
    tally(gender: reader.draft.gender, height: reader.draft.height)
  }

  private func update(_ id: Int64, with row: Student, record: borrowing CSVRecord) throws {
    guard let before = known?[id] else { return }
    let after = before.updated(by: row, columns: layout.columns)
    let changes = StudentChange.changes(from: before, to: after)
    for change in changes {
      try writer.change(change, line: Int64(record.line))
    }
    if changes.isEmpty {
      counts.unchanged += 1
    } else {
      try writer.apply(after)
      counts.updated += 1
    }
    try note(record, of: id)
    tally(gender: after.gender, height: after.height)
  }

  private func note(_ record: borrowing CSVRecord, of student: Int64) throws {
    try writer.note(
      line: Int64(record.line), of: student, cells: record.cellsAsJSON,
      quoting: record.isCanonical ? nil : String(decoding: record.quotingFlags, as: UTF8.self))
  }

  private func tally(gender: Student.RecordedGender, height: Student.RecordedHeight) {
    switch gender {
    case .missing: counts.missingGender += 1
    case .declined: counts.declinedGender += 1
    case .recorded, .doNotInfer: break
    }
    switch height {
    case .missing: counts.missingHeight += 1
    case .doubt: counts.doubts += 1
    case .measured: break
    }
  }

  private func reject(_ row: RejectedRow) throws {
    counts.rejected += 1
    if firstReject == nil { firstReject = row }
    try keep(row)
  }

  private func conflict(_ record: borrowing CSVRecord) throws {
    let column = layout.columns.id ?? layout.columns.name.first
    let row = record.rejected(
      RejectedRow.conflictCode, column: column,
      "the line can be about more than one student; give the students ids, or name the group")
    counts.conflicts += 1
    if firstConflict == nil { firstConflict = row }
    try keep(row)
  }

  private func keep(_ row: RejectedRow) throws {
    if listedRejects.count < ImportReport.listedRejects { listedRejects.append(row) }
    try writer.reject(row)
  }
}
