import Migrations
import SQLite

/// One studentdb file, open: the school's students, what was inferred about them, what people
/// decided, and the trail of it all.
///
/// Every change goes through `write`, which is one transaction and one trail entry.
package final class SchoolDatabase {
  let connection: Connection

  /// The file's path; nil for a database in memory.
  package var path: String? { connection.path }

  /// How the schema differs from the built-in one, where the file was opened all the same.
  package private(set) var differences: [SchemaDifference] = []

  private init(_ connection: Connection) {
    self.connection = connection
  }

  /// Opens a file that is there.
  ///
  /// - Throws: `SQLiteError` where the file cannot be opened or is no database, `StoreError` where
  ///   it is foreign, newer or altered, or its schema is not the built-in one.
  package static func open(
    _ path: String,
    access: DatabaseAccess,
    context: WorkContext
  ) throws -> SchoolDatabase {
    let database: SchoolDatabase
    let state: Migrator.State
    do {
      database = SchoolDatabase(try Connection(opening: path, access: access.connectionAccess))
      // Until it is known to be the built-in one, nothing that the file defines is used.
      try database.connection.allowStoredViewsAndTriggers(false)
      state = try Migrator(database.connection).state()
    } catch let error as SQLiteError
      where access != .readWrite && error.extendedCode == Self.interruptedChange
    {
      // Opening it for writing takes back what the crash left half done; then it can be read.
      _ = try Migrator(try Connection(opening: path, access: .readWrite)).state()
      return try open(path, access: access, context: context)
    }
    if case .differing(let differences) = state {
      guard access.readsDifferingSchema else {
        throw StoreError.differentSchema(path: path, differences)
      }
      if access == .damaged { try database.readTablesOnly(path: path) }
      database.differences = differences
      return database
    }
    try database.connection.allowStoredViewsAndTriggers(true)
    switch state {
    case .current, .differing:
      break
    case .behind(let version) where access != .readWrite:
      throw StoreError.olderDatabase(
        path: path,
        version: version,
        supported: Migration.all.count
      )
    case .behind:
      try database.migrate(context: context)
    case .empty where access != .readWrite:
      throw StoreError.emptyDatabase(path: path)
    case .empty:
      try database.migrate(context: context)
    }
    return database
  }

  /// SQLITE_READONLY_ROLLBACK: a change was interrupted, by a crash or a power cut, and a reader may
  /// not take it back.
  private static let interruptedChange: Int32 = 776

  /// Opens a file once more, for reading beside the connection that has it open already.
  ///
  /// - Parameter path: A file that `open` has found to be in order, which is asked again.
  /// - Returns: The second connection.
  /// - Throws: As `open`.
  package static func reader(of path: String) throws -> SchoolDatabase {
    let connection = try Connection(opening: path, access: .readOnly)
    if case .differing(let differences) = try Migrator(connection).state() {
      throw StoreError.differentSchema(path: path, differences)
    }
    return SchoolDatabase(connection)
  }

  /// Makes a new file, readable by its owner only.
  ///
  /// - Throws: `SQLiteError` of kind `exists` where something is there already. Whatever is thrown,
  ///   no half-made file is left, but for one that another program uses by now.
  package static func create(_ path: String, context: WorkContext) throws -> SchoolDatabase {
    let database = SchoolDatabase(try Connection(opening: path, access: .create))
    do {
      try database.migrate(context: context)
    } catch {
      let isGone = database.removeIfUnused()
      // The making itself may have been kept; with the file it is gone again.
      if isGone, case StoreError.actFailed(let path, let isFull, let detail, _) = error {
        throw StoreError.actFailed(path: path, isFull: isFull, detail: detail, .nothingKept)
      }
      throw error
    }
    return database
  }

  /// Removes the file of whoever made it, where nothing came into it.
  ///
  /// It stays where another program has put something in, or is about to; one who had it open and
  /// writes afterwards gets `StoreError.fileGone`, so that nothing is written into a file without a
  /// name.
  ///
  /// - Returns: whether it is gone.
  @discardableResult
  package func removeIfUnused() -> Bool {
    connection.removeFile { connection in
      switch try Migrator(connection).state() {
      case .empty: true
      case .behind, .differing: false
      // The first entry is that of the making.
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

  private func migrate(context: WorkContext) throws {
    _ = try write(.migrate, context: context) { act in
      // Another process may have been first; look again now that no other program can write.
      let migrator = Migrator(connection)
      let present: Int
      switch try migrator.state() {
      case .current: return
      case .behind(let version): present = version
      case .empty: present = 0
      case .differing(let differences):
        throw StoreError.differentSchema(path: path ?? "memory", differences)
      }
      guard let versions = try migrator.migrate(from: present, act: act) else { return }
      for version in versions {
        act.cover(.schemaMigration, row: Int64(version))
      }
      act.note("file_version", .integer(Int64(versions.upperBound)))
    }
  }

  /// Whether a piece of work is kept or only tried.
  package enum Mode: Sendable {
    /// The work is committed.
    case keep
    /// The work is done and then taken back, so that its report can be shown beforehand.
    case dryRun
  }

  /// Does one act: one IMMEDIATE transaction, closed by one trail entry.
  ///
  /// An act that covers nothing leaves no entry. Whatever is thrown takes everything back, but for
  /// a `StoreError.actFailed` that says otherwise: when COMMIT fails, what became of it is looked up.
  package func write<Result>(
    _ kind: TrailKind,
    context: WorkContext,
    mode: Mode = .keep,
    _ body: (Act) throws -> Result
  ) throws -> Result {
    var outcome: Result?
    var entry: TrailHead?
    var isCommitting = false
    do {
      try connection.withImmediateTransaction {
        let act = Act(kind, context: context, time: context.now())
        let result = try body(act)
        outcome = result
        if !act.isEmpty { entry = try Trail(connection: connection).append(act) }
        if case .dryRun = mode { throw DryRunEnds() }
        isCommitting = true
      }
      if let path, !connection.fileHasItsName { throw StoreError.fileGone(path: path) }
    } catch is DryRunEnds {
    } catch let error as SQLiteError {
      throw failure(error, kind: kind, entry: isCommitting ? entry : nil)
    }
    guard let outcome else { throw DryRunEnds() }
    return outcome
  }

  /// Reads as of one moment, whatever others write meanwhile.
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

/// What a database is opened for.
package enum DatabaseAccess: Equatable, Sendable {
  /// Looking only.
  case readOnly
  /// Looking and writing.
  case readWrite
  /// Looking only, at the tables of a file whether or not its schema is the built-in one.
  case damaged
  /// As `damaged`, for `verify`, which says itself what differs.
  case verification

  var connectionAccess: Connection.Access { self == .readWrite ? .readWrite : .readOnly }

  /// Whether a file with another schema is read all the same, its tables alone.
  var readsDifferingSchema: Bool { self == .damaged || self == .verification }
}
