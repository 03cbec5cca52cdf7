import SQLite

extension ImportBatch {
  /// Inserts one import; `values` are bound in this order.
  static let insertion: SQL =
    """
    INSERT INTO import_batch
      (id, source_name, sha256, byte_count, encoding, byte_order_mark, delimiter, line_ending,
       final_newline, decimal_sign, height_unit, header_line, header_record, headings,
       column_map, gender_words, first_student, last_student, row_count, added, updated,
       unchanged, conflicts, rejected, doubts, missing_gender, declined_gender, doubt_gender,
       missing_height, not_a_person, voided, blank_lines, actor, imported_at, program_version, sheet,
       line_layout)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
            ?, ?, ?, ?, ?, ?, ?)
    """

  /// The values of the row, in the order of `insertion`.
  var values: [SQLiteValue] {
    let numbers = [
      counts.rows, counts.added, counts.updated, counts.unchanged, counts.conflicts,
      counts.rejected, counts.doubts, counts.missingGender, counts.declinedGender,
      counts.doubtGender, counts.missingHeight, counts.notAPerson, counts.voided,
      counts.blankLines,
    ]
    return [
      .integer(id), .text(sourceName), .blob(sha256.bytes),
      .integer(Int64(byteCount)), .text(encoding),
      .integer(hasByteOrderMark ? 1 : 0), .text(delimiter), .text(lineEnding),
      .integer(hasFinalNewline ? 1 : 0), .optional(decimalSign),
      .optional(heightUnit), .integer(Int64(headerLine)), .blob(headerRecord),
      .text(headings), .text(columnMap), .optional(genderWords),
      .optional(students?.lowerBound), .optional(students?.upperBound),
    ] + numbers.map { .integer(Int64($0)) } + [
      .text(actor), .text(importedAt), .text(programVersion),
      .optional(sheet), lineLayout.map { .blob($0) } ?? .null,
    ]
  }
}
