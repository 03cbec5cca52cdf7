import RosterReading
import StudentStore

extension ImportWorkflow {
  /// A file that was imported before: nothing is done, unless it is to say who left.
  func again(
    _ importBatch: Int64,
    _ source: RosterSource,
    _ options: ImportOptions,
    _ mode: SchoolDatabase.Mode
  ) throws -> ImportReport {
    var report = try report(on: importBatch, of: source, options)
    guard options.isComplete else { return report }
    guard try database.importIDs().last == importBatch else {
      throw RosterError.notNewest(file: source.name, importBatch: importBatch)
    }
    report.leavers = try database.write(.import, context: context, mode: mode) { act in
      try markLeavers(of: report.batch, act: act)
    }
    return report
  }

  private func markLeavers(of batch: ImportBatch, act: Act) throws -> Leavers {
    var leavers = Leavers()
    let present = try database.students(in: batch)
    let numbers = try Leavers.numbers(in: database, besides: present)
    try leavers.list(numbers, in: database)
    let rejects = try database.rejectedRows(of: batch.id)
    let unclear = rejects.count {
      $0.student == nil && $0.code != "blank-row" && $0.code != "repeated-heading"
    }
    guard numbers.isEmpty || unclear == 0 else {
      leavers.unclearLines = unclear
      return leavers
    }
    try database.markLeft(try database.students(numbers), by: batch, act: act)
    leavers.areMarked = true
    return leavers
  }

  private func report(
    on importBatch: Int64,
    of source: RosterSource,
    _ options: ImportOptions
  ) throws -> ImportReport {
    let batch = try database.importRecord(importBatch)
    let earlier = try EarlierImport(
      batch,
      of: source,
      doubts: options.keepsImplausible ? database.doubtfulHeights(of: batch) : [],
      rejects: batch.counts.conflicts > 0 ? database.rejectedRows(of: importBatch) : []
    )
    let contradictions = earlier.contradictions(options)
    guard contradictions.isEmpty else {
      throw RosterError.importedOtherwise(
        file: source.name,
        importBatch: importBatch,
        date: String(batch.importedAt.prefix(10)),
        options: contradictions
      )
    }
    var report = ImportReport(
      batch: batch,
      wasAlreadyImported: true,
      columns: try ImportColumns(batch).namedColumns,
      lines: try RejectedLines(of: batch),
      listed: try database.rejectedRows(of: importBatch, limit: ImportReport.listedRejects)
        .map { ListedReject(row: $0, reason: nil) }
    )
    report.genderWords = try database.genderWordCounts(of: batch)
    return report
  }
}
