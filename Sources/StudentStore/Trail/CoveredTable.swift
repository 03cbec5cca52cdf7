import SQLite

/// A table whose every row is covered by exactly one trail entry.
struct CoveredTable: Sendable {
  /// Whose salt the row's commitment is made with.
  enum Salt: Sendable {
    /// The row holds nothing about one person.
    case none
    /// The salt stands in the query's second column, the row's own or its student's.
    case secondColumn
  }

  /// The table's name in the schema.
  let name: String
  /// Rows with key between ?1 and ?2 in the order of the table's key.
  ///
  /// The first column is the integer key, the second the salt or NULL, then the columns that are
  /// committed to.
  let selectRows: SQL
  let salt: Salt
  /// Columns that name one row among several with the same key, for messages.
  let identity: [String]
  /// Columns that hold a person's words or data: left out of the open part of a trail entry.
  let privateColumns: Set<String>

  init(
    _ name: String,
    salt: Salt = .none,
    identity: [String] = [],
    private privateColumns: Set<String> = [],
    _ selectRows: SQL
  ) {
    self.name = name
    self.salt = salt
    self.identity = identity
    self.privateColumns = privateColumns
    self.selectRows = selectRows
  }

  /// Whether the key is a run, so that messages can say so.
  var isKeyedByRun: Bool { Self.keyedByRun.contains(name) }

  private static let keyedByRun: Set<String> = [
    "gate_refusal", "counted_evidence", "prior_height", "fitted_stratum", "fit_start",
    "expected_total", "model_parameter", "iteration_trace", "iteration_parameter", "evidence_cell",
    "evidence_probability", "imputation",
  ]

  static func named(_ name: String) -> CoveredTable? {
    all.first { $0.name == name }
  }
}
