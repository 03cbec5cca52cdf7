extension CoveredTable {
  /// Every history table, in the order in which `verify` walks them.
  static let all: [CoveredTable] =
    [
      schemaMigration, importBatch, importRevert, student, rejectedRow, studentLine, repeatedLine,
      studentJoin, joinRevert, studentChange, imputationRun,
    ] + RunTables.ofManyRows + [
      imputation, reviewBatch, reviewDecision, signOff, signedItem, signOffVoid, erasure,
      erasedLeaf, compaction,
    ]

  static let schemaMigration = CoveredTable(
    "schema_migration",
    key: "version",
    private: ["script"],
    [
      "version", "name", "script", "applied_at", "program_version",
    ]
  )

  static let importBatch = CoveredTable(
    "import_batch",
    salt: .own,
    private: [
      "source_name", "sheet", "sha256", "header_record", "line_layout", "headings", "column_map",
      "gender_words", "gender_readings", "date_form",
    ],
    [
      "id", "source_name", "sheet", "sha256", "byte_count", "encoding", "byte_order_mark",
      "delimiter", "line_ending", "final_newline", "decimal_sign", "height_unit", "header_line",
      "header_record", "line_layout", "headings", "column_map", "gender_words", "gender_readings",
      "blank_cells", "date_form", "measured_on", "unit_given", "first_student", "last_student",
      "row_count", "added", "updated",
      "unchanged",
      "conflicts", "rejected",
      "doubts", "missing_gender", "declined_gender", "doubt_gender", "missing_height",
      "not_a_person", "voided", "blank_lines", "actor", "imported_at", "program_version",
    ]
  )

  static let importRevert = CoveredTable(
    "import_revert",
    key: "import_batch",
    salt: .own,
    private: ["reason"],
    [
      "import_batch", "actor", "reverted_at", "reason", "program_version",
    ]
  )

  /// A student is committed to as first imported.
  static let student = CoveredTable(
    "student",
    salt: .own,
    StudentColumn.all.map(\.name)
  )

  static let rejectedRow = CoveredTable(
    "rejected_row",
    salt: .own,
    identity: ["line"],
    [
      "id", "import_batch", "file", "line", "column_number", "byte_offset", "code", "message",
      "record", "student",
    ]
  )

  static let studentLine = CoveredTable(
    "student_line",
    key: "import_batch",
    salt: .ofStudent,
    identity: ["line"],
    [
      "import_batch", "line", "student", "cells", "quoting",
    ]
  )

  static let repeatedLine = CoveredTable(
    "repeated_line",
    key: "import_batch",
    identity: ["first_line"],
    [
      "import_batch", "first_line", "last_line", "line_count", "lines",
    ]
  )

  static let studentJoin = CoveredTable(
    "student_join",
    salt: .own,
    private: ["reason"],
    [
      "id", "student", "other", "after_import", "decision", "actor", "joined_at", "reason",
      "program_version",
    ]
  )

  static let joinRevert = CoveredTable(
    "join_revert",
    key: "student_join",
    salt: .own,
    private: ["reason"],
    [
      "student_join", "actor", "reverted_at", "reason", "program_version",
    ]
  )

  static let studentChange = CoveredTable(
    "student_change",
    salt: .ofStudent,
    private: ["old_value", "new_value", "reason"],
    [
      "id", "student", "field", "old_value", "new_value", "import_batch", "line", "actor",
      "changed_at", "reason", "reverts", "student_join",
    ]
  )

  static let imputationRun = RunTables.run.covered

  static let imputation = CoveredTable(
    "imputation",
    key: "run",
    salt: .ofStudent,
    identity: ["student"],
    [
      "run", "student", "cell",
    ]
  )

  static let reviewBatch = CoveredTable(
    "review_batch",
    salt: .own,
    private: ["reason"],
    [
      "id", "run", "kind", "threshold", "decision_count", "expected_wrong", "reviewer",
      "created_at", "reason",
    ]
  )

  static let reviewDecision = CoveredTable(
    "review_decision",
    salt: .ofStudent,
    identity: ["student"],
    private: ["gender", "reason"],
    [
      "id", "student", "run", "verdict", "gender", "reviewer", "decided_at", "reason", "blind",
      "batch", "supersedes", "undoes", "restores",
    ]
  )

  static let signOff = CoveredTable(
    "sign_off",
    [
      "id", "run", "printed_name", "role", "statement", "actor", "signed_at", "accepted",
      "corrected", "left_unknown", "open_count", "in_batches", "content_digest", "head_sequence",
      "head_hash", "program_version",
    ]
  )

  static let signedItem = CoveredTable(
    "signed_item",
    key: "sign_off",
    identity: ["student"],
    [
      "sign_off", "student", "decision", "value_digest",
    ]
  )

  static let signOffVoid = CoveredTable(
    "sign_off_void",
    salt: .ofStudent,
    identity: ["sign_off", "student"],
    private: ["reason"],
    [
      "id", "sign_off", "student", "actor", "voided_at", "reason",
    ]
  )

  static let erasure = CoveredTable(
    "erasure",
    salt: .own,
    private: ["reason"],
    [
      "id", "kind", "import_batch", "student_count", "actor", "erased_at", "reason",
      "program_version",
    ]
  )

  static let erasedLeaf = CoveredTable(
    "erased_leaf",
    [
      "id", "erasure", "table_name", "key", "entry", "position", "leaf",
    ]
  )

  static let compaction = CoveredTable(
    "compaction",
    key: "erasure",
    [
      "erasure", "compacted_at",
    ]
  )
}
