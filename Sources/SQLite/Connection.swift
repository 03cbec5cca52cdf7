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

  let file: DatabaseFile?

  var cache = PageCache.wide

  // The table of packed rows, once it was asked for.
  var packedRows: PackedRowsLoan?

  // Statements that `run` compiled and keeps for the next time, by their text.
  var compiled: [SQL: StatementHandle] = [:]

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
    self.file = file
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
  func failure(_ code: Int32, sql: String?) -> SQLiteError {
    let error = handle.failure(code, sql: sql, path: path)
    noteLostTransaction(error)
    return error
  }
}
