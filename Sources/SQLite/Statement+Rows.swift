extension Statement {
  /// Runs the statement to its end and discards its rows.
  ///
  /// - Throws: the error of SQLite; `misuse` when a parameter has no value.
  package mutating func run() throws(SQLiteError) {
    try start()
    defer { handle.reset() }
    while try step() {}
  }

  /// Gives all parameters their values and runs the statement to its end.
  package mutating func run(_ values: SQLiteValue...) throws(SQLiteError) {
    try bind(values)
    try run()
  }

  /// Gives `body` every row in turn.
  ///
  /// A row lives for one call of `body`. Whatever `body` throws ends the loop and is passed on.
  package mutating func forEachRow(_ body: (borrowing Row) throws -> Void) throws {
    try start()
    defer { handle.reset() }
    // After the first step, which may compile the statement anew for another schema.
    guard try step() else { return }
    let row = Row(of: handle, path: connection.path, names: columnNames())
    repeat { try body(row) } while try step()
  }

  /// Binds all values, then gives `body` every row in turn.
  package mutating func forEachRow(
    binding values: SQLiteValue...,
    body: (borrowing Row) throws -> Void
  ) throws {
    try bind(values)
    try forEachRow(body)
  }

  /// What `body` makes of the first row, or `nil` when there is none; further rows are not read.
  package mutating func first<T>(_ body: (borrowing Row) throws -> T) throws -> T? {
    try start()
    defer { handle.reset() }
    guard try step() else { return nil }
    return try body(Row(of: handle, path: connection.path, names: columnNames()))
  }

  /// Binds all values, then returns what `body` makes of the first row.
  package mutating func first<T>(
    binding values: SQLiteValue...,
    body: (borrowing Row) throws -> T
  ) throws -> T? {
    try bind(values)
    return try first(body)
  }

  /// What `body` makes of every row, in order.
  package mutating func map<T>(_ body: (borrowing Row) throws -> T) throws -> [T] {
    var results: [T] = []
    try forEachRow { row in results.append(try body(row)) }
    return results
  }

  /// Binds all values, then returns what `body` makes of every row.
  package mutating func map<T>(
    binding values: SQLiteValue...,
    body: (borrowing Row) throws -> T
  ) throws -> [T] {
    try bind(values)
    return try map(body)
  }

  /// `forEach` for the statements of this target, whose bodies throw only its errors.
  mutating func forEachControlRow(
    _ body: (borrowing Row) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    defer { handle.reset() }
    guard try step() else { return }
    let row = Row(of: handle, path: connection.path, names: columnNames())
    repeat { try body(row) } while try step()
  }

  private mutating func columnNames() -> ColumnNames {
    if let names { return names }
    let new = ColumnNames()
    names = new
    return new
  }

  private func start() throws(SQLiteError) {
    guard bound.missing == 0 else {
      throw misuse("\(bound.missing) of \(parameterCount) parameters have no value")
    }
    try connection.requireIntactTransaction()
  }

  private func step() throws(SQLiteError) -> Bool {
    let code = handle.step()
    if code == SQLiteError.row { return true }
    guard code == SQLiteError.done else { throw connection.failure(code, sql: sql) }
    return false
  }
}
