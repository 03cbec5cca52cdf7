import SQLite

extension SchoolDatabase {
  /// One import, as it was remembered.
  ///
  /// - Throws: `StoreError.unknown` where there is none.
  package func importRecord(_ id: Int64) throws -> ImportBatch {
    var statement = try connection.prepare(
      """
      SELECT source_name, sha256, byte_count, encoding, byte_order_mark, delimiter, line_ending,
        final_newline, decimal_sign, height_unit, header_line, header_record, headings, column_map,
        gender_words, first_student, last_student, row_count, added, updated, unchanged, conflicts, rejected,
        doubts, missing_gender, declined_gender, doubt_gender, missing_height,
        not_a_person, voided, blank_lines, actor, imported_at, program_version, sheet
      FROM import_batch WHERE id = ?
      """
    )
    let batch = try statement.first(binding: .integer(id)) { row in
      guard let digest = Digest(reading: try row.blob(at: 1)) else {
        throw StoreError.malformed(table: "import_batch", detail: "row \(id)")
      }
      var students: ClosedRange<Int64>?
      if let first = try row.optionalInteger(at: 15), let last = try row.optionalInteger(at: 16),
        first <= last
      {
        students = first...last
      }
      return ImportBatch(
        id: id,
        sourceName: try row.text(at: 0),
        sha256: digest,
        byteCount: Int(try row.integer(at: 2)),
        encoding: try row.text(at: 3),
        hasByteOrderMark: try row.integer(at: 4) == 1,
        delimiter: try row.text(at: 5),
        lineEnding: try row.text(at: 6),
        hasFinalNewline: try row.integer(at: 7) == 1,
        decimalSign: try row.optionalText(at: 8),
        heightUnit: try row.optionalText(at: 9),
        headerLine: Int(try row.integer(at: 10)),
        headerRecord: try row.blob(at: 11),
        headings: try row.text(at: 12),
        columnMap: try row.text(at: 13),
        genderWords: try row.optionalText(at: 14),
        students: students,
        counts: try ImportBatch.Counts(reading: row, from: 17),
        actor: try row.text(at: 31),
        importedAt: try row.text(at: 32),
        programVersion: try row.text(at: 33),
        sheet: try row.optionalText(at: 34)
      )
    }
    guard let batch else { throw StoreError.unknown(kind: "import", id: "i\(id)") }
    return batch
  }

  /// Students of an import whose height is in doubt, the first hundred.
  package func doubtfulHeights(of batch: ImportBatch) throws -> [DoubtfulHeight] {
    guard let students = batch.students else { return [] }
    var statement = try connection.prepare(
      """
      SELECT id, line, coalesce(height_text, '') FROM student
      WHERE id BETWEEN ? AND ? AND height_problem = 'doubt' AND not_a_person IS NULL ORDER BY id LIMIT 100
      """
    )
    return try statement.map(
      binding: .integer(students.lowerBound),
      .integer(students.upperBound)
    ) { row in
      DoubtfulHeight(
        student: try row.integer(at: 0),
        line: try row.integer(at: 1),
        text: try row.text(at: 2)
      )
    }
  }

  /// The ids of all imports that stand, oldest first.
  package func importIDs() throws -> [Int64] {
    var statement = try connection.prepare(
      """
      SELECT id FROM import_batch
      WHERE id NOT IN (SELECT import_batch FROM import_revert) ORDER BY id
      """
    )
    return try statement.map { row in try row.integer(at: 0) }
  }

  /// The lines of an import that could not become students, in order.
  package func rejectedRows(of importBatch: Int64, limit: Int? = nil) throws -> [RejectedRow] {
    var statement = try connection.prepare(
      """
      SELECT line, column_number, byte_offset, code, message, record, student
      FROM rejected_row
      WHERE import_batch = ? ORDER BY id LIMIT ?
      """
    )
    return try statement.map(
      binding: .integer(importBatch),
      .integer(limit.map { Int64($0) } ?? -1)
    ) { row in
      var rejected = RejectedRow(
        line: Int(try row.integer(at: 0)),
        column: try row.optionalInteger(at: 1).map { Int($0) },
        byteOffset: Int(try row.integer(at: 2)),
        code: try row.text(at: 3),
        message: try row.text(at: 4),
        record: try row.blob(at: 5)
      )
      rejected.student = try row.optionalInteger(at: 6)
      return rejected
    }
  }
}

extension ImportBatch.Counts {
  fileprivate init(reading row: borrowing Row, from first: Int) throws {
    self.init()
    rows = Int(try row.integer(at: first))
    added = Int(try row.integer(at: first + 1))
    updated = Int(try row.integer(at: first + 2))
    unchanged = Int(try row.integer(at: first + 3))
    conflicts = Int(try row.integer(at: first + 4))
    rejected = Int(try row.integer(at: first + 5))
    doubts = Int(try row.integer(at: first + 6))
    missingGender = Int(try row.integer(at: first + 7))
    declinedGender = Int(try row.integer(at: first + 8))
    doubtGender = Int(try row.integer(at: first + 9))
    missingHeight = Int(try row.integer(at: first + 10))
    notAPerson = Int(try row.integer(at: first + 11))
    voided = Int(try row.integer(at: first + 12))
    blankLines = Int(try row.integer(at: first + 13))
  }
}

/// A height that can be read in more than one way, or is no height of a person.
package struct DoubtfulHeight: Sendable {
  package let student: Int64
  /// The line of the file that it came from.
  package let line: Int64
  /// The cell as written.
  package let text: String
}
