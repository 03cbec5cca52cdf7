import Bytes
import CSV
import FoundationEssentials
package import RosterReading
package import StudentStore
import TextEncoding

/// Imports a school's file: every line becomes a student, an update of one, or a rejected row with
/// a reason.
///
/// The meaning of its columns is determined first. Then it is loaded in one transaction with one
/// trail entry, so that the whole file is imported or nothing.
package struct ImportWorkflow {
  let database: SchoolDatabase
  let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Imports one file.
  ///
  /// `progress`: receives the progress from time to time. Throws `RosterError` if the file cannot
  /// be imported at all; nothing is changed then.
  package func run(
    _ source: RosterSource,
    options: ImportOptions,
    mode: SchoolDatabase.Mode = .keep,
    progress: (ImportProgress) -> Void = { _ in }
  ) throws -> ImportReport {
    do {
      return try importOnce(source, options, mode, progress)
    } catch StoreError.unknown(let kind, let id) {
      // A file names no row, so that another row of the database does.
      throw StoreError.malformed(
        table: kind,
        detail: "there is no \(kind) \(id), which other rows name"
      )
    }
  }

  private func importOnce(
    _ source: RosterSource,
    _ options: ImportOptions,
    _ mode: SchoolDatabase.Mode,
    _ progress: (ImportProgress) -> Void
  ) throws -> ImportReport {
    try source.check(options)
    // A file imported again needs no answers to questions answered the first time.
    if let earlier = try earlierImport(of: source) {
      return try again(earlier, source, options, mode)
    }
    var options = options
    options.unasked.formUnion(source.neverHas)
    options.today = CalendarDate(iso: context.now())
    if let day = options.measuredOn, let today = options.today, day > today {
      throw RosterError.measuredLater(day: day)
    }
    if !options.isFresh { options.earlier = try database.rememberedAnswers() }
    options.isSheetRemembered = source.isSheetRemembered
    let layout = try firstLayout(of: source, options: &options)
    do {
      return try load(source, layout: layout, options: options, mode: mode, progress: progress)
    } catch LoadEnded.layoutChanged(let layout) {
      // The rest of the file contradicts its beginning: read all of it again with the whole layout.
      do {
        return try load(
          source,
          layout: layout,
          options: options,
          mode: mode,
          progress: progress
        )
      } catch LoadEnded.layoutChanged {
        throw RosterError.changedMeanwhile(file: source.name)
      }
    } catch LoadEnded.alreadyImported(let importBatch) {
      return try again(importBatch, source, options, mode)
    }
  }

  /// The earlier import of the same bytes, if any.
  private func earlierImport(of source: RosterSource) throws -> Int64? {
    guard try source.byteCount.map({ try database.hasImport(ofByteCount: $0) }) ?? true else {
      return nil
    }
    var reader = try source.open()
    var digest = RunningDigest()
    while true {
      let piece = try reader.next()
      if piece.isEmpty { break }
      digest.update(piece)
    }
    return try database.importBatch(of: digest.digest(), sheet: source.sheet)
  }

  private func load(
    _ source: RosterSource,
    layout: RosterLayout,
    options: ImportOptions,
    mode: SchoolDatabase.Mode,
    progress: (ImportProgress) -> Void
  ) throws -> ImportReport {
    try database.write(.import, context: context, mode: mode) { act in
      try database.loadStudents(of: act, committing: !options.leavesTrailOut) { writer in
        let known =
          try database.studentCount() > 0
          ? try KnownStudents(
            database,
            for: layout,
            blankCells: BlankCells(options.blankCells)
          ) : nil
        var load = RosterLoad(
          writer,
          idHeading: layout.heading(of: layout.columns.id),
          knownLines: try known.map {
            try KnownLines(
              database,
              writer: writer,
              knownCount: $0.count,
              layout: layout,
              options: options
            )
          }
        )
        let (layout, sha256) = try load.run(
          BatchReader(
            source,
            layout: layout,
            options: options,
            packer: try writer.packer(LoadingWay(forBytes: source.byteCount)),
            known: known
          ),
          reporting: { lines, bytes in
            progress(
              ImportProgress(lines: lines, bytesRead: bytes, bytesInAll: source.byteCount)
            )
          }
        )
        if let earlier = try database.importBatch(of: sha256, sheet: layout.sheet) {
          throw LoadEnded.alreadyImported(earlier)
        }
        try check(load, file: layout.fileName, options: options)
        try load.settleSecondRows()
        let leavers = try load.knownLines?.leavers(
          added: writer.students,
          unclear: load.unclearLines,
          isComplete: options.isComplete
        )
        var counts = load.counts
        counts.voided = writer.voidedStudents
        let batch = try writer.finish(
          try describe(
            layout,
            sha256,
            counts: counts,
            genderWords: load.genderWords,
            options: options,
            writer: writer,
            act: act
          )
        )
        var report = ImportReport(
          batch: batch,
          wasAlreadyImported: false,
          columns: layout.namedColumns,
          lines: try RejectedLines(of: batch),
          listed: load.listedRejects
        )
        let ages = load.ages.notes(
          ages: layout.heading(of: layout.columns.age),
          birthDates: layout.heading(of: layout.columns.birthdate)
        )
        let facts = source.notes()
        let computed = AgeNotes.computed(in: layout, asked: options.measuredOn)
        let units = layout.unitNotes
        report.notes = units + ages + computed + facts.first
        report.noteCount = units.count + ages.count + computed.count + facts.count
        report.rejectsByCode = load.rejectsByCode
        report.genderWords = load.genderWords
        report.leavers = leavers ?? Leavers()
        report.changes = load.knownLines?.changes ?? RosterChanges()
        report.isOwnExport = layout.columns.ownExport != nil
        var applied = layout.applied
        applied?.absent.removeAll { source.neverHas.contains($0) }
        report.applied = applied.flatMap { $0.isEmpty ? nil : $0 }
        if load.counts.doubts > 0 {
          report.doubts = try database.doubtfulHeights(of: batch).map { height in
            (height, layout.height?.reason(for: height.text) ?? .unclear)
          }
        }
        return report
      }
    }
  }

  private func check(
    _ load: RosterLoad,
    file: String,
    options: ImportOptions
  ) throws(RosterError) {
    let counts = load.counts
    let first = load.firstReject.map { "\($0.place): \($0.message)" }
    if options.isStrict, counts.rejected > 0 {
      throw .rejected(file: file, count: counts.rejected, first: first ?? "")
    }
    if options.onConflict == .stop, counts.conflicts > 0 {
      throw .conflicts(
        file: file,
        count: counts.conflicts,
        first: load.firstConflict.map { "\($0.place): \($0.message)" } ?? ""
      )
    }
    if counts.rows == counts.rejected {
      throw .nothingReadable(file: file, rows: counts.rows, first: first)
    }
  }

  private func describe(
    _ layout: RosterLayout,
    _ sha256: Digest,
    counts: ImportBatch.Counts,
    genderWords: [GenderWordCount],
    options: ImportOptions,
    writer: ImportWriter,
    act: Act
  ) throws -> ImportBatch {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let map = layout.columns.byField
    let words = (options.genderWordPairs ?? [:])
      .merging(layout.applied?.carriedWords ?? [:]) { asked, _ in asked }
    var batch = ImportBatch(
      id: writer.importBatch,
      sourceName: layout.fileName,
      sha256: sha256,
      byteCount: layout.byteCount,
      encoding: layout.opening.text.encoding.name,
      hasByteOrderMark: layout.opening.text.markLength > 0,
      delimiter: String(decoding: [layout.opening.dialect.delimiter], as: UTF8.self),
      lineEnding: layout.lineEnding.rawValue,
      hasFinalNewline: layout.endsWithNewline,
      decimalSign: layout.height?.decimal?.rawValue,
      heightUnit: layout.height?.unit?.rawValue,
      headerLine: layout.headerLine,
      headerRecord: layout.headerRecord,
      headings: JSONTextArray.text(of: layout.headings),
      columnMap: String(decoding: try encoder.encode(map), as: UTF8.self),
      genderWords: words.isEmpty
        ? nil : String(decoding: try encoder.encode(words), as: UTF8.self),
      students: nil,
      counts: counts,
      actor: context.actor,
      importedAt: act.time,
      programVersion: context.programVersion,
      sheet: layout.sheet,
      lineLayout: layout.lines?.bytes
    )
    batch.genderReadings = genderWords
    batch.measuredOn = layout.columns.measuredOn?.text
    batch.dateForm = layout.birthDates?.form.pattern
    batch.blankCells = BlankCells(options.blankCells)
    batch.isUnitGiven =
      layout.height != nil && options.heightUnit != nil || layout.applied?.isUnitCarried == true
    return batch
  }
}
