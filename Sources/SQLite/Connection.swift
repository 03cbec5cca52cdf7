/// One connection to one SQLite database, with every setting that studentdb relies on.
///
/// It belongs to one task: it is not Sendable. Other connections, of this program or of others,
/// may use the same file at the same time; who has to wait does so for the busy timeout.
/// The file is closed when the last reference and the last statement are gone.
package final class Connection {
  /// What a connection may do with its file.
  package enum Access: Equatable, Sendable {
    case readOnly
    case readWrite

    /// Makes the file, readable and writable for its owner alone; there must not be one yet.
    case create
  }

  /// The file, as it was named when it was opened; `nil` for a database in memory.
  package let path: String?

  let handle: DatabaseHandle
  let busyMilliseconds: Int32

  /// Stops the running statement from another task.
  package let interrupter: Interrupter

  var transaction = TransactionState.none
  let readingGuard = ReadingGuard()
  var progressCheck: ProgressCheck?

  // Statements that `run` compiled and keeps for the next time, by their text.
  private var compiled: [String: StatementHandle] = [:]

  /// Opens the database at `path`.
  ///
  /// Only a regular file with one name is opened; the check comes before SQLite, which would
  /// follow, create or wait. Opening reads the header of the file, so one that is no database is
  /// found out here. `busyTimeout` is how long a statement waits for the lock of another
  /// connection; tests make it shorter.
  ///
  /// - Throws: `notFound`, `exists`, `permission`, `refusedFile`, `notADatabase`, `busy`,
  ///   `needsRecovery`, or `setting` when SQLite did not keep a setting.
  package convenience init(
    opening path: String,
    access: Access,
    busyTimeout: Duration = .seconds(10)
  ) throws(SQLiteError) {
    let file = try access == .create ? DatabaseFile(creating: path) : DatabaseFile(existing: path)
    do {
      let handle = try DatabaseHandle(opening: file.resolvedPath, writable: access != .readOnly)
      try self.init(handle, file: file, access: access, busyTimeout: busyTimeout)
    } catch {
      if access == .create { file.remove() }
      throw error
    }
  }

  private init(
    _ handle: DatabaseHandle,
    file: DatabaseFile?,
    access: Access,
    busyTimeout: Duration
  ) throws(SQLiteError) {
    self.handle = handle
    path = file?.path
    interrupter = Interrupter(for: handle)
    busyMilliseconds = Int32(clamping: Int64(busyTimeout / .milliseconds(1)))
    // From here on `deinit` closes the handle, also when a check throws.
    try file?.requireUnchanged()
    guard access == .readOnly || !handle.isReadOnly else {
      throw SQLiteError(
        .permission,
        extendedCode: SQLiteError.cannotOpenCode,
        message: "the file is write-protected for this user",
        path: path
      )
    }
    try applySettings()
  }

  deinit {
    interrupter.detach()
    for statement in compiled.values { statement.finalize() }
    handle.close()
  }

  /// A new database in memory, empty, with the same settings as one in a file.
  package static func inMemory() throws(SQLiteError) -> Connection {
    let handle = try DatabaseHandle(opening: ":memory:", writable: true)
    return try Connection(handle, file: nil, access: .readWrite, busyTimeout: .zero)
  }

  /// Compiles exactly one statement.
  ///
  /// - Throws: `syntax` when SQLite does not understand it; `misuse` when there is no statement,
  ///   when text follows that is more than white space and comments, or when it holds a NUL.
  package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    Statement(try compile(sql), of: self)
  }

  /// Runs one statement with its values and throws its rows away.
  ///
  /// The compiled statement is kept for the next call with the same text, without the values.
  package func run(_ sql: String, _ values: SQLiteValue...) throws(SQLiteError) {
    try run(sql, values)
  }

  /// Runs one statement with its values, given as an array, and throws its rows away.
  package func run(_ sql: String, _ values: [SQLiteValue]) throws(SQLiteError) {
    // Taken out of the store while it runs and put back when it ended well.
    let kept =
      if let found = compiled.removeValue(forKey: sql) { found } else { try compile(sql) }
    do throws(SQLiteError) {
      try run(kept, sql: sql, values)
    } catch {
      kept.finalize()
      throw error
    }
    keep(kept, for: sql)
  }

  private func keep(_ statement: StatementHandle, for sql: String) {
    // A program has some dozens of statements of its own. When there are more than that, somebody
    // builds SQL text, and keeping it all would only grow.
    if compiled.count >= 64 {
      for statement in compiled.values { statement.finalize() }
      compiled.removeAll()
    }
    compiled[sql] = statement
  }

  /// Runs a script of any number of statements without parameters and throws rows away.
  ///
  /// Stops at the first error; what went before it stays, unless a transaction is around it.
  ///
  /// - Throws: the error of the failing statement, with its text.
  package func execute(_ script: String) throws(SQLiteError) {
    try requireNoNUL(in: script)
    let bytes = script.utf8.span
    var position = 0
    while position < bytes.count {
      let rest = bytes.extracting(position...)
      let preparation = handle.prepare(rest, persistent: false)
      guard preparation.code == SQLiteError.success else {
        throw failure(preparation.code, sql: String(repairing: rest), preparing: true)
      }
      guard let statement = preparation.statement else { return }
      position += preparation.length
      var run = Statement(statement, of: self)
      guard run.parameterCount == 0 else { throw run.misuse("a script cannot have parameters") }
      try run.run()
    }
  }
}

extension Connection {
  /// The row id that the last INSERT of this connection made; 0 before the first.
  package var lastInsertedRowID: Int64 { handle.lastInsertedRowID }

  /// How many rows the last INSERT, UPDATE or DELETE changed, not counting triggers.
  package var changes: Int { handle.changes }

  /// How many rows were changed since the connection was opened, triggers included.
  package var totalChanges: Int { handle.totalChanges }

  /// Whether a transaction is open, however it was begun.
  package var isInTransaction: Bool { handle.isInTransaction }

  /// Stops the statement that is running now; nothing happens when none is.
  package func interrupt() { interrupter.interrupt() }

  /// The error that SQLite left behind, noting when it cost the transaction.
  func failure(_ code: Int32, sql: String?, preparing: Bool = false) -> SQLiteError {
    let error = handle.failure(code, sql: sql, path: path, preparing: preparing)
    noteLostTransaction(error)
    return error
  }

  private func compile(_ sql: String) throws(SQLiteError) -> StatementHandle {
    try requireNoNUL(in: sql)
    let bytes = sql.utf8.span
    let first = handle.prepare(bytes, persistent: true)
    guard first.code == SQLiteError.success else {
      throw failure(first.code, sql: sql, preparing: true)
    }
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

  private func run(
    _ kept: StatementHandle,
    sql: String,
    _ values: [SQLiteValue]
  ) throws(SQLiteError) {
    var statement = Statement(borrowing: kept, of: self)
    try statement.bind(values)
    try statement.run()
    statement.clearBindings()
  }

  private func requireNoNUL(in sql: String) throws(SQLiteError) {
    guard !sql.utf8.contains(0) else {
      throw .misuse("a NUL character in the SQL", sql: sql, path: path)
    }
  }
}
