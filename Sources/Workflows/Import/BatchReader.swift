import CSV
import RosterReading
import StudentStore

/// Reads a file for the load: every record becomes part of a batch.
///
/// It does not use the database, so it can run on another core than the inserts.
struct BatchReader: Sendable {
  /// A batch is passed on when it has this many rows or bytes.
  private static let batchRows = 4096
  private static let batchBytes = 1 << 18

  private let layout: RosterLayout
  private let source: RosterSource
  private var packer: StudentPacker
  private var known: KnownStudents?
  private let hashedColumns: HashedColumns
  private var writtenIDs = WrittenIDs()
  private var reader: RosterReader
  /// The last row, in the database's form.
  private var draft = StudentDraft()
  private let limits: CSVLimits
  private var next: LoadBatch
  private var rowsInBatch = 0

  /// `known`: the existing students; nil if there are none.
  init(
    _ source: RosterSource,
    layout: RosterLayout,
    options: ImportOptions,
    packer: StudentPacker,
    known: KnownStudents?
  ) throws(RosterError) {
    self.source = source
    self.layout = layout
    limits = options.limits
    var packer = packer
    next = LoadBatch(students: packer.takeBatch())
    self.packer = packer
    self.known = known
    hashedColumns = layout.hashedColumns
    reader = try RosterReader(source, layout: layout, options: options)
  }

  /// Reads the file from its first byte to its last.
  ///
  /// The last batch has the layout and the digest of the whole file.
  ///
  /// - Throws: `LoadEnded.layoutChanged` if the whole file has another layout.
  mutating func run(_ put: (sending LoadBatch) throws -> Void) throws {
    var text = try RosterText(source, layout.opening.text, observer: RunningDigest())
    var parser = CSVParser(dialect: layout.opening.dialect, limits: limits)
    while let piece = try text.next() {
      next.bytesRead = text.byteCount
      reader.rows.original.append(piece.span)
      try parser.parse(piece) { record in try take(record, put) }
    }
    try parser.finish { record in try take(record, put) }
    let whole = try reader.layout(of: RosterSurvey.Totals(text: text, parser: parser))
    guard whole.agrees(with: layout) else { throw LoadEnded.layoutChanged(whole) }
    try handOn(put, whole: (whole, text.observer.digest()))
  }

  private mutating func handOn(
    _ put: (sending LoadBatch) throws -> Void,
    whole: (layout: RosterLayout, sha256: Digest)? = nil
  ) throws {
    var batch = next
    batch.whole = whole
    if whole != nil { batch.genderWords = reader.rows.genders.words.map { GenderWordCount($0) } }
    (batch.ages, batch.counts.blankLines) = reader.takeNotes()
    batch.students = packer.takeBatch()
    next = LoadBatch(students: batch.students.emptied)
    next.bytesRead = batch.bytesRead
    rowsInBatch = 0
    try put(batch)
  }

  private mutating func take(
    _ record: borrowing CSVRecord,
    _ put: (sending LoadBatch) throws -> Void
  ) throws {
    switch try reader.read(record) {
    case .noRow: return
    case .rejected(let line):
      next.counts.rejected += 1
      next.reject(line)
      mention(record, line.reason)
    case .row: try takeRow(record)
    }
    next.counts.rows += 1
    rowsInBatch += 1
    if rowsInBatch >= Self.batchRows
      || packer.byteCount + next.rejects.byteCount
        + next.ifConflicting.byteCount >= Self.batchBytes
    {
      try handOn(put)
    }
  }

  /// Notes whom a rejected line is about, so that nobody in the file counts as left.
  private mutating func mention(_ record: borrowing CSVRecord, _ reason: LineRejection) {
    guard known != nil, reason != .blank, reason != .repeatedHeadings else { return }
    guard record.fault == nil, record.fieldCount == layout.headings.count else {
      next.unclearLines += 1
      return
    }
    let name = layout.columns.name.map { record.text($0) }.joined(separator: " ")
    let id = layout.columns.id.map { record.text($0) }
    let students = known?.students(id: id, name: name) ?? []
    next.mentioned += students
    if students.isEmpty { next.unclearLines += 1 }
  }

  private mutating func takeRow(_ record: borrowing CSVRecord) throws {
    if layout.hasUnclearIDs, let id = reader.rows.row.schoolID,
      !writtenIDs.take(String(copying: record.bytes.span.extracting(id)))
    {
      return conflict(record, .idLooksAlike)
    }
    draft.take(&reader.rows)
    if known == nil {
      try add(record)
    } else {
      try match(record)
    }
  }

  private mutating func add(_ record: borrowing CSVRecord) throws {
    let id: Int64
    if let cells = reader.rows.extendedCells {
      id = try packer.append(draft, cells: cells.span)
    } else {
      id = try packer.append(draft, cells: record.bytes.span)
    }
    reader.rows.countGender()
    guard let column = layout.columns.id else { return }
    let place = reader.rows.original.place(of: record, field: column)
    let range = record.range(of: column)
    next.ifTaken.append(place, range.count) { bytes in
      reader.rows.original.append(record, to: &bytes)
      bytes.append(contentsOf: record.bytes[range])
    }
    if record.isInvisibleCell(column), !record.range(of: column).isEmpty {
      // Spaces are not an id, but part of the file: keep the line unchanged.
      note(record, of: id)
    }
  }

  private mutating func match(_ record: borrowing CSVRecord) throws {
    let cells = reader.rows.extendedCells ?? record.bytes
    let identity = KnownStudents.Identity(
      cells: cells,
      schoolID: draft.schoolID,
      name: draft.name,
      group: draft.group,
      birthDate: draft.birthDate,
      isNoPerson: draft.isNoPerson
    )
    let hasGroup = layout.hasGroups
    switch known?.match(identity, hasGroup: hasGroup) ?? .unknown {
    case .unknown: try add(record)
    case .student(let place): take(record, about: place, cells)
    case .ambiguous(let students):
      next.mentioned += students
      conflict(record, .ambiguous)
    case .bornOtherwise(let students):
      next.mentioned += students
      conflict(record, .bornOtherwise(students: students))
    }
  }

  /// Takes a line about a known student: as one that says what is stored, or to be compared.
  private mutating func take(
    _ record: borrowing CSVRecord,
    about place: Int,
    _ cells: [UInt8]
  ) {
    guard let student = known?.number(of: place) else { return }
    reader.rows.countGender()
    let quoting = record.isCanonical ? [] : record.quotingFlags
    var hashing = CellHashing()
    for field in 0..<record.fieldCount {
      hashing.add(record.bytes.span.extracting(record.range(of: field)))
    }
    let line = LineHash(
      cells: hashing.finish(),
      values: draft.valueHash(hashedColumns, cells: cells.span)
    )
    if let base = known?.base(of: line, about: place) {
      next.counts.add(draft)
      next.take(
        RepeatedRun(
          firstLine: draft.line,
          firstStudent: student,
          count: 1,
          base: base,
          quoting: quoting
        )
      )
      return
    }
    let column = layout.columns.id ?? layout.columns.name.first
    next.ifConflicting.append(reader.rows.original.place(of: record, field: column), ()) {
      reader.rows.original.append(record, to: &$0)
    }
    next.known.append(
      .line(
        LoadBatch.KnownLine(
          student: student,
          row: draft.student(id: 0, importBatch: 0, cells: cells),
          cells: record.cellsAsJSON,
          quoting: quoting
        )
      )
    )
  }

  private mutating func note(_ record: borrowing CSVRecord, of student: Int64) {
    next.notes.append(
      LoadBatch.Note(
        line: draft.line,
        student: student,
        cells: record.cellsAsJSON,
        quoting: record.isCanonical ? nil : String(decoding: record.quotingFlags, as: UTF8.self)
      )
    )
  }

  private mutating func conflict(_ record: borrowing CSVRecord, _ reason: LineRejection) {
    let column = layout.columns.id ?? layout.columns.name.first
    next.counts.conflicts += 1
    next.reject(reader.rows.rejected(record, reason, column: column))
  }
}
