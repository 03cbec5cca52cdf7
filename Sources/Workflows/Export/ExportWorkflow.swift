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

  private static let pieceLength = 1 << 16

  private let database: SchoolDatabase
  private let options: ExportOptions

  package init(_ database: SchoolDatabase, options: ExportOptions) {
    self.database = database
    self.options = options
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
      var book = try ExportedWorkbook(path, in: folder, plan, adding: try addedHeadings())
      let report = try write(plan, .table) { try book.take($0) }
      try book.finish()
      return report
    }
  }

  /// What is written.
  private enum Style {
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
    let isOneFile =
      isFile && plan.lines?.id == form.id && options.columns == .original && !options.signedOnly
    let isForExcel = style.delimiterForExcel != nil
    let lineEnding =
      isFile ? CSVLineEnding(rawValue: form.lineEnding) ?? .lf : isForExcel ? .crlf : .lf
    let delimiter = style.delimiterForExcel ?? (isFile ? form.delimiter.utf8.first : nil)
    var writer = CSVWriter(
      dialect: CSVDialect(
        delimiter: delimiter ?? CSVDialect.comma.delimiter,
        // A file that came with apostrophes goes back with them.
        isGuarded: isForExcel
          || isFile && plan.columns.contains { $0.heading == OwnExport.guardHeading }
      )
    )
    let addedHeadings = try addedHeadings()
    let guardHeadings = style.saysGuards ? [OwnExport.guardHeading] : []
    let encoding =
      options.encoding == .utf8 || !isFile ? .utf8 : try form.characterEncoding()
    let encoder = TextEncoder(encoding)
    let isOriginal =
      isOneFile && plan.isAsItCame && plan.hasOriginalHeading && options.encoding == .original
      && form.sheet == nil
      && (options.withRejected || form.counts.rejected + form.counts.conflicts == 0)
    var digest = isOriginal ? RunningDigest() : nil
    func flush(_ writer: inout CSVWriter) throws {
      let bytes = try encoded(&writer, encoder)
      digest?.update(bytes)
      try sink(bytes)
    }
    var lines = try LinesBetween(
      isOneFile ? form : nil,
      of: database,
      usual: lineEnding,
      withRejected: options.withRejected,
      repairing: encoding.name != form.encoding
    )
    try writeHeader(plan, style, adding: addedHeadings + guardHeadings, writer: &writer)
    writer.endRecord(lines.ending(of: .line(form.headerLine)))
    if form.hasByteOrderMark, isFile {
      digest?.update(encoding.byteOrderMark)
      try sink(encoding.byteOrderMark)
    }

    var report = Report()
    report.form = form.id
    let run = try database.currentRun()
    let row = ExportRow(
      plan: plan,
      options: options,
      stored: try StoredLines(database),
      run: run,
      saysHow: addedHeadings.contains(Self.howHeading),
      saysCorrections: addedHeadings.last == Self.correctedHeading,
      saysGuards: style.saysGuards
    )
    func write(_ student: ExportedStudent) throws {
      guard !options.signedOnly || student.signOff != nil else { return }
      // In the list a child is once; in a file of its own each line is.
      if student.isSecondRow, options.importBatch == nil, !plan.isAsItCame { return }
      guard plan.isAsItCame || options.withLeft || !student.student.hasLeft else {
        report.left += 1
        return
      }
      report.students += 1
      let line = isOneFile ? Int(student.student.line) : form.headerLine + report.students
      try lines.write(before: .line(line), to: &writer, flush)
      // The last line stays in the writer, because its end may have to be removed.
      if writer.bytes.count >= Self.pieceLength { try flush(&writer) }
      let outcome = try row.write(student, to: &writer)
      if outcome.isFilled { report.filled += 1 }
      if outcome.isUnreached { report.unreached += 1 }
      writer.endRecord(lines.ending(of: .line(line)))
    }
    if let batch = plan.lines {
      try database.forEachExported(from: batch, run: run, write)
      report.leftOut = batch.counts.rejected + batch.counts.conflicts
      report.erased = try database.erasedLines(of: batch)
    } else {
      try database.forEachExported(withLeft: options.withLeft, run: run, write)
      if !options.withLeft { report.left = try database.leftStudentCount() }
      report.leftOut = try database.importIDs().reduce(0) {
        let counts = try database.importRecord($1).counts
        return $0 + counts.rejected + counts.conflicts
      }
    }
    try lines.write(before: .end, to: &writer, flush)
    if isFile, plan.lines != nil, !form.hasFinalNewline, options.columns == .original {
      writer.dropLastEnd()
    }
    try flush(&writer)
    report.putBack = lines.putBack
    report.guardedCells = isForExcel ? writer.guardedFields.all : 0
    report.delimiter = style.delimiterForExcel
    report.leftOut -= lines.putBack
    report.isOriginalFile = digest.map { $0.digest() == form.sha256 }
    return report
  }

  private func addedHeadings() throws -> [String] {
    guard options.columns == .all else { return [] }
    let hasCorrections = try !database.correctedStudents().isEmpty
    return Self.addedHeadings + (try database.hasAppliedBatches() ? [Self.howHeading] : [])
      + (hasCorrections ? [Self.correctedHeading] : [])
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
    writer: inout CSVWriter
  ) throws {
    if style.isFile, plan.hasOriginalHeading {
      // The original heading line, including quotes.
      let form = plan.form.batch
      var header: [UInt8] = []
      var decoder = TextDecoder(try form.characterEncoding())
      decoder.decode(form.headerRecord[...], into: &header)
      decoder.finish(into: &header)
      writer.rawFields(header)
    } else {
      for column in plan.columns { writer.field(column.heading) }
    }
    for heading in added { writer.field(heading) }
  }
}
