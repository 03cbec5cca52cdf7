import SQLite

extension SchoolDatabase {
  /// Does a bulk load with some row guards of the schema lifted, and puts the same text back.
  ///
  /// A row guard costs more than the insert it guards: it runs a query a row. Inside one
  /// transaction nobody else can write, and the program numbers its rows itself, so the guard has
  /// nothing to catch; DDL is transactional, so no crash can leave it lifted. `verify` compares
  /// every trigger's text with the built-in one.
  func withoutRowGuards<Result>(
    of table: BulkTable,
    _ body: () throws -> Result
  ) throws -> Result {
    // A load that fails takes its act with it, guards and all.
    try connection.withoutWayBack {
      let guards = try definitions(of: table.rowGuards)
      try connection.execute(table.dropRowGuards)
      let result = try body()
      for definition in guards {
        try connection.execute(definition)
      }
      return result
    }
  }

  private func definitions(of triggers: [String]) throws -> [String] {
    var statement = try connection.prepare(
      "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?"
    )
    return try triggers.map { name in
      let definition = try statement.first(binding: .text(name)) { row in try row.text(at: 0) }
      guard let definition else {
        throw StoreError.malformed(table: "sqlite_schema", detail: "trigger \(name) is missing")
      }
      return definition
    }
  }
}

/// A table that takes rows by the million.
enum BulkTable {
  case student
  /// The same table, where many of its rows are changed.
  case studentUpdate
  case imputation

  /// The triggers that run for every row that is written.
  var rowGuards: [String] {
    switch self {
    case .student: ["student_no_replace"]
    case .studentUpdate: ["student_no_update"]
    case .imputation: ["imputation_no_replace", "imputation_only_of_missing"]
    }
  }

  var dropRowGuards: String {
    switch self {
    case .student: "DROP TRIGGER student_no_replace"
    case .studentUpdate: "DROP TRIGGER student_no_update"
    case .imputation:
      "DROP TRIGGER imputation_no_replace; DROP TRIGGER imputation_only_of_missing"
    }
  }
}
