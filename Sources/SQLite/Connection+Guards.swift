import CSQLite

extension Connection {
  /// Allows only queries from now on, for SQL typed by the user.
  ///
  /// Statements may select, read columns, use recursive queries, json_each and json_tree, and call
  /// the functions that ``ReadingGuard`` lists; the rest fails with `authorization` before it runs.
  /// In addition the connection is set to query_only. This cannot be reversed. Combine it with
  /// ``setDeadline(steps:)`` or ``setProgressCheck(_:)``.
  package func restrictToReading() throws(SQLiteError) {
    // A table-valued function is made when it is first named, which the restriction refuses.
    for sql in ["SELECT 1 FROM json_each('[]')", "SELECT 1 FROM json_tree('[]')"] {
      try control(sql)
    }
    try setQueryOnly(true)
    guard try queryOnly() else {
      throw settingError("query_only", "SQLite does not keep the setting query_only")
    }
    handle.setAuthorizer(readingGuard)
    readingGuard.isInstalled = true
  }

  /// Compiles exactly one statement that the user typed, on a restricted connection.
  ///
  /// - Throws: as ``prepare(_:)``; `misuse` on a connection that may do more than read.
  package func prepare(typed text: String) throws(SQLiteError) -> Statement {
    guard readingGuard.isInstalled else {
      throw .misuse("typed SQL on a connection that may do more than read", path: path)
    }
    // Compiled anew each time, because that is when the authorizer is asked.
    let statement = Statement(try compile(text), of: self)
    // SQLite asks the authorizer about everything but VACUUM.
    guard statement.isReadOnly else {
      throw SQLiteError(
        .authorization,
        extendedCode: SQLiteError.readOnlyCode,
        message: "VACUUM",
        sql: text,
        path: path
      )
    }
    return statement
  }

  /// Allows or refuses the views and triggers that the file defines.
  ///
  /// Refused, a statement that reads such a view fails, and no such trigger fires. TEMP views are
  /// the program's own and always work.
  package func allowStoredViewsAndTriggers(_ wanted: Bool) throws(SQLiteError) {
    for (name, code) in [
      ("enable_view", SQLITE_DBCONFIG_ENABLE_VIEW),
      ("enable_trigger", SQLITE_DBCONFIG_ENABLE_TRIGGER),
    ] where handle.setSwitch(code, to: wanted) != wanted {
      throw settingError(name, "SQLite does not keep the setting \(name)")
    }
  }

  /// Stops statements with `interrupted` once `steps` steps of SQLite's machine are used up.
  ///
  /// The count includes all statements of the connection. A row of a simple query costs some ten
  /// steps, and a core does some hundred million steps a second. SQLite asks every thousand steps,
  /// so a short statement may still get through. `nil` removes the limit.
  package func setDeadline(steps: Int?) {
    guard let steps else { return setProgressCheck(nil) }
    var left = steps
    setProgressCheck {
      left -= ProgressCheck.interval
      return left > 0
    }
  }

  /// Makes SQLite call a closure every thousand steps; `nil` removes it.
  ///
  /// The closure must not use the connection. When it answers `false`, the statement fails with
  /// `interrupted`.
  package func setProgressCheck(_ goesOn: (() -> Bool)?) {
    let check = goesOn.map { ProgressCheck($0) }
    handle.setProgressCheck(check)
    // SQLite knows only the address; the connection keeps the object alive.
    progressCheck = check
  }

  /// Limits how many bytes one text, blob or row may have; more fails with `tooBig`.
  ///
  /// - Returns: the limit before.
  @discardableResult
  package func limitLength(toBytes limit: Int) -> Int {
    handle.limitLength(to: limit)
  }

  /// Limits how many bytes the text of a statement may have; more fails with `tooBig`.
  package func limitStatement(toBytes limit: Int) {
    handle.limitStatement(to: limit)
  }
}

/// The question that SQLite asks while a statement runs.
final class ProgressCheck {
  /// How many steps there are between two questions: a few microseconds.
  static let interval = 1_000

  let goesOn: () -> Bool

  init(_ goesOn: @escaping () -> Bool) { self.goesOn = goesOn }
}
