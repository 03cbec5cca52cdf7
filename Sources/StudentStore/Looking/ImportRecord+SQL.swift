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
        not_a_person, voided, blank_lines, actor, imported_at, program_version, sheet, line_layout
      FROM import_batch WHERE id = ?
      """
    )
    let batch = try reading("import_batch", "row \(id)") {
      try statement.first(binding: .integer(id)) { row in
        guard let digest = Digest(reading: try row.blob("sha256")) else {
          throw StoreError.malformed(table: "import_batch", detail: "row \(id)")
        }
        var students: ClosedRange<Int64>?
        if let first = try row.optionalInteger("first_student"),
          let last = try row.optionalInteger("last_student"),
          first <= last
        {
          students = first...last
        }
        return ImportBatch(
          id: id,
          sourceName: try row.text("source_name"),
          sha256: digest,
          byteCount: try row.count("byte_count"),
          encoding: try row.text("encoding"),
          hasByteOrderMark: try row.integer("byte_order_mark") == 1,
          delimiter: try row.delimiter("delimiter"),
          lineEnding: try row.word("line_ending", of: ["lf", "crlf", "cr", "mixed"]),
          hasFinalNewline: try row.integer("final_newline") == 1,
          decimalSign: try row.isNull("decimal_sign")
            ? nil : try row.word("decimal_sign", of: [".", ","]),
          heightUnit: try row.optionalText("height_unit"),
          headerLine: try row.count("header_line"),
          headerRecord: try row.blob("header_record"),
          headings: try row.text("headings"),
          columnMap: try row.text("column_map"),
          genderWords: try row.optionalText("gender_words"),
          students: students,
          counts: try ImportBatch.Counts(reading: row),
          actor: try row.text("actor"),
          importedAt: try row.text("imported_at"),
          programVersion: try row.text("program_version"),
          sheet: try row.optionalText("sheet"),
          lineLayout: try row.optionalBlob("line_layout")
        )
      }
    }
    guard let batch else { throw StoreError.unknown(kind: "import", id: "i\(id)") }
    return batch
  }

  /// Students of an import whose height is in doubt, the first hundred.
  package func doubtfulHeights(of batch: ImportBatch) throws -> [DoubtfulHeight] {
    guard let students = batch.students else { return [] }
    var statement = try connection.prepare(
      """
      SELECT id, line, coalesce(height_text, '') AS word FROM student
      WHERE id BETWEEN ? AND ? AND height_problem = 'doubt' AND not_a_person IS NULL ORDER BY id LIMIT 100
      """
    )
    return try statement.map(
      binding: .integer(students.lowerBound),
      .integer(students.upperBound)
    ) { row in
      DoubtfulHeight(
        student: try row.integer("id"),
        line: try row.integer("line"),
        text: try row.text("word")
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
    return try statement.map { row in try row.integer("id") }
  }

  /// The lines of an import that could not become students, in order.
  package func rejectedRows(of importBatch: Int64, limit: Int? = nil) throws -> [RejectedRow] {
    var statement = try connection.prepare(
      """
      SELECT line, column_number, byte_offset, code, message, record, student, file
      FROM rejected_row
      WHERE import_batch = ? ORDER BY id LIMIT ?
      """
    )
    return try reading("rejected_row", "import i\(importBatch)") {
      try statement.map(
        binding: .integer(importBatch),
        .integer(limit.map { Int64($0) } ?? -1)
      ) { row in
        var rejected = RejectedRow(
          line: try row.count("line"),
          column: try row.optionalCount("column_number"),
          byteOffset: try row.count("byte_offset"),
          code: try row.text("code"),
          message: try row.text("message"),
          record: try row.blob("record"),
          file: try row.optionalText("file")
        )
        rejected.student = try row.optionalInteger("student")
        return rejected
      }
    }
  }
}

extension ImportBatch.Counts {
  fileprivate init(reading row: borrowing Row) throws {
    self.init()
    rows = try row.count("row_count")
    added = try row.count("added")
    updated = try row.count("updated")
    unchanged = try row.count("unchanged")
    conflicts = try row.count("conflicts")
    rejected = try row.count("rejected")
    doubts = try row.count("doubts")
    missingGender = try row.count("missing_gender")
    declinedGender = try row.count("declined_gender")
    doubtGender = try row.count("doubt_gender")
    missingHeight = try row.count("missing_height")
    notAPerson = try row.count("not_a_person")
    voided = try row.count("voided")
    blankLines = try row.count("blank_lines")
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
