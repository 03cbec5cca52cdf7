import CSQLite

extension Connection {
  /// Allows only queries from now on, for SQL typed by the user.
  ///
  /// Statements may select, read columns, call functions (not load_extension) and use recursive
  /// queries; the rest fails with `authorization` before it runs, table-valued functions such as
  /// json_each and the PRAGMA ones included, because they are made on the spot. In addition the
  /// connection is set to query_only. This cannot be reversed. Combine it with
  /// ``setDeadline(steps:)``.
  package func restrictToReading() throws(SQLiteError) {
    try setQueryOnly(true)
    guard try queryOnly() else {
      throw settingError("query_only", "SQLite does not keep the setting query_only")
    }
    handle.setAuthorizer(readingGuard)
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
}

/// The rule of a connection that is restricted to reading.
///
/// SQLite asks it while it compiles a statement.
final class ReadingGuard {
  /// True while this target runs its own BEGIN or PRAGMA.
  var isLifted = false

  /// Whether it has refused something since this was set to `false`.
  ///
  /// For a forbidden function SQLite reports the same code as for SQL it does not understand.
  var hasRefused = false

  func allows(action: Int32, function: String?) -> Bool {
    let isAllowed =
      switch action {
      case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: true
      case SQLITE_FUNCTION: function != "load_extension"
      default: isLifted
      }
    if !isAllowed { hasRefused = true }
    return isAllowed
  }
}

/// The question that SQLite asks while a statement runs.
final class ProgressCheck {
  /// How many steps there are between two questions: a few microseconds.
  static let interval = 1_000

  let goesOn: () -> Bool

  init(_ goesOn: @escaping () -> Bool) { self.goesOn = goesOn }
}
