import CSQLite

/// The state of a transaction of one of the `with…` functions below.
enum TransactionState: Equatable {
  /// None of them is running.
  case none

  /// Its body is running, and SQLite's transaction has to be open.
  case open

  /// SQLite, or a part that failed, ended it early; this is the error that did.
  case lost(SQLiteError)
}

extension Connection {
  /// Runs `body` in a transaction that may write, and commits it.
  ///
  /// The write lock is acquired at the start (IMMEDIATE), so that two writers wait for each other
  /// instead of failing midway. If `body` or the COMMIT throws, everything is rolled back and that
  /// first error is thrown, even if the ROLLBACK fails too.
  ///
  /// Some errors (a full disk, a failed write) make SQLite roll back by itself. From then on every
  /// statement in `body` fails with that error, even if `body` ignored it, because the statement
  /// would otherwise be committed alone.
  ///
  /// - Throws: `busy` when another writer holds the lock longer than the timeout; `misuse` inside
  ///   another transaction.
  package func withImmediateTransaction<T>(_ body: () throws -> T) throws -> T {
    // SQLite would let it begin and complain at the first write.
    guard !handle.isReadOnly else {
      throw SQLiteError(
        .readOnly,
        extendedCode: SQLiteError.readOnlyCode,
        message: "the database was opened for reading only",
        path: path
      )
    }
    var hasBegun = false
    defer { if hasBegun { WriteInterruption.end() } }
    return try inTransaction {
      try beginImmediate()
      WriteInterruption.begin()
      hasBegun = true
      isInterruptible = true
    } body: {
      // For one long statement; between two of them `requireIntactTransaction` asks.
      setProgressCheck { !WriteInterruption.isWanted }
      defer { endInterruption() }
      let result = try body()
      try requireIntactTransaction()
      return result
    }
  }

  /// Lets the transaction be completed even if the process is asked to end.
  func endInterruption() {
    isInterruptible = false
    setProgressCheck(nil)
  }

  /// Runs `body` on a snapshot of the database.
  ///
  /// The state is that of the start, not that of the first query. Writing in `body` fails with
  /// `readOnly`. Writers have to wait with their COMMIT until `body` ends, so it should be short.
  ///
  /// - Throws: what `body` throws; `busy`; `misuse` inside another transaction.
  package func withReadTransaction<T>(_ body: () throws -> T) throws -> T {
    let wasQueryOnly = try queryOnly()
    try setQueryOnly(true)
    // If this fails, writing stays forbidden, which is safe.
    defer { if !wasQueryOnly { try? setQueryOnly(false) } }
    return try inTransaction {
      try control("BEGIN DEFERRED")
    } body: {
      // BEGIN alone takes no lock; reading the version of the schema does.
      _ = try schemaVersion()
      return try body()
    }
  }

  /// Runs `body` as a part of a transaction that cannot be undone separately.
  ///
  /// If `body` throws, the whole transaction is rolled back at once, and all further statements in
  /// it fail, even if the error is ignored. A savepoint would keep a copy of the changed pages,
  /// which for a million rows needs much memory.
  ///
  /// - Throws: what `body` throws; `misuse` outside a transaction.
  package func withUnrecoverablePart<T>(_ body: () throws -> T) throws -> T {
    guard isInTransaction else {
      throw SQLiteError.misuse("a part needs a transaction around it", path: path)
    }
    do {
      let result = try body()
      try requireIntactTransaction()
      return result
    } catch {
      if transaction == .open {
        // After a failed ROLLBACK, closing the connection ends the transaction.
        try? control("ROLLBACK")
        transaction = .lost(.misuse("the transaction was given up when a part failed", path: path))
      }
      throw error
    }
  }

  /// Stops a statement that would run outside the transaction it was meant for.
  func requireIntactTransaction() throws(SQLiteError) {
    switch transaction {
    case .none: return
    case .lost(let cause): throw cause
    case .open:
      guard handle.isInTransaction else {
        throw .misuse("the transaction was ended inside its body", path: path)
      }
      if isInterruptible, WriteInterruption.isWanted { throw interruption }
    }
  }

  /// The error of a transaction that is given up because the process ends.
  private var interruption: SQLiteError {
    SQLiteError(
      .interrupted,
      extendedCode: SQLiteError.interruptedCode,
      message: "the program was asked to end",
      path: path
    )
  }

  /// Remembers the first error after which SQLite's transaction was gone.
  func noteLostTransaction(_ error: SQLiteError) {
    guard transaction == .open, !handle.isInTransaction else { return }
    transaction = .lost(error)
  }

  /// Acquires the write lock, retrying every few milliseconds.
  ///
  /// By default SQLite retries less and less often, in the end every tenth of a second. If others
  /// write continuously, the lock is free only briefly between two transactions, and rare retries
  /// can miss every one of them. Short rounds restart with short pauses; together they wait as long
  /// as one long round.
  private func beginImmediate() throws {
    var left = busyMilliseconds
    defer { handle.setBusyTimeout(milliseconds: busyMilliseconds) }
    while true {
      let round = min(left, Self.roundMilliseconds)
      handle.setBusyTimeout(milliseconds: round)
      do throws(SQLiteError) {
        return try control("BEGIN IMMEDIATE")
      } catch {
        left -= round
        guard error.kind == .busy, left > 0 else { throw error }
      }
    }
  }

  /// SQLite's pauses in one round are of 1, 2, 5 and 10 milliseconds.
  private static let roundMilliseconds: Int32 = 20

  private func inTransaction<T>(
    begin: () throws -> Void,
    body: () throws -> T
  ) throws -> T {
    guard !isInTransaction, transaction == .none else {
      throw SQLiteError.misuse("a transaction inside another one", path: path)
    }
    try begin()
    transaction = .open
    defer {
      transaction = .none
      isInterruptible = false
    }
    do {
      let result = try body()
      try requireIntactTransaction()
      try control("COMMIT")
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  // The error that led here is the one to report, so one of the ROLLBACK is dropped. SQLite ends
  // a transaction at the latest when the connection is closed.
  private func rollBack() {
    transaction = .none
    isInterruptible = false
    guard isInTransaction else { return }
    try? control("ROLLBACK")
  }
}
