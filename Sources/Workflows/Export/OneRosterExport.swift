import CSV
package import RosterReading
package import StudentStore
import TextEncoding

/// Fills the column `sex` of a OneRoster export's demographics.csv.
///
/// A OneRoster export holds more than studentdb keeps: teachers, enrolments, the demographics of others.
/// So the school's own file is the form: every line that says nothing new is given back as it is, blank
/// cells are filled with what was decided, and a student without a line gets one. Further columns are
/// allowed behind those of the standard if their names begin with `metadata.`; two of them say which
/// genders are not recorded ones, so that they do not come back as such.
package struct OneRosterExport {
  /// The columns that are added.
  static let addedHeadings = [OwnExport.genderHeading, OwnExport.basisHeading].map {
    OwnExport.extensionPrefix + $0
  }

  private let database: SchoolDatabase
  private let options: ExportOptions

  package init(_ database: SchoolDatabase, options: ExportOptions) {
    self.database = database
    self.options = options
  }

  /// The result.
  package struct Report: Sendable {
    /// Students whose blank cell was filled, those with a new line included.
    package internal(set) var filled = 0
    /// Students whose cell was corrected.
    package internal(set) var corrected = 0
    /// Students who had no line.
    package internal(set) var added = 0
    /// Whether lines have dates, as in an export of changes.
    var hasDates = false
    /// Lines that cannot be read, given back as they are.
    package internal(set) var unread = 0
  }

  /// What is known of one student.
  private struct Known {
    let value: ExportRow.Value
    /// When it was decided.
    let decidedAt: String?

    /// The word of the standard; nil where there is none to write.
    var word: String? {
      value.gender.map { ["female", "male"].contains($0) ? $0 : "other" }
    }
  }

  /// The places of the columns.
  private struct Columns {
    let id: Int
    let sex: Int
    let status: Int?
    let date: Int?
    /// Those of an earlier export, which are replaced.
    let own: Set<Int>
    let count: Int
  }

  /// Writes the file, from one snapshot.
  ///
  /// - Throws: `WorkflowError.notImported` unless exactly these files are an import that is not
  ///   reverted, `noSexColumn` if there is nothing to fill.
  package func run(_ source: RosterSource, into sink: ([UInt8]) throws -> Void) throws -> Report {
    var digest = RunningDigest()
    var reader = try source.open()
    while case let piece = try reader.next(), !piece.isEmpty { digest.update(piece) }
    let original = try Self.bytes(of: source)
    return try database.read {
      guard let id = try database.importBatch(of: digest.digest(), sheet: nil) else {
        throw WorkflowError.notImported(file: source.name)
      }
      return try write(original, try students(of: id), source.name, into: sink)
    }
  }

  private static func bytes(of source: RosterSource) throws -> [UInt8] {
    guard var reader = try source.demographics?() else {
      throw RosterError.changedMeanwhile(file: source.name)
    }
    var bytes: [UInt8] = []
    while case let piece = try reader.next(), !piece.isEmpty { bytes += piece }
    return bytes
  }

  private func students(of id: Int64) throws -> [String: Known] {
    var students: [String: Known] = [:]
    let batch = try database.importRecord(id)
    try database.forEachExported(from: batch, run: try database.currentRun()) { exported in
      guard let id = exported.student.schoolID, !exported.student.hasLeft else { return }
      students[VisibleText.of(id)] = Known(
        value: ExportRow.value(of: exported, options),
        decidedAt: exported.decided?.at
      )
    }
    return students
  }

  private func write(
    _ original: [UInt8],
    _ students: [String: Known],
    _ file: String,
    into sink: ([UInt8]) throws -> Void
  ) throws -> Report {
    let opening = try TextOpening(of: Array(original.prefix(4)))
    var text: [UInt8] = []
    var decoder = TextDecoder(opening.encoding)
    decoder.decode(original[opening.markLength...], into: &text)
    decoder.finish(into: &text)

    var report = Report()
    var rest = students
    var columns: Columns?
    // The lines in order; each is written when the next one shows where it ends.
    var line = Line()
    var parser = CSVParser(dialect: .comma)
    var output: [UInt8] = opening.markLength > 0 ? [0xEF, 0xBB, 0xBF] : []
    let take = { (record: borrowing CSVRecord) throws in
      output += line.bytes(in: text, before: record.byteOffset)
      line = Line(at: record)
      guard record.fault == nil, !record.isBlank else {
        if !record.isBlank { report.unread += 1 }
        return
      }
      guard let columns else {
        columns = try Self.columns(of: record, file)
        line.cells = self.headings(of: record, columns)
        return
      }
      guard record.fieldCount == columns.count else {
        report.unread += 1
        return
      }
      let id = VisibleText.of(record.text(columns.id))
      line.cells = self.cells(of: record, columns, rest.removeValue(forKey: id), &report)
    }
    try parser.parse(text[...], take)
    try parser.finish(take)
    let ending = parser.lineEnding?.bytes ?? CSVLineEnding.lf.bytes
    output += line.bytes(in: text, before: text.count)
    guard let columns else { throw WorkflowError.noSexColumn(file: file) }
    let missing = rest.filter { $0.value.value.isFilled && $0.value.word != nil }
    if !missing.isEmpty, !text.isEmpty, text.last != 0x0A, text.last != 0x0D { output += ending }
    for (id, known) in missing.sorted(by: { $0.key < $1.key }) {
      var cells = [String](repeating: "", count: columns.count)
      cells[columns.id] = id
      cells[columns.sex] = known.word ?? ""
      // Only an export of changes has dates.
      if let date = columns.date, report.hasDates {
        cells[date] = known.decidedAt ?? ""
        if let status = columns.status { cells[status] = "active" }
      }
      var writer = CSVWriter(dialect: .comma)
      for (place, cell) in cells.enumerated() where !columns.own.contains(place) {
        writer.field(cell)
      }
      if options.columns == .all { addOwn(known, to: &writer) }
      output += writer.bytes + ending
      report.filled += 1
      report.added += 1
    }
    try sink(output)
    return report
  }

  /// One line, until it is known where it ends.
  private struct Line {
    private var start = 0
    private var end = 0
    /// The cells as they are written; nil for a line that stays as it is.
    var cells: [UInt8]?

    init() {}

    init(at record: borrowing CSVRecord) {
      start = record.byteOffset
      end = start + record.rawLength
    }

    /// The line with its end.
    func bytes(in text: [UInt8], before next: Int) -> ArraySlice<UInt8> {
      guard let cells else { return text[start..<next] }
      return cells[...] + text[min(end, next)..<next]
    }
  }

  private static func columns(
    of record: borrowing CSVRecord,
    _ file: String
  ) throws -> Columns {
    let headings = (0..<record.fieldCount).map { record.text($0) }
    func place(_ name: String) -> Int? {
      headings.firstIndex { VisibleText.of($0).lowercased() == name }
    }
    guard let id = place("sourcedid"), let sex = place("sex") else {
      throw WorkflowError.noSexColumn(file: file)
    }
    return Columns(
      id: id,
      sex: sex,
      status: place("status"),
      date: place("datelastmodified"),
      own: OwnExport.columns(in: headings),
      count: headings.count
    )
  }

  private func headings(of record: borrowing CSVRecord, _ columns: Columns?) -> [UInt8] {
    var writer = CSVWriter(dialect: .comma)
    for field in 0..<record.fieldCount where columns?.own.contains(field) != true {
      copy(field, of: record, to: &writer)
    }
    if options.columns == .all { for heading in Self.addedHeadings { writer.field(heading) } }
    return writer.bytes
  }

  private func cells(
    of record: borrowing CSVRecord,
    _ columns: Columns,
    _ known: Known?,
    _ report: inout Report
  ) -> [UInt8]? {
    let hasDate = columns.date.map { !record.isEmptyCell($0) } ?? false
    report.hasDates = report.hasDates || hasDate
    let written = record.text(columns.sex)
    let reading = GenderWords().reading(of: written)
    var word: String?
    if let known, let wanted = known.word {
      let isBlank = reading == .missing
      let agrees = reading == .gender(known.value.gender ?? "") || trimmed(written) == wanted
      if isBlank || known.value.basis == "recorded" && !agrees { word = wanted }
      if word != nil { if isBlank { report.filled += 1 } else { report.corrected += 1 } }
    }
    guard word != nil || options.columns == .all || !columns.own.isEmpty else { return nil }
    var writer = CSVWriter(dialect: .comma)
    for field in 0..<record.fieldCount where !columns.own.contains(field) {
      if field == columns.sex, let word {
        writer.field(word, quoting: record.isQuoted(field) ? .always : .minimal)
      } else if field == columns.date, hasDate, word != nil, let date = known?.decidedAt {
        // Who takes only what changed looks at the date.
        writer.field(date, quoting: record.isQuoted(field) ? .always : .minimal)
      } else {
        copy(field, of: record, to: &writer)
      }
    }
    if options.columns == .all { addOwn(known, to: &writer) }
    return writer.bytes
  }

  private func copy(_ field: Int, of record: borrowing CSVRecord, to writer: inout CSVWriter) {
    writer.field(
      record.bytes[record.range(of: field)],
      quoting: record.isQuoted(field) ? .always : .minimal
    )
  }

  private func addOwn(_ known: Known?, to writer: inout CSVWriter) {
    // In the words of the standard, so that a cell that was changed since is seen as changed.
    writer.field(known?.word ?? "")
    writer.field(known?.value.basis ?? "")
  }
}
