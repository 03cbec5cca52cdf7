import SQLite

@testable import StudentStore

/// One row of the whole school that a test changes outside studentdb.
struct TamperedRow: Sendable, CustomStringConvertible {
  let table: String
  /// Chooses the row; one with others before and after it, where there are any.
  let condition: String
  /// The row's name in a failure, as an SQL expression.
  let name: String

  var description: String { table }

  init(_ table: String, _ condition: String, name: String = "id") {
    self.table = table
    self.condition = condition
    self.name = name
  }

  /// One row of every covered table.
  static let all: [TamperedRow] = [
    TamperedRow("schema_migration", "version = 3", name: "version"),
    TamperedRow("import_batch", "id = 1"),
    TamperedRow("import_revert", "import_batch = 3", name: "import_batch"),
    TamperedRow("student", "id = 1"),
    TamperedRow("rejected_row", "id = 1", name: "id || ', line ' || line"),
    TamperedRow(
      "student_line",
      "import_batch = 2 AND line = 4",
      name: "import_batch || ', line ' || line"
    ),
    TamperedRow(
      "repeated_line",
      "import_batch = 2",
      name: "import_batch || ', first_line ' || first_line"
    ),
    TamperedRow("student_join", "id = 1"),
    TamperedRow("join_revert", "student_join = 1", name: "student_join"),
    TamperedRow("student_change", "id = 2"),
    TamperedRow("imputation_run", "id = 2"),
    TamperedRow(
      "counted_evidence",
      "run = 2 AND ordinal = 2",
      name: "'run ' || run || ', ordinal ' || ordinal"
    ),
    TamperedRow(
      "fitted_stratum",
      "run = 2",
      name: """
        'run ' || run || ', ordinal ' || ordinal || ', stratum '
        || iif(stratum = '', '(all)', stratum)
        """
    ),
    TamperedRow(
      "model_parameter",
      "run = 2 AND gender = 'female'",
      name: """
        'run ' || run || ', stratum ' || iif(stratum = '', '(all)', stratum) || ', gender '
        || gender
        """
    ),
    TamperedRow(
      "iteration_trace",
      "run = 2 AND step = 1 AND gender = 'female'",
      name: """
        'run ' || run || ', stratum ' || iif(stratum = '', '(all)', stratum) || ', start '
        || start || ', step ' || step || ', gender ' || gender
        """
    ),
    TamperedRow(
      "name_word",
      "run = 2 AND word = 2",
      name: "'run ' || run || ', word ' || word"
    ),
    TamperedRow(
      "evidence_cell",
      "run = 2 AND cell = 3",
      name: "'run ' || run || ', cell ' || cell"
    ),
    TamperedRow(
      "cell_probability",
      "run = 2 AND cell = 3 AND gender = 'female'",
      name: "'run ' || run || ', cell ' || cell || ', gender ' || gender"
    ),
    TamperedRow(
      "imputation",
      "run = 2 AND student = 5",
      name: "'run ' || run || ', student ' || student"
    ),
    TamperedRow("review_batch", "id = 1"),
    TamperedRow("review_decision", "id = 4", name: "id || ', student ' || student"),
    TamperedRow("sign_off", "id = 1"),
    TamperedRow(
      "signed_item",
      "sign_off = 1 AND student = 5",
      name: "sign_off || ', student ' || student"
    ),
    TamperedRow(
      "sign_off_void",
      "id = 1",
      name: "id || ', sign_off ' || sign_off || ', student ' || student"
    ),
    TamperedRow("erasure", "id = 1"),
    TamperedRow("erased_leaf", "id = 1"),
    TamperedRow("compaction", "erasure = 1", name: "erasure"),
  ]
}

/// A column as the schema declares it.
struct Column {
  let name: String
  let type: String
  let isNullable: Bool
  let isKey: Bool

  static func all(of table: String, in connection: Connection) throws -> [Column] {
    var statement = try connection.prepare(
      SQL(typed: "SELECT name, type, \"notnull\", pk FROM pragma_table_info('\(table)')")
    )
    return try statement.map { row in
      let isKey = try row.integer(at: 3) > 0
      return Column(
        name: try row.text(at: 0),
        type: try row.text(at: 1),
        isNullable: try row.integer(at: 2) == 0 && !isKey,
        isKey: isKey
      )
    }
  }

  /// Values that differ from a stored one as little as can be.
  func variations(of value: SQLiteValue) -> [SQLiteValue] {
    var variations: [SQLiteValue]
    switch value {
    case .integer(let integer): variations = [.integer(integer + 100)]
    case .real(let real): variations = [.real(real.nextUp), .real(-real)]
    case .text(let text): variations = [.text(text + " "), .text(text + "\u{0}")]
    case .blob(let blob):
      var flipped = blob
      flipped[blob.count - 1] ^= 1
      variations = [.blob(flipped)]
    case .null: return [emptyValue]
    }
    if isNullable { variations.append(.null) }
    return variations
  }

  private var emptyValue: SQLiteValue {
    switch type {
    case "INTEGER": .integer(0)
    case "REAL": .real(0)
    case "BLOB": .blob([])
    default: .text("")
    }
  }
}
