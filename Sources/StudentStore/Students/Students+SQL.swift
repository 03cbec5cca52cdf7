import SQLite

extension SchoolDatabase {
  /// The active import of a file with these bytes, if any; reverted imports are ignored.
  ///
  /// `sheet`: the sheet of a workbook; each sheet is a separate list.
  package func importBatch(of sha256: Digest, sheet: String?) throws -> Int64? {
    var statement = try connection.prepare(
      """
      SELECT id FROM import_batch
      WHERE sha256 = ? AND sheet IS ? AND id NOT IN (SELECT import_batch FROM import_revert)
      """
    )
    return try statement.first(binding: .blob(sha256.bytes), .optional(sheet)) { row in
      try row.integer("id")
    }
  }

  /// Whether a file of this length was already imported, so that it may be the same one.
  package func hasImport(ofByteCount byteCount: Int) throws -> Bool {
    try connection.isTrue(
      "SELECT EXISTS (SELECT 1 FROM import_batch WHERE byte_count = ?)",
      .integer(Int64(byteCount))
    )
  }

  /// Runs the writing part of an import, inside its act.
  ///
  /// `committing`: false for a benchmark of the trail alone, whose file `verify` refuses.
  package func loadStudents<Result>(
    of act: Act,
    committing: Bool = true,
    _ body: (ImportWriter) throws -> Result
  ) throws -> Result {
    try withoutRowGuards(of: .student) {
      // However the import ends, later writes are checked again.
      defer {
        try? connection.enforceChecks(true)
        try? connection.useCache(.wide)
      }
      return try body(try ImportWriter(connection, act: act, commits: committing))
    }
  }

  /// The number of active students.
  package func studentCount() throws -> Int {
    // Counting all is much faster than counting those of some imports. Of a reverted import some may
    // have been erased.
    try connection.count(
      """
      SELECT (SELECT count(*) FROM student)
        - (SELECT count(*) FROM import_revert
           JOIN import_batch ON import_batch.id = import_revert.import_batch
           JOIN student ON student.id BETWEEN import_batch.first_student AND import_batch.last_student)
      """
    )
  }

  /// The number of active students who left.
  package func leftStudentCount() throws -> Int {
    try connection.count("SELECT count(*) FROM listed_student WHERE has_left = 1")
  }

  /// One student, active or not.
  ///
  /// - Throws: `StoreError.unknown` where there is none.
  package func student(_ id: Int64) throws -> Student {
    guard let student = try student(numbered: id) else {
      throw StoreError.unknown(kind: "student", id: "\(id)")
    }
    return student
  }

  /// One active student.
  ///
  /// - Throws: `StoreError.unknown` if there is none, `reverted` if the student's import was
  ///   reverted.
  package func activeStudent(_ id: Int64) throws -> Student {
    let student = try student(id)
    guard try importRevert(of: student.importBatch) == nil else {
      throw StoreError.reverted(student: id, importBatch: student.importBatch)
    }
    return student
  }

  /// Every active row, in order of id, including rows that are not persons.
  package func forEachStudent(_ visit: (Student) throws -> Void) throws {
    var statement = try connection.prepare(StudentTable.selectListed)
    try statement.forEachRow { row in try visit(try Student(row: row)) }
  }

  /// The student with the school's own id, among the active rows; one who left only if nobody else
  /// has it, and of a second row the student whose it is.
  package func student(schoolID: String) throws -> Int64? {
    var statement = try connection.prepare(
      """
      SELECT coalesce(same_as, id) AS student FROM listed_student WHERE school_id = ?
      ORDER BY has_left IS NOT NULL, same_as IS NOT NULL, id
      """
    )
    return try statement.first(binding: .text(schoolID)) { row in try row.integer("student") }
  }

  /// The student with a number, active or not; nil if there is none.
  package func student(numbered number: Int64) throws -> Student? {
    var statement = try connection.prepare(StudentTable.selectByID)
    return try statement.first(binding: .integer(number), body: Student.init(row:))
  }

  /// The bytes of every name among the active rows, in order of number; that of a second row with the
  /// number of the student whose it is.
  package func forEachName(
    _ visit: (_ student: Int64, _ name: borrowing Span<UInt8>) throws -> Void
  ) throws {
    var statement = try connection.prepare(
      "SELECT coalesce(same_as, id) AS student, name FROM listed_student ORDER BY id"
    )
    try statement.forEachRow { row in
      let student = try row.integer("student")
      _ = try row.withBytes("name") { name in try visit(student, name) }
    }
  }

  /// The school ids of active rows that contain a space or a non-ASCII character.
  package func forEachUnusualID(_ visit: (_ student: Int64, _ id: String) throws -> Void) throws {
    var statement = try connection.prepare(
      """
      SELECT coalesce(same_as, id) AS student, school_id FROM listed_student
      WHERE id IN (SELECT id FROM student  -- The index of ids, where the school has any.
                   WHERE school_id IS NOT NULL AND school_id GLOB '*[^!-~]*')
      ORDER BY id
      """
    )
    try statement.forEachRow { row in
      try visit(try row.integer("student"), try row.text("school_id"))
    }
  }
}

extension Student {
  /// Reads a row of `StudentTable`, and names it if a stored value is impossible.
  init(row: borrowing Row) throws {
    self = try StudentStore.reading("student", row.key()) { try Student(reading: row) }
  }
}
