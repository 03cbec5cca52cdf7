import CSV
import RosterReading
package import StudentStore
import TextEncoding

/// Exports the school's list: each student once, with the latest values, in the form of one of its
/// files; the gender column filled with the decisions, and the source of each value.
package struct ExportWorkflow {
  /// The columns that studentdb adds.
  static let addedHeadings = [
    "studentdb_gender", "studentdb_basis", "studentdb_confidence", "studentdb_run",
    "studentdb_decided_by", "studentdb_decided_at", "studentdb_signed",
  ]
  /// An additional one if some were not decided individually: `looked_at`, `batch` or `file`.
  static let howHeading = "studentdb_decided_how"
  /// An additional one if values of a file were corrected.
  static let correctedHeading = "studentdb_corrected"

  static let pieceLength = 1 << 16

  private let database: SchoolDatabase
  private let options: ExportOptions
  private let progress: (WorkProgress?) -> Void

  /// `progress`: is told how many students were written.
  package init(
    _ database: SchoolDatabase,
    options: ExportOptions,
    progress: @escaping (WorkProgress?) -> Void = { _ in }
  ) {
    self.database = database
    self.options = options
    self.progress = progress
  }

  /// The result.
  package struct Report: Sendable {
    /// Students written.
    package internal(set) var students = 0
    /// Of these, students whose blank gender was filled.
    package internal(set) var filled = 0
    /// Students with a decided gender for which the file's form has no column.
    package internal(set) var unreached = 0
    /// Students who left, and are left out.
    package internal(set) var left = 0
    /// The import whose form was used.
    package internal(set) var form: Int64 = 0
    /// Rejected lines of the files that are left out.
    package internal(set) var leftOut = 0
    /// Rejected lines restored at their places.
    package internal(set) var putBack = 0
    /// Lines of the file that are not there any more, because their students were erased.
    package internal(set) var erased = 0
    /// Whether the output is identical to the imported bytes; nil if something else was requested.
    package internal(set) var isOriginalFile: Bool?
    /// Cells with an apostrophe before them, so that no spreadsheet computes them; their column is then
    /// added.
    package internal(set) var guardedCells = 0
    /// The delimiter of a list for a spreadsheet; nil for any other.
    package internal(set) var delimiter: UInt8?
  }

  /// Writes the file piece by piece from one snapshot.
  ///
  /// `sink`: receives each piece. Throws `StoreError.unknown` if nothing was imported.
  package func run(into sink: ([UInt8]) throws -> Void) throws -> Report {
    try database.read {
      let plan = try ExportPlan(database, options: options)
      guard options.isForExcel else { return try write(plan, .file, into: sink) }
      let delimiter = try delimiterForExcel(plan.form.batch)
      // Whether any cell needs an apostrophe has to be known before the headings are written.
      let first = try write(plan, .excel(delimiter: delimiter, saysGuards: false)) { _ in }
      try sink([0xEF, 0xBB, 0xBF])
      let saysGuards = first.guardedCells > 0
      return try write(plan, .excel(delimiter: delimiter, saysGuards: saysGuards), into: sink)
    }
  }

  /// Writes a workbook from one snapshot.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - folder: Its folder.
  /// - Returns: What was written.
  /// - Throws: as ``run(into:)``, and `WorkflowError.workbook` where a workbook cannot hold it.
  package func writeWorkbook(_ path: String, in folder: String) throws -> Report {
    try database.read {
      let plan = try ExportPlan(database, options: options)
      var book = try ExportedWorkbook(
        path,
        in: folder,
        plan,
        adding: try Self.addedHeadings(database, options)
      )
      let report = try write(plan, .table) { try book.take($0) }
      try book.finish()
      return report
    }
  }

  /// What is written.
  private enum Style: Sendable {
    /// The list as its file was: delimiter, line ends, encoding, what stands above the headings.
    case file
    /// The headings and rows alone, with commas.
    case table
    /// The headings and rows alone, for a spreadsheet.
    case excel(delimiter: UInt8, saysGuards: Bool)

    var isFile: Bool { if case .file = self { true } else { false } }
    var delimiterForExcel: UInt8? {
      if case .excel(let delimiter, _) = self { delimiter } else { nil }
    }
    var saysGuards: Bool { if case .excel(_, let says) = self { says } else { false } }
  }

  /// The delimiter that the school's spreadsheets expect: that of its newest CSV file, or else the one
  /// that goes with the decimal sign of the heights.
  private func delimiterForExcel(_ form: ImportBatch) throws -> UInt8 {
    let semicolon = CSVDialect.semicolon.delimiter
    let comma = CSVDialect.comma.delimiter
    for id in try database.importIDs().reversed() {
      let batch = try database.importRecord(id)
      guard batch.sheet == nil, let delimiter = batch.delimiter.utf8.first else { continue }
      if delimiter == semicolon || delimiter == comma { return delimiter }
    }
    return form.decimalSign == "," ? semicolon : comma
  }

  private func write(
    _ plan: ExportPlan,
    _ style: Style,
    into sink: ([UInt8]) throws -> Void
  ) throws -> Report {
    let form = plan.form.batch
    let isFile = style.isFile
    let encoding =
      options.encoding == .utf8 || !isFile ? .utf8 : try form.characterEncoding()
    let encoder = TextEncoder(encoding)
    let isOriginal =
      Self.isOneFile(plan, style, options) && plan.isAsItCame && plan.hasOriginalHeading
      && options.encoding == .original && form.sheet == nil
      && (options.withRejected || form.counts.rejected + form.counts.conflicts == 0)
    var digest = isOriginal ? RunningDigest() : nil
    func flush(_ writer: inout CSVWriter) throws {
      let bytes = try encoded(&writer, encoder)
      digest?.update(bytes)
      try sink(bytes)
    }
    let added = try Self.addedHeadings(database, options)
    var list = try Self.lineWriter(database, plan, style, options, adding: added)
    try writeHeader(plan, style, adding: added, &list)
    if form.hasByteOrderMark, isFile {
      digest?.update(encoding.byteOrderMark)
      try sink(encoding.byteOrderMark)
    }

    let run = try database.currentRun()
    let pieces = try ExportPieces(plan, options, list, in: database)
    try pieces.write(run: run, to: &list, of: database, flush, progress: progress) {
      [options] other in
      try Self.lineWriter(
        other,
        ExportPlan(other, options: options),
        style,
        options,
        adding: added
      )
    }
    var left = list.report.left
    var leftOut = 0
    if let batch = plan.lines {
      leftOut = batch.counts.rejected + batch.counts.conflicts
    } else {
      if !options.withLeft { left = try database.leftStudentCount() }
      leftOut = try database.importIDs().reduce(0) {
        let counts = try database.importRecord($1).counts
        return $0 + counts.rejected + counts.conflicts
      }
    }
    try list.writeEnd(flush)
    if isFile, plan.lines != nil, !form.hasFinalNewline, options.columns == .original {
      list.writer.dropLastEnd()
    }
    try flush(&list.writer)
    var report = list.report
    report.form = form.id
    report.left = left
    report.erased = try plan.lines.map { try database.erasedLines(of: $0) } ?? 0
    report.putBack = list.lines.putBack
    report.guardedCells = style.delimiterForExcel == nil ? 0 : list.writer.guardedFields.all
    report.delimiter = style.delimiterForExcel
    report.leftOut = leftOut - report.putBack
    report.isOriginalFile = digest.map { $0.digest() == form.sha256 }
    return report
  }

  /// Whether the lines are those of one file at their places.
  private static func isOneFile(
    _ plan: ExportPlan,
    _ style: Style,
    _ options: ExportOptions
  ) -> Bool {
    style.isFile && plan.lines?.id == plan.form.batch.id && options.columns == .original
      && !options.signedOnly
  }

  /// What writes the lines that a connection reads.
  private static func lineWriter(
    _ database: SchoolDatabase,
    _ plan: ExportPlan,
    _ style: Style,
    _ options: ExportOptions,
    adding added: [String]
  ) throws -> LineWriter {
    let form = plan.form.batch
    let isFile = style.isFile
    let isForExcel = style.delimiterForExcel != nil
    let lineEnding =
      isFile ? CSVLineEnding(rawValue: form.lineEnding) ?? .lf : isForExcel ? .crlf : .lf
    let delimiter = style.delimiterForExcel ?? (isFile ? form.delimiter.utf8.first : nil)
    let isOneFile = isOneFile(plan, style, options)
    return LineWriter(
      plan: plan,
      options: options,
      row: ExportRow(
        plan: plan,
        options: options,
        stored: try StoredLines(database),
        run: try database.currentRun(),
        saysHow: added.contains(howHeading),
        saysCorrections: added.last == correctedHeading,
        saysGuards: style.saysGuards
      ),
      writer: CSVWriter(
        dialect: CSVDialect(
          delimiter: delimiter ?? CSVDialect.comma.delimiter,
          // A file that came with apostrophes goes back with them.
          isGuarded: isForExcel
            || isFile && plan.columns.contains { $0.heading == OwnExport.guardHeading }
        )
      ),
      lines: try LinesBetween(
        isOneFile ? form : nil,
        of: database,
        usual: lineEnding,
        withRejected: options.withRejected,
        repairing: options.encoding == .utf8 && form.encoding != CharacterEncoding.utf8.name
      ),
      isOneFile: isOneFile
    )
  }

  private static func addedHeadings(
    _ database: SchoolDatabase,
    _ options: ExportOptions
  ) throws -> [String] {
    guard options.columns == .all else { return [] }
    let hasCorrections = try !database.correctedStudents().isEmpty
    return addedHeadings + (try database.hasAppliedBatches() ? [howHeading] : [])
      + (hasCorrections ? [correctedHeading] : [])
  }

  /// Removes and returns the writer's content.
  private func encoded(_ writer: inout CSVWriter, _ encoder: TextEncoder) throws -> [UInt8] {
    var bytes: [UInt8] = []
    do throws(TextEncodingError) {
      try encoder.encode(writer.bytes[...], into: &bytes)
    } catch {
      throw WorkflowError.missingCharacter(detail: error.description)
    }
    writer.bytes.removeAll(keepingCapacity: true)
    return bytes
  }

  private func writeHeader(
    _ plan: ExportPlan,
    _ style: Style,
    adding added: [String],
    _ list: inout LineWriter
  ) throws {
    let form = plan.form.batch
    if style.isFile, plan.hasOriginalHeading {
      // The original heading line, including quotes.
      var header: [UInt8] = []
      var decoder = TextDecoder(try form.characterEncoding())
      decoder.decode(form.headerRecord[...], into: &header)
      decoder.finish(into: &header)
      list.writer.rawFields(header)
    } else {
      for column in plan.columns { list.writer.field(column.heading) }
    }
    for heading in added { list.writer.field(heading) }
    if style.saysGuards { list.writer.field(OwnExport.guardHeading) }
    list.endHeader()
  }
}
