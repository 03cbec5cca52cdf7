import CSV
import FoundationEssentials
package import StudentStore

/// Brings a school's file into the database: every line ends as a student, as an update of one, or
/// as a rejected row that says why.
///
/// The file is read twice, once to decide what its columns mean and once to load it; the load is
/// one transaction with one trail entry, so that all of the file is there or nothing of it.
package struct ImportWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Imports one file.
  ///
  /// - Throws: `ImportError` where the file cannot be imported at all; nothing is changed then.
  package func run(
    _ source: RosterSource, options: ImportOptions, mode: SchoolDatabase.Mode = .keep
  ) throws -> ImportReport {
    var survey = try RosterSurvey(source, options: options)
    let layout = try survey.layout()
    if let known = try database.importBatch(of: layout.sha256) {
      return ImportReport(
        batch: try database.importRecord(known), wasAlreadyImported: true,
        columns: layout.namedColumns, rejects: [])
    }
    return try database.write(.import, context: context, mode: mode) { act in
      try database.loadStudents(of: act) { writer in
        let known = try database.studentCount() > 0 ? try KnownStudents(database) : nil
        var load = RosterLoad(writer)
        try load.run(
          RosterReading(source, layout: layout, packer: try writer.packer(), known: known))
        try check(load, file: layout.fileName, options: options)
        let batch = try writer.finish(
          try describe(layout, counts: load.counts, writer: writer, act: act))
        return ImportReport(
          batch: batch, wasAlreadyImported: false, columns: layout.namedColumns,
          rejects: load.listedRejects)
      }
    }
  }

  private func check(
    _ load: RosterLoad, file: String, options: ImportOptions
  ) throws(ImportError) {
    let counts = load.counts
    let first = load.firstReject.map { "line \($0.line): \($0.message)" }
    if options.isStrict, counts.rejected > 0 {
      throw .rejected(file: file, count: counts.rejected, first: first ?? "")
    }
    if options.onConflict == .stop, counts.conflicts > 0 {
      throw .conflicts(
        file: file, count: counts.conflicts,
        first: load.firstConflict.map { "line \($0.line): \($0.message)" } ?? "")
    }
    if counts.rows == counts.rejected {
      throw .nothingReadable(file: file, rows: counts.rows, first: first)
    }
  }

  private func describe(
    _ layout: RosterLayout, counts: ImportBatch.Counts, writer: ImportWriter, act: Act
  ) throws -> ImportBatch {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let map = Dictionary(
      uniqueKeysWithValues: layout.map.columns.map { ($0.key.rawValue, $0.value) })
    return ImportBatch(
      id: writer.importBatch, sourceName: layout.fileName, sha256: layout.sha256,
      byteCount: layout.byteCount, encoding: "utf-8", hasByteOrderMark: layout.hasByteOrderMark,
      delimiter: String(decoding: [layout.dialect.delimiter], as: UTF8.self),
      lineEnding: layout.lineEnding.rawValue, hasFinalNewline: layout.endsWithNewline,
      decimalSign: layout.height?.decimal?.rawValue, heightUnit: layout.height?.unit?.rawValue,
      headerLine: layout.headerLine, headerRecord: layout.headerRecord,
      headings: JSONTextArray.text(of: layout.headings),
      columnMap: String(decoding: try encoder.encode(map), as: UTF8.self), genderWords: nil,
      students: nil, counts: counts, actor: context.actor,
      importedAt: act.time, programVersion: context.programVersion)
  }
}
