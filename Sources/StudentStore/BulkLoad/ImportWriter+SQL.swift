import SQLite

/// Writes one import, inside its act: new students in batches, changes to existing ones, rejected
/// lines, and finally the row about the file itself.
package final class ImportWriter {
  /// The id that the import will have.
  package let importBatch: Int64

  /// Whether the trail commits to the students; false only in a benchmark.
  package let commits: Bool

  private let connection: Connection
  private let act: Act
  private let firstStudent: Int64
  /// The students added so far.
  package private(set) var students: ClosedRange<Int64>?
  /// Whether a student was refused, so that SQLite would number the following ones differently.
  private var hasGap = false
  private var enforcesChecks = true
  /// Whether there is a school id, whose index is accessed at random.
  private var fillsIndex = false
  private var committer: RangeCommitter
  private var standings = AddedStandings()
  private let firstRejected: Int64
  private var nextRejected: Int64
  private let firstChange: Int64
  private var nextChange: Int64
  private var hasLines = false
  private var repeated = RepeatedLines()
  private var hasRepeatedLines = false
  /// Signed students changed by the file, for whom the signature is void.
  package private(set) var voidedStudents = 0
  private var salts: SaltSource

  init(_ connection: Connection, act: Act, commits: Bool) throws {
    self.connection = connection
    self.commits = commits
    self.act = act
    salts = try SaltSource(act.context)
    importBatch = try connection.nextNumber("SELECT coalesce(max(id), 0) + 1 FROM import_batch")
    firstStudent = try connection.nextNumber(CoveredTable.student.nextNumber)
    firstRejected = try connection.nextNumber(CoveredTable.rejectedRow.nextNumber)
    nextRejected = firstRejected
    firstChange = try connection.nextNumber(CoveredTable.studentChange.nextNumber)
    nextChange = firstChange
    let entry = try Trail(connection: connection).head().sequence &+ 1
    committer = RangeCommitter(.student, entry: entry, connection: connection)
  }

  /// A packer for the students of this import; it may work on another core.
  package func packer(_ way: LoadingWay = .bulk) throws -> StudentPacker {
    StudentPacker(
      importBatch: importBatch,
      firstID: firstStudent,
      salts: try SaltSource(act.context),
      way: way
    )
  }

  /// Adds a hashed batch of students, and counts them.
  ///
  /// - Returns: the indices of students whose school id is already taken; they are not added.
  package func add(_ batch: StudentBatch, counts: inout ImportBatch.Counts) throws -> [Int] {
    guard batch.count > 0 else { return [] }
    precondition(
      !commits || batch.leaves.count == batch.count * LeafDigest.byteCount,
      "a batch is committed to before it is added"
    )
    let refused = batch.plainRows.isEmpty ? try addPacked(batch) : try addPlain(batch)
    guard !refused.isEmpty else {
      if commits { try committer.append(leaves: batch.leaves) }
      counts.add(batch.facts)
      standings.add(batch.facts[...], from: batch.firstID)
      let last = batch.firstID + Int64(batch.count) - 1
      students = (students?.lowerBound ?? batch.firstID)...last
      return []
    }
    var next = refused[...]
    for index in 0..<batch.count {
      if next.first == index {
        next = next.dropFirst()
        continue
      }
      if commits { try committer.append(batch.leaf(index)) }
      counts.add([batch.facts[index]])
      let id = batch.firstID + Int64(index)
      standings.add(batch.facts[index...index], from: id)
      students = (students?.lowerBound ?? id)...id
    }
    return refused
  }

  /// - Returns: the places of those who were not added.
  private func addPlain(_ batch: StudentBatch) throws -> [Int] {
    var refused: [Int] = []
    for place in batch.plainRows.indices {
      do {
        try connection.run(CoveredTable.student.insertion, batch.plainRows[place])
      } catch {
        guard error.kind == .constraint(.unique) else { throw error }
        refused.append(place)
        hasGap = true
      }
    }
    return refused
  }

  /// - Returns: the places of those who were not added.
  private func addPacked(_ batch: StudentBatch) throws -> [Int] {
    try enforceChecks(false)
    fillsIndex = fillsIndex || batch.anyFacts.contains(.schoolID)
    try connection.useCache(fillsIndex ? .wide : .narrow)
    return try connection.withRows(batch.rows) {
      if try insert(batch) { return [] }
      try connection.run(PackedInsertion.free, .integer(importBatch), .integer(batch.firstID))
      hasGap = true
      return try places(missingFrom: batch)
    }
  }

  /// Inserts all rows of a batch, or none if one cannot be inserted.
  ///
  /// A row numbered by SQLite is appended without a search, and an empty column is not fetched;
  /// together this saves half of the time. Returns whether they were inserted; they are not if a
  /// school id is taken.
  private func insert(_ batch: StudentBatch) throws -> Bool {
    do {
      try insertAll(batch)
      return true
    } catch {
      guard error.kind == .constraint(.unique) else { throw error }
      return false
    }
  }

  private func insertAll(_ batch: StudentBatch) throws(SQLiteError) {
    if hasGap {
      try connection.run(
        batch.isWide ? PackedInsertion.wideNumbered : PackedInsertion.narrowNumbered,
        .integer(importBatch),
        .integer(batch.firstID)
      )
    } else {
      try connection.run(
        batch.isWide ? PackedInsertion.wide : PackedInsertion.narrow,
        .integer(importBatch)
      )
    }
  }

  /// Disables the CHECK constraints of `student` during batches, which saves a fifth of the time.
  ///
  /// The types of `StudentDraft` already guarantee them. All other writes of the import are
  /// checked.
  private func enforceChecks(_ wanted: Bool) throws {
    guard wanted != enforcesChecks else { return }
    try connection.enforceChecks(wanted)
    enforcesChecks = wanted
  }

  /// The places whose rows were not inserted.
  private func places(missingFrom batch: StudentBatch) throws -> [Int] {
    var statement = try connection.prepare(
      "SELECT id FROM student WHERE id BETWEEN ? AND ? ORDER BY id"
    )
    let last = batch.firstID + Int64(batch.count) - 1
    var present: Set<Int> = []
    try statement.forEachRow(binding: .integer(batch.firstID), .integer(last)) { row in
      present.insert(Int(try row.integer("id") - batch.firstID))
    }
    return (0..<batch.count).filter { !present.contains($0) }
  }

  /// Stores a rejected line.
  package func reject(_ rejected: RejectedRow) throws {
    try enforceChecks(true)
    let salt = try salts.next()
    try connection.run(
      CoveredTable.rejectedRow.insertion,
      .integer(nextRejected),
      .integer(importBatch),
      .optional(rejected.file),
      .integer(Int64(rejected.line)),
      .optional(rejected.column.map { Int64($0) }),
      .integer(Int64(rejected.byteOffset)),
      .text(rejected.code),
      .text(rejected.message),
      .blob(rejected.record),
      .optional(rejected.student),
      .blob(Array(salts.buffer[salt]))
    )
    nextRejected += 1
  }

  /// Stores the original line about a student.
  ///
  /// `cells`: every cell of the line, a JSON array of texts.
  package func note(line: Int64, of student: Int64, cells: String, quoting: String?) throws {
    try enforceChecks(true)
    hasLines = true
    try connection.insert(
      into: .studentLine,
      [
        "import_batch": .integer(importBatch), "line": .integer(line),
        "student": .integer(student), "cells": .text(cells), "quoting": .optional(quoting),
      ]
    )
  }

  /// Stores that lines repeat what earlier imports say; called in the order of the lines.
  package func note(_ run: RepeatedRun) throws {
    repeated.append(run)
    if repeated.isFull { try storeRepeated() }
  }

  private func storeRepeated() throws {
    let runs = repeated.take()
    guard let first = runs.first, let last = runs.last else { return }
    try enforceChecks(true)
    hasRepeatedLines = true
    try connection.insert(
      into: .repeatedLine,
      [
        "import_batch": .integer(importBatch), "first_line": .integer(first.firstLine),
        "last_line": .integer(last.lines.upperBound),
        "line_count": .integer(runs.reduce(0) { $0 + $1.count }),
        "lines": .blob(RepeatedRuns.bytes(of: runs)),
      ]
    )
  }

  /// Changes some fields of a student, storing the old values.
  ///
  /// `line`: nil for a change that the file makes without a line, because the student is not in it.
  package func change(_ student: Student, by changes: [StudentChange], line: Int64?) throws {
    try enforceChecks(true)
    if let line, changes.contains(where: { SignedValue.fields.contains($0.field) }) {
      try voidSignatures(of: student.id, line: line)
    }
    for change in changes {
      try connection.insert(
        into: .studentChange,
        [
          "id": .integer(nextChange), "student": .integer(change.student),
          "field": .text(change.field), "old_value": change.old, "new_value": change.new,
          "import_batch": .integer(importBatch), "line": .optional(line),
          "actor": .text(act.context.actor), "changed_at": .text(act.time),
        ]
      )
      nextChange += 1
    }
    try connection.update(student)
  }

  /// A signed value of the student has changed: the signature is voided immediately.
  private func voidSignatures(of student: Int64, line: Int64) throws {
    let signatures = ActiveSignatures(connection: connection)
    let standing = try signatures.of(student)
    let reason = "changed by import i\(importBatch), line \(line)"
    try signatures.void(standing, for: student, reason: reason, act: act)
    if !standing.isEmpty { voidedStudents += 1 }
  }

  /// Writes the row about the file and commits to everything the import added.
  ///
  /// `batch`: everything except the students' ids, which are known here. Returns the stored row.
  package func finish(_ batch: ImportBatch) throws -> ImportBatch {
    try enforceChecks(true)
    try storeRepeated()
    var batch = batch
    batch.students = students
    try connection.insert(into: .importBatch, batch.values, salt: try act.context.salt())
    let counts = batch.counts
    act.note("import", .text("i\(batch.id)"))
    act.note("added", .integer(Int64(counts.added)))
    act.note("updated", .integer(Int64(counts.updated)))
    act.note("rejected", .integer(Int64(counts.rejected + counts.conflicts)))
    act.cover(.importBatch, row: batch.id)
    if let students, let range = try committer.finish(keys: students) { act.cover(range) }
    act.addedStandings = standings
    act.addedStudents = students
    if nextRejected > firstRejected {
      act.cover(.rejectedRow, keys: firstRejected...nextRejected - 1)
    }
    if nextChange > firstChange { act.cover(.studentChange, keys: firstChange...nextChange - 1) }
    if hasLines { act.cover(.studentLine, keys: importBatch...importBatch) }
    if hasRepeatedLines { act.cover(.repeatedLine, keys: importBatch...importBatch) }
    return batch
  }
}
