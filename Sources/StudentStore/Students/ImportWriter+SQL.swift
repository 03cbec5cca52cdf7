package import SQLite

/// Writes what one import brings, inside its act: new students, changes to old ones, rejects, and
/// at the end the row about the file itself.
package final class ImportWriter {
  /// The id that the import will have.
  package let importBatch: Int64

  private let connection: Connection
  private let act: Act
  private let firstStudent: Int64
  private var nextStudent: Int64
  private let firstRejected: Int64
  private var nextRejected: Int64
  private let firstChange: Int64
  private var nextChange: Int64
  private var hasLines = false
  private var salts: SaltSource
  private var insertStudent: StudentInsertion

  init(_ connection: Connection, act: Act) throws {
    self.connection = connection
    self.act = act
    salts = SaltSource(act.context)
    importBatch = try Self.next("SELECT coalesce(max(id), 0) + 1 FROM import_batch", connection)
    firstStudent = try Self.next("SELECT coalesce(max(id), 0) + 1 FROM student", connection)
    nextStudent = firstStudent
    firstRejected = try Self.next("SELECT coalesce(max(id), 0) + 1 FROM rejected_row", connection)
    nextRejected = firstRejected
    firstChange = try Self.next("SELECT coalesce(max(id), 0) + 1 FROM student_change", connection)
    nextChange = firstChange
    insertStudent = try StudentInsertion(connection)
  }

  private static func next(_ query: String, _ connection: Connection) throws -> Int64 {
    var statement = try connection.prepare(query)
    return try statement.first { row in try row.integer(at: 0) } ?? 1
  }

  /// Adds a student.
  ///
  /// - Parameter cells: the record's bytes that the draft's ranges point into.
  /// - Returns: the new id; nil where the school's own id is taken already.
  package func add(_ draft: borrowing StudentDraft, cells: [UInt8]) throws -> Int64? {
    let salt = try salts.next()
    do throws(SQLiteError) {
      try insertStudent.run(
        id: nextStudent, importBatch: importBatch, draft: draft, cells: cells,
        salt: salts.buffer, at: salt)
    } catch where error.kind == .constraint(.unique) {
      return nil
    }
    defer { nextStudent += 1 }
    return nextStudent
  }

  /// Keeps a line that could not become a student.
  package func reject(_ rejected: RejectedRow) throws {
    let salt = try salts.next()
    try connection.run(
      """
      INSERT INTO rejected_row
        (id, import_batch, line, column_number, byte_offset, code, message, record, salt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(nextRejected), .integer(importBatch), .integer(Int64(rejected.line)),
      rejected.column.map { .integer(Int64($0)) } ?? .null, .integer(Int64(rejected.byteOffset)),
      .text(rejected.code), .text(rejected.message), .blob(rejected.record),
      .blob(Array(salts.buffer[salt])))
    nextRejected += 1
  }

  /// Notes that a line is about a student who is here already.
  ///
  /// - Parameter cells: every cell of the line, a JSON array of texts.
  package func note(line: Int64, of student: Int64, cells: String, quoting: String?) throws {
    hasLines = true
    try connection.run(
      """
      INSERT INTO student_line (import_batch, line, student, cells, quoting)
      VALUES (?, ?, ?, ?, ?)
      """,
      .integer(importBatch), .integer(line), .integer(student), .text(cells),
      quoting.map { .text($0) } ?? .null)
  }

  /// Changes one field of a student, remembering the old value.
  package func change(_ change: StudentChange, line: Int64) throws {
    try connection.run(
      """
      INSERT INTO student_change
        (id, student, field, old_value, new_value, import_batch, line, actor, changed_at, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
      """,
      .integer(nextChange), .integer(change.student), .text(change.field), change.old, change.new,
      .integer(importBatch), .integer(line), .text(act.context.actor), .text(act.time))
    nextChange += 1
  }

  /// Brings a student's row to what its newest changes say.
  package func apply(_ student: Student) throws {
    try connection.run(
      """
      UPDATE student SET school_id = ?, name = ?, gender_status = ?, gender = ?, gender_text = ?,
        height_cm = ?, height_text = ?, height_problem = ?, group_name = ?, age_years = ?,
        age_text = ?
      WHERE id = ?
      """,
      StudentChange.values(of: student).map(\.value) + [.integer(student.id)])
  }

  /// Writes the row about the file and commits to everything that the import added.
  package func finish(_ batch: ImportBatch) throws {
    let counts = batch.counts
    try connection.run(
      """
      INSERT INTO import_batch
        (id, source_name, sha256, byte_count, encoding, byte_order_mark, delimiter, line_ending,
         final_newline, decimal_sign, height_unit, header_line, header_record, headings,
         column_map, gender_words, first_student, row_count, added, updated, unchanged, conflicts,
         rejected, doubts, missing_gender, declined_gender, missing_height, blank_lines, actor,
         imported_at, program_version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
              ?, ?, ?)
      """,
      .integer(importBatch), .text(batch.sourceName), .blob(batch.sha256.bytes),
      .integer(Int64(batch.byteCount)), .text(batch.encoding),
      .integer(batch.hasByteOrderMark ? 1 : 0), .text(batch.delimiter), .text(batch.lineEnding),
      .integer(batch.hasFinalNewline ? 1 : 0), .optional(batch.decimalSign),
      .optional(batch.heightUnit), .integer(Int64(batch.headerLine)), .blob(batch.headerRecord),
      .text(batch.headings), .text(batch.columnMap), .optional(batch.genderWords),
      counts.added > 0 ? .integer(firstStudent) : .null, .integer(Int64(counts.rows)),
      .integer(Int64(counts.added)), .integer(Int64(counts.updated)),
      .integer(Int64(counts.unchanged)), .integer(Int64(counts.conflicts)),
      .integer(Int64(counts.rejected)), .integer(Int64(counts.doubts)),
      .integer(Int64(counts.missingGender)), .integer(Int64(counts.declinedGender)),
      .integer(Int64(counts.missingHeight)), .integer(Int64(counts.blankLines)),
      .text(batch.actor), .text(batch.importedAt), .text(batch.programVersion))
    act.note("import", .text("i\(importBatch)"))
    act.note("file", .text(batch.sourceName))
    act.note("added", .integer(Int64(counts.added)))
    act.note("updated", .integer(Int64(counts.updated)))
    act.note("rejected", .integer(Int64(counts.rejected + counts.conflicts)))
    act.cover(.importBatch, row: importBatch)
    if nextStudent > firstStudent { act.cover(.student, keys: firstStudent...nextStudent - 1) }
    if nextRejected > firstRejected {
      act.cover(.rejectedRow, keys: firstRejected...nextRejected - 1)
    }
    if nextChange > firstChange { act.cover(.studentChange, keys: firstChange...nextChange - 1) }
    if hasLines { act.cover(.studentLine, keys: importBatch...importBatch) }
  }
}

/// The insert of a student, prepared once and fed with places in the record's bytes.
private struct StudentInsertion: ~Copyable {
  private var statement: Statement

  init(_ connection: Connection) throws {
    statement = try connection.prepare(
      """
      INSERT INTO student
        (id, import_batch, line, school_id, name, gender_status, gender, gender_text, height_cm,
         height_text, height_problem, group_name, age_years, age_text, other_cells, quoting, salt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
  }

  mutating func run(
    id: Int64, importBatch: Int64, draft: borrowing StudentDraft, cells: [UInt8],
    salt: [UInt8], at saltPlace: Range<Int>
  ) throws(SQLiteError) {
    try statement.bind(id, at: 1)
    try statement.bind(importBatch, at: 2)
    try statement.bind(draft.line, at: 3)
    try bind(draft.schoolID, of: cells, at: 4)
    try bind(draft.name, of: cells, at: 5)
    try statement.bind(draft.gender.status, at: 6)
    try statement.bind(draft.gender.word, at: 7)
    try bind(draft.genderText, of: cells, at: 8)
    try statement.bind(draft.height.centimetres, at: 9)
    try bind(draft.heightText, of: cells, at: 10)
    try statement.bind(draft.height.problem, at: 11)
    try bind(draft.group, of: cells, at: 12)
    try statement.bind(draft.ageYears, at: 13)
    try bind(draft.ageText, of: cells, at: 14)
    try bind(draft.otherCells.isEmpty ? nil : draft.otherCells.indices, of: draft.otherCells, at: 15)
    try bind(draft.quoting.isEmpty ? nil : draft.quoting.indices, of: draft.quoting, at: 16)
    try statement.bind(blob: salt.span.extracting(saltPlace), at: 17)
    try statement.run()
  }

  private mutating func bind(
    _ range: Range<Int>?, of bytes: [UInt8], at index: Int
  ) throws(SQLiteError) {
    if let range {
      try statement.bind(text: bytes.span.extracting(range), at: index)
    } else {
      try statement.bindNull(at: index)
    }
  }
}

extension SQLiteValue {
  /// A text or NULL.
  package static func optional(_ text: String?) -> SQLiteValue {
    text.map { .text($0) } ?? .null
  }

  /// A real number or NULL.
  package static func optional(_ real: Double?) -> SQLiteValue {
    real.map { .real($0) } ?? .null
  }

  /// An integer or NULL.
  package static func optional(_ integer: Int64?) -> SQLiteValue {
    integer.map { .integer($0) } ?? .null
  }
}
