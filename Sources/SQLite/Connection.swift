/// One connection to one SQLite database, with every setting that studentdb relies on.
///
/// It belongs to one task: it is not Sendable. Other connections, of this program or of others, may
/// use the same file at the same time; waiting is limited by the busy timeout. The file is closed
/// when the last reference and the last statement are released.
package final class Connection {
  /// What a connection may do with its file.
  package enum Access: Equatable, Sendable {
    case readOnly
    case readWrite

    /// Creates the file, readable and writable only by its owner; it must not exist yet.
    case create
  }

  /// The file's name as given when opened; `nil` for a database in memory.
  package let path: String?

  let handle: DatabaseHandle
  let busyMilliseconds: Int32

  /// Stops the running statement from another task.
  package let interrupter: Interrupter

  var transaction = TransactionState.none
  /// Whether a transaction that writes is running and its COMMIT has not begun.
  var isInterruptible = false
  let readingGuard = ReadingGuard()
  var progressCheck: ProgressCheck?

  let file: DatabaseFile?

  var cache = PageCache.wide

  // The table of packed rows, after its first use.
  var packedRows: PackedRowsLoan?

  // Compiled statements that nobody uses now, kept by their text.
  var compiled: [SQL: KeptStatement] = [:]

  /// Opens the database at `path`.
  ///
  /// Only a regular file with one name is opened; the check comes before SQLite, which would
  /// follow, create or wait. Opening reads the file's header, so a file that is not a database is
  /// detected here. `busyTimeout` is the time that a statement waits for the lock of another
  /// connection; tests use a shorter one.
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
    for kept in compiled.values { kept.handle.finalize() }
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

  /// Whether a transaction is open.
  package var isInTransaction: Bool { handle.isInTransaction }

  /// Stops the statement that is running now; nothing happens when none is.
  package func interrupt() { interrupter.interrupt() }

  /// The last error of SQLite; records whether it ended the transaction.
  func failure(_ code: Int32, sql: String?) -> SQLiteError {
    let error = handle.failure(code, sql: sql, path: path)
    noteLostTransaction(error)
    return error
  }
}

extension Connection {
  /// Copies the database as it is now into a new file that only its owner can read.
  ///
  /// Writers wait while it is copied, so the copy is one consistent state. It is complete and on
  /// disk when this returns; after an error there is no file.
  ///
  /// `isThere`: whether the file is there already and empty, for a caller that gives it its name and
  /// removes it; its journal is in memory then.
  ///
  /// - Throws: `exists` when something is at `path`; `misuse` during a transaction of this
  ///   connection that has written; `busy`, `full` and `io` from either file.
  package func backup(to path: String, isThere: Bool = false) throws(SQLiteError) {
    guard !handle.isWriting else {
      throw .misuse("a backup in the middle of a transaction that writes", path: self.path)
    }
    let target = try Connection(opening: path, access: isThere ? .readWrite : .create)
    if isThere { _ = try target.controlRows("PRAGMA journal_mode = MEMORY") { _ in } }
    let code = handle.copyPages(to: target.handle)
    guard code == SQLiteError.success else {
      let error = target.failure(code, sql: nil)
      if !isThere { DatabaseFile.remove(path) }
      throw error
    }
  }
}

extension Connection {
  /// Removes the file of this connection if it is unused.
  ///
  /// No other program can write during the check. If one is writing, if the name now denotes
  /// another file, or if anything fails, the file stays.
  ///
  /// `isUnused`: examines its content.
  ///
  /// - Returns: whether it was removed.
  package func removeFile(where isUnused: (Connection) throws -> Bool) -> Bool {
    guard let file, !isInTransaction else { return false }
    do {
      let other = try Connection(opening: file.path, access: .readWrite, busyTimeout: .zero)
      return try other.withImmediateTransaction {
        // The file of an interrupted act is removed, too.
        other.endInterruption()
        try file.requireUnchanged()
        guard try isUnused(other) else { return false }
        file.remove()
        return true
      }
    } catch {
      // The file stays: an additional file does no harm.
      return false
    }
  }

  /// Whether the name still denotes the file of this connection, so that changes are not lost;
  /// always true for a database in memory.
  package var fileHasItsName: Bool { file?.hasItsName ?? true }
}
