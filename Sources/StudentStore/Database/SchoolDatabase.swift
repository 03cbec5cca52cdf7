import Migrations
import SQLite

/// An open studentdb file: the school's students, inferences, decisions, and the trail of all
/// changes.
///
/// Every change goes through `write`, which is one transaction and one trail entry.
package final class SchoolDatabase {
  let connection: Connection

  /// The file's path; nil for a database in memory.
  package var path: String? { connection.path }

  /// The differences from the built-in schema, if the file was opened nevertheless.
  package private(set) var differences: [SchemaDifference] = []

  /// The scripts that the program knows; tests have others.
  let scripts: SchemaScripts

  /// The version of SQLite, such as 3.40.1.
  package static var sqliteVersion: String { SQLiteLibrary.version }

  private init(_ connection: Connection, scripts: SchemaScripts = .builtIn) {
    self.connection = connection
    self.scripts = scripts
  }

  /// Opens an existing file.
  ///
  /// - Throws: `SQLiteError` if the file cannot be opened or is not a database, `StoreError` if it
  ///   is foreign, newer, older or altered, or has another schema. Opening never migrates.
  package static func open(
    _ path: String,
    access: DatabaseAccess,
    context: WorkContext,
    scripts: SchemaScripts = .builtIn
  ) throws -> SchoolDatabase {
    let database: SchoolDatabase
    let state: Migrator.State
    do {
      database = SchoolDatabase(
        try Connection(opening: path, access: access.connectionAccess),
        scripts: scripts
      )
      // Until the schema is verified, nothing defined by the file is used.
      try database.connection.allowStoredViewsAndTriggers(false)
      state = try Migrator(database.connection, scripts: scripts).state()
    } catch let error as SQLiteError
      where !access.writes && error.extendedCode == Self.interruptedChange
    {
      // Opening it for writing rolls back the interrupted change; then it can be read.
      _ = try Migrator(try Connection(opening: path, access: .readWrite), scripts: scripts).state()
      return try open(path, access: access, context: context, scripts: scripts)
    }
    if case .differing(let differences) = state {
      guard access.readsDifferingSchema else {
        throw StoreError.differentSchema(path: path, differences)
      }
      do {
        try database.readTablesOnly(path: path)
      } catch  where access == .verification {
        // It lists what cannot be read as a table.
      }
      database.differences = differences
      return database
    }
    try database.connection.allowStoredViewsAndTriggers(true)
    switch state {
    case .current, .differing:
      break
    case .behind(let version) where !access.readsOlderSchema:
      throw StoreError.olderDatabase(
        path: path,
        version: version,
        supported: scripts.migrations.count
      )
    case .behind:
      // What the program asks, it asks of its own views.
      if access == .verification {
        try database.useOwnViews(
          .builtIn(upTo: scripts.migrations.count, of: scripts.migrations)
        )
      }
    case .empty where access != .readWrite:
      throw StoreError.emptyDatabase(path: path)
    case .empty:
      try database.migrate(context: context)
    }
    return database
  }

  /// SQLITE_READONLY_ROLLBACK: a change was interrupted by a crash or a power cut, and a reader
  /// cannot roll it back.
  private static let interruptedChange: Int32 = 776

  /// Opens a second, reading connection to an open file.
  ///
  /// - Parameters:
  ///   - path: A file already opened by `open`; it is checked again.
  ///   - busyTimeout: How long it waits for the lock of another program.
  /// - Returns: The second connection.
  /// - Throws: As `open`.
  package static func reader(
    of path: String,
    busyTimeout: Duration = .seconds(10)
  ) throws -> SchoolDatabase {
    let connection = try Connection(opening: path, access: .readOnly, busyTimeout: busyTimeout)
    if case .differing(let differences) = try Migrator(connection).state() {
      throw StoreError.differentSchema(path: path, differences)
    }
    return SchoolDatabase(connection)
  }

  /// Runs `body` on a second connection to an open file, in a transaction of the same state.
  ///
  /// Nothing is run where the state is another one, or where another program waits to write: it waits for
  /// the first reader, and would keep the second from beginning.
  ///
  /// - Parameters:
  ///   - path: The file, in which the first connection has a transaction.
  ///   - head: The newest entry of the trail as that connection sees it.
  ///   - body: What is run.
  /// - Throws: As `open`, and what `body` throws.
  package static func withSecondReader(
    of path: String,
    at head: TrailHead,
    _ body: (SchoolDatabase) throws -> Void
  ) throws {
    var hasBegun = false
    do {
      let second = try reader(of: path, busyTimeout: .zero)
      try second.read {
        guard try second.head() == head else { return }
        hasBegun = true
        try body(second)
      }
    } catch let error as SQLiteError where error.kind == .busy && !hasBegun {
      return
    }
  }

  /// Creates a new file, readable only by its owner.
  ///
  /// - Throws: `SQLiteError` of kind `exists` if the path exists. After an error no incomplete file
  ///   remains, unless another program already uses it.
  package static func create(
    _ path: String,
    context: WorkContext,
    scripts: SchemaScripts = .builtIn
  ) throws -> SchoolDatabase {
    let database = SchoolDatabase(
      try Connection(opening: path, access: .create),
      scripts: scripts
    )
    do {
      try database.migrate(context: context)
    } catch {
      let isGone = database.removeIfUnused()
      // The creation may have been committed; it is removed with the file.
      if isGone, case StoreError.actFailed(let path, let isFull, let detail, _) = error {
        throw StoreError.actFailed(path: path, isFull: isFull, detail: detail, .nothingKept)
      }
      throw error
    }
    return database
  }

  /// Removes a newly created file if nothing was stored in it.
  ///
  /// It stays if another program has written to it or is writing. A program that has it open and
  /// writes later gets `StoreError.fileGone`, so that nothing is written into a deleted file.
  ///
  /// - Returns: whether it was removed.
  @discardableResult
  package func removeIfUnused() -> Bool {
    connection.removeFile { connection in
      switch try Migrator(connection).state() {
      case .empty: true
      case .behind, .differing: false
      // The first entry records the creation.
      case .current: try Trail(connection: connection).head().sequence <= 1
      }
    }
  }

  /// A database in memory, for tests and dry runs.
  package static func inMemory(context: WorkContext) throws -> SchoolDatabase {
    let database = SchoolDatabase(try Connection.inMemory())
    try database.migrate(context: context)
    return database
  }

  /// Whether work is committed or only tried.
  package enum Mode: Sendable {
    /// The work is committed.
    case keep
    /// The work is done and rolled back, so that its report can be shown beforehand.
    case dryRun
  }

  /// Performs one act: one IMMEDIATE transaction, ended by one trail entry.
  ///
  /// An act without changes leaves no entry. Every error rolls everything back, except a
  /// `StoreError.actFailed` that says otherwise: after a failed COMMIT, the file is examined. The
  /// anchor of the context is opened before the act, and gets its head after the COMMIT.
  package func write<Result>(
    _ kind: TrailKind,
    context: WorkContext,
    mode: Mode = .keep,
    _ body: (Act) throws -> Result
  ) throws -> Result {
    var outcome: Result?
    var entry: TrailHead?
    var isCommitting = false
    let anchor = try openAnchor(context, mode: mode)
    var time = ""
    do {
      try connection.withImmediateTransaction {
        try check(anchor)
        let act = Act(kind, context: context, time: context.now())
        time = act.time
        let result = try body(act)
        outcome = result
        if !act.isEmpty {
          try KeptCounts(self).update(after: act)
          entry = try Trail(connection: connection).append(act)
        }
        if case .dryRun = mode { throw DryRunEnds() }
        isCommitting = true
      }
      if let path, !connection.fileHasItsName { throw StoreError.fileGone(path: path) }
    } catch is DryRunEnds {
    } catch let error as SQLiteError {
      throw failure(error, kind: kind, entry: isCommitting ? entry : nil)
    }
    guard let outcome else { throw DryRunEnds() }
    // A command that keeps heads may print something.
    context.progress(nil)
    try keep(mode == .keep ? entry : nil, of: kind, time: time, in: anchor)
    return outcome
  }

  /// Asks a running act to be taken back, because the process ends; for the handler of a signal.
  ///
  /// - Returns: whether there is one, so that the process must not end yet.
  package static func endWrites() -> Bool { WriteInterruption.ask() }

  /// Whether the process was asked to end.
  package static var isEnding: Bool { WriteInterruption.isWanted }

  /// Reads from one snapshot, even if others write meanwhile.
  package func read<Result>(_ body: () throws -> Result) throws -> Result {
    try connection.withReadTransaction(body)
  }

  /// The newest trail entry.
  package func head() throws -> TrailHead {
    try Trail(connection: connection).head()
  }
}

/// Thrown inside the transaction of a dry run, so that it is rolled back.
private struct DryRunEnds: Error {}

/// The purpose of opening a database.
package enum DatabaseAccess: Equatable, Sendable {
  /// Reading.
  case readOnly
  /// Reading and writing.
  case readWrite
  /// Reading the tables of a file, whatever its schema.
  case damaged
  /// Like `damaged`, for `verify`, which reports the differences itself.
  case verification
  /// Reading a file of this or an older version, for a query that the user typed.
  case query
  /// Bringing an older file up to date, which is all that may be written to it.
  case migration

  var writes: Bool { self == .readWrite || self == .migration }

  var connectionAccess: Connection.Access { writes ? .readWrite : .readOnly }

  /// Whether a file of an older version is opened as well.
  var readsOlderSchema: Bool {
    switch self {
    case .verification, .query, .migration: true
    case .readOnly, .readWrite, .damaged: false
    }
  }

  /// Whether the tables of a file with another schema are read.
  var readsDifferingSchema: Bool { self == .damaged || self == .verification }
}
