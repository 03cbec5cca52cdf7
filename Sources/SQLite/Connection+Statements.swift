extension Connection {
  /// Compiles exactly one statement, or takes one with the same text that was used before.
  ///
  /// - Throws: `syntax` when SQLite does not understand it; `misuse` when there is no statement,
  ///   when text follows that is more than white space and comments, or when it holds a NUL.
  package func prepare(_ sql: SQL) throws(SQLiteError) -> Statement {
    if let kept = compiled.removeValue(forKey: sql) { return Statement(kept, for: sql, of: self) }
    return Statement(KeptStatement(handle: try compile(sql.text)), for: sql, of: self)
  }

  /// Runs one statement with its values and discards its rows.
  package func run(_ sql: SQL, _ values: SQLiteValue...) throws(SQLiteError) {
    try run(sql, values)
  }

  /// Runs one statement with its values, given as an array, and discards its rows.
  package func run(_ sql: SQL, _ values: [SQLiteValue]) throws(SQLiteError) {
    var statement = try prepare(sql)
    try statement.bind(values)
    try statement.run()
  }

  /// Runs a script of any number of statements without parameters and discards rows.
  ///
  /// Stops at the first error; earlier statements stay effective unless in a transaction.
  ///
  /// - Throws: the error of the failing statement, with its text.
  package func execute(_ script: String) throws(SQLiteError) {
    try requireNoNUL(in: script)
    let bytes = script.utf8.span
    var position = 0
    while position < bytes.count {
      let rest = bytes.extracting(position...)
      let preparation = try compile(rest, persistent: false)
      guard let statement = preparation.statement else { return }
      position += preparation.length
      var run = Statement(statement, of: self)
      guard run.parameterCount == 0 else { throw run.misuse("a script cannot have parameters") }
      try run.run()
    }
  }
}

extension Connection {
  /// Compiles the first statement of a script, or throws why that is not possible.
  private func compile(
    _ script: borrowing Span<UInt8>,
    persistent: Bool
  ) throws(SQLiteError) -> DatabaseHandle.Preparation {
    readingGuard.refused = nil
    let preparation = handle.prepare(script, persistent: persistent)
    guard preparation.code != SQLiteError.success else { return preparation }
    let error = handle.failure(
      preparation.code,
      sql: String(repairing: script),
      path: path,
      doing: readingGuard.refused.map { .refusedCompiling($0) } ?? .compiling
    )
    noteLostTransaction(error)
    throw error
  }

  func compile(_ sql: String) throws(SQLiteError) -> StatementHandle {
    try requireNoNUL(in: sql)
    let bytes = sql.utf8.span
    let first = try compile(bytes, persistent: true)
    guard let statement = first.statement else {
      throw .misuse("there is no statement in the SQL", sql: sql, path: path)
    }
    // White space and comments compile to nothing, without an error.
    let rest = handle.prepare(bytes.extracting(first.length...), persistent: false)
    guard rest.statement == nil, rest.code == SQLiteError.success else {
      rest.statement?.finalize()
      statement.finalize()
      throw .misuse("text follows the first statement", sql: sql, path: path)
    }
    return statement
  }

  private func requireNoNUL(in sql: String) throws(SQLiteError) {
    guard !sql.utf8.contains(0) else {
      throw .misuse("a NUL character in the SQL", sql: sql, path: path)
    }
  }

  /// Keeps a statement for its next use, without its values and reset, so that it holds no lock.
  func keep(_ statement: KeptStatement, for sql: SQL) {
    statement.handle.reset()
    statement.handle.clearBindings()
    // Of two that were used at the same time, one is enough.
    guard compiled[sql] == nil else { return statement.handle.finalize() }
    // A program frequently runs some dozens of statements.
    if compiled.count >= Self.mostKept {
      for kept in compiled.values { kept.handle.finalize() }
      compiled.removeAll()
    }
    compiled[sql] = statement
  }

  private static let mostKept = 128
}
