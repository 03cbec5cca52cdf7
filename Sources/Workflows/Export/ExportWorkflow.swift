import CSV
package import StudentStore
import TextEncoding

/// Exports the school's list: its own columns with their order and text, the gender column filled
/// with the decisions, and the source of each value.
package struct ExportWorkflow {
  /// The columns that studentdb adds.
  static let addedHeadings = [
    "studentdb_gender", "studentdb_basis", "studentdb_confidence", "studentdb_run",
    "studentdb_decided_by", "studentdb_decided_at", "studentdb_signed",
  ]
  /// An additional one if some were not decided individually: `looked_at`, `batch` or `file`.
  static let howHeading = "studentdb_decided_how"
  /// An additional one if values of a file were corrected; the file's cells stay unchanged.
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
    /// Rejected lines of the files that are left out.
    package internal(set) var leftOut = 0
    /// Rejected lines restored at their places.
    package internal(set) var putBack = 0
    /// Whether the output is identical to the imported bytes; nil if something else was requested.
    package internal(set) var isOriginalFile: Bool?
  }

  /// Writes the file piece by piece from one snapshot.
  ///
  /// `sink`: receives each piece. Throws `StoreError.unknown` if nothing was imported.
  package func run(into sink: ([UInt8]) throws -> Void) throws -> Report {
    try database.read { try write(into: sink) }
  }

  private func write(into sink: ([UInt8]) throws -> Void) throws -> Report {
    let ids = try options.importBatch.map { [$0] } ?? database.importIDs()
    let batches = try ids.map { try database.importRecord($0) }
    guard let first = batches.first else {
      throw StoreError.unknown(kind: "import", id: "yet: run \"studentdb import FILE\" first")
    }
    let layouts = try batches.map { try ExportColumns($0) }
    let plan = MergedColumns(layouts)
    let isOneFile = batches.count == 1 && options.columns == .original && !options.signedOnly
    let delimiter = first.delimiter.utf8.first ?? UInt8(ascii: ",")
    let lineEnding = CSVLineEnding(rawValue: first.lineEnding) ?? .lf
    var writer = CSVWriter(dialect: CSVDialect(delimiter: delimiter))
    let addedHeadings = try addedHeadings()
    let encoding = try encoding(of: batches)
    let encoder = TextEncoder(encoding)
    let isOriginal =
      isOneFile && options.fill == .none && options.encoding == .original && first.sheet == nil
      && (options.withRejected || first.counts.rejected + first.counts.conflicts == 0)
    var digest = isOriginal ? RunningDigest() : nil
    func flush(_ writer: inout CSVWriter) throws {
      let bytes = try encoded(&writer, encoder)
      digest?.update(bytes)
      try sink(bytes)
    }
    var lines = try LinesBetween(
      isOneFile ? first : nil,
      of: database,
      usual: lineEnding,
      withRejected: options.withRejected,
      repairing: encoding.name != first.encoding
    )
    try writeHeader(plan, adding: addedHeadings, first: first, writer: &writer)
    writer.endRecord(lines.ending(of: .line(first.headerLine)))
    if first.hasByteOrderMark {
      digest?.update(encoding.byteOrderMark)
      try sink(encoding.byteOrderMark)
    }

    var report = Report()
    let run = try database.currentRun()
    for (index, batch) in batches.enumerated() {
      let words = try database.genderWords(of: batch)
      let row = RowWriter(
        columns: layouts[index],
        places: plan.places[index],
        width: plan.headings.count,
        words: words,
        run: run,
        options: try rowOptions(),
        saysHow: addedHeadings.contains(Self.howHeading),
        saysCorrections: addedHeadings.last == Self.correctedHeading
      )
      try database.forEachExported(
        from: batch,
        isAlone: options.importBatch != nil,
        run: run
      ) { student in
        guard !options.signedOnly || student.signOff != nil else { return }
        report.students += 1
        let line = Int(student.student.line)
        try lines.write(before: .line(line), to: &writer, flush)
        // The last line stays in the writer, because its end may have to be removed.
        if writer.bytes.count >= Self.pieceLength { try flush(&writer) }
        if try row.write(student, to: &writer) { report.filled += 1 }
        writer.endRecord(lines.ending(of: .line(line)))
      }
    }
    try lines.write(before: .end, to: &writer, flush)
    if batches.count == 1, !first.hasFinalNewline, options.columns == .original {
      writer.dropLastEnd()
    }
    try flush(&writer)
    report.putBack = lines.putBack
    report.leftOut = batches.reduce(-lines.putBack) {
      $0 + $1.counts.rejected + $1.counts.conflicts
    }
    report.isOriginalFile = digest.map { $0.digest() == first.sha256 }
    return report
  }

  private func addedHeadings() throws -> [String] {
    guard options.columns == .all else { return [] }
    let hasCorrections = try !database.correctedStudents().isEmpty
    return Self.addedHeadings + (try database.hasAppliedBatches() ? [Self.howHeading] : [])
      + (hasCorrections ? [Self.correctedHeading] : [])
  }

  /// A reverted file is exported unchanged.
  private func rowOptions() throws -> ExportOptions {
    guard let id = options.importBatch, try database.importRevert(of: id) != nil else {
      return options
    }
    var options = options
    options.fill = .none
    return options
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

  /// The files' own encoding, if they agree and no other is requested.
  private func encoding(of batches: [ImportBatch]) throws -> CharacterEncoding {
    guard options.encoding == .original, Set(batches.map(\.encoding)).count == 1,
      let first = batches.first
    else { return .utf8 }
    return try first.characterEncoding()
  }

  private func writeHeader(
    _ plan: MergedColumns,
    adding added: [String],
    first: ImportBatch,
    writer: inout CSVWriter
  ) throws {
    if plan.isUniform {
      // The original heading line, including quotes.
      var header: [UInt8] = []
      var decoder = TextDecoder(try first.characterEncoding())
      decoder.decode(first.headerRecord[...], into: &header)
      decoder.finish(into: &header)
      writer.rawFields(header)
    } else {
      for heading in plan.headings { writer.field(heading) }
    }
    for heading in added { writer.field(heading) }
  }
}

/// Writes the students of one import.
private struct RowWriter {
  let columns: ExportColumns
  let places: [Int?]
  let width: Int
  let words: [String: String]
  let run: Int64?
  let options: ExportOptions
  let saysHow: Bool
  let saysCorrections: Bool

  /// The exported gender and its source.
  private struct Value {
    let gender: String?
    let basis: String
    let confidence: Double?
    let isFilled: Bool
  }

  /// Writes the cells of a student, and leaves the line open.
  ///
  /// - Returns: whether a blank gender was filled.
  func write(_ exported: ExportedStudent, to writer: inout CSVWriter) throws -> Bool {
    var cells = try columns.cells(of: exported)
    let value = value(of: exported, cells: cells)
    if value.isFilled, let gender = value.gender, let column = columns.gender {
      cells[column] = Array((words[gender] ?? gender).utf8)
    }
    var next = 0
    for place in 0..<width {
      guard next < places.count, let column = column(at: place, hint: &next) else {
        writer.field("")
        continue
      }
      let isQuoted = exported.quoting.map { column < $0.count && $0[column] == UInt8(ascii: "1") }
      writer.field(cells[column][...], quoting: isQuoted == true ? .always : .minimal)
    }
    if options.columns == .all { writeAdded(value, exported, to: &writer) }
    return value.isFilled
  }

  /// The column at a place; columns mostly keep their order, so that place is tried first.
  private func column(at place: Int, hint: inout Int) -> Int? {
    if places[hint] == place {
      defer { if hint + 1 < places.count { hint += 1 } }
      return hint
    }
    return places.firstIndex(of: place)
  }

  private func value(of exported: ExportedStudent, cells: [[UInt8]]) -> Value {
    let student = exported.student
    guard !student.isNoPerson else {
      return Value(gender: nil, basis: student.status, confidence: nil, isFilled: false)
    }
    guard student.gender == .missing else {
      if options.fill != .none, let word = student.gender.word,
        exported.wholeLine != nil || exported.amendment?.corrected.contains(.gender) == true,
        let column = columns.gender, cells[column].allSatisfy({ $0 == 0x20 })
      {
        // If the file is blank, the value recorded by an earlier file or a correction is used.
        return Value(gender: word, basis: student.gender.status, confidence: nil, isFilled: true)
      }
      return Value(
        gender: student.gender.word,
        basis: student.gender.status,
        confidence: nil,
        isFilled: false
      )
    }
    if let decided = exported.decided, options.fill != .none {
      let agrees = exported.suggestion?.gender == decided.gender
      return Value(
        gender: decided.gender,
        basis: "decided",
        confidence: agrees ? exported.suggestion?.confidence : nil,
        isFilled: true
      )
    }
    if options.fill == .inferred, let suggestion = exported.suggestion {
      return Value(
        gender: suggestion.gender,
        basis: "inferred",
        confidence: suggestion.confidence,
        isFilled: true
      )
    }
    return Value(gender: nil, basis: "missing", confidence: nil, isFilled: false)
  }

  private func writeAdded(
    _ value: Value,
    _ exported: ExportedStudent,
    to writer: inout CSVWriter
  ) {
    let isDecided = value.basis == "decided"
    writer.field(value.gender ?? "")
    writer.field(value.basis)
    writer.field(value.confidence.map { "\($0)" } ?? "")
    writer.field(value.confidence == nil ? "" : run.map { "r\($0)" } ?? "")
    writer.field(isDecided ? exported.decided?.by ?? "" : "")
    writer.field(isDecided ? exported.decided?.at ?? "" : "")
    writer.field(isDecided ? exported.signOff.map { "s\($0)" } ?? "" : "")
    if saysHow { writer.field(isDecided ? exported.decided?.path.rawValue ?? "" : "") }
    if saysCorrections { writer.field(exported.corrections) }
  }
}
