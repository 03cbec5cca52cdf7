import Migrations
import SQLite

/// Migrates a file to the newest schema, and refuses an altered one.
struct Migrator {
  /// "stdb" in ASCII: identifies a studentdb file among SQLite databases.
  static let applicationID: Int32 = 0x7374_6462

  let connection: Connection
  let migrations: [Migration]
  /// The digest of the schema after each script.
  let digests: [String]

  init(_ connection: Connection, scripts: SchemaScripts = .builtIn) {
    self.init(connection, migrations: scripts.migrations, digests: scripts.digests)
  }

  init(
    _ connection: Connection,
    migrations: [Migration],
    digests: [String] = Migration.schemaDigests
  ) {
    self.connection = connection
    self.migrations = migrations
    self.digests = digests
  }

  /// The state of a file.
  enum State: Equatable {
    /// Empty.
    case empty
    /// The newest schema, with this program's scripts.
    case current
    /// An older schema, with this program's scripts.
    case behind(version: Int)
    /// The schema differs from the scripts of its version.
    case differing([SchemaDifference])
  }

  /// Examines the file without changing it.
  ///
  /// The schema is checked first, and no view is used: only then is it known whether reading would
  /// execute something defined by the file.
  ///
  /// - Throws: `StoreError` for a foreign, newer or altered file.
  func state() throws -> State {
    let path = connection.path ?? "memory"
    let application = try connection.applicationID()
    let version = Int(try connection.userVersion())
    if application == 0, version == 0,
      try connection.count("SELECT count(*) FROM sqlite_schema") == 0
    {
      return .empty
    }
    guard application == Self.applicationID else { throw StoreError.foreignDatabase(path: path) }
    guard version <= migrations.count else {
      throw StoreError.newerDatabase(path: path, version: version, supported: migrations.count)
    }
    guard version >= 1 else {
      throw StoreError.alteredMigration(path: path, version: version, detail: "it has no version")
    }
    if try StoredSchema.digest(of: connection).hexadecimal != digests[version - 1] {
      let differences = try SchemaCheck(connection, version: version, migrations).differences
      // A file of another build is recognised by its scripts, if they can be read.
      if !differences.contains(where: { $0.name == Self.scripts }) {
        try compareScripts(upTo: version, path: path)
      }
      return .differing(differences)
    }
    try compareScripts(upTo: version, path: path)
    return version == migrations.count ? .current : .behind(version: version)
  }

  /// The table of the scripts.
  private static let scripts = "schema_migration"

  /// Runs the scripts that are new to the file, and stores their text.
  ///
  /// - Precondition: called inside a transaction, with the version from `state`.
  /// - Returns: the versions that were run.
  func migrate(from version: Int, act: Act) throws -> ClosedRange<Int>? {
    guard version < migrations.count else { return nil }
    for migration in migrations[version...] {
      try connection.execute(migration.script)
      try connection.insert(
        into: .schemaMigration,
        [
          "version": .integer(Int64(migration.version)), "name": .text(migration.name),
          "script": .text(migration.script), "applied_at": .text(act.time),
          "program_version": .text(act.context.programVersion),
        ]
      )
    }
    try connection.setApplicationID(Self.applicationID)
    try connection.setUserVersion(Int32(migrations.count))
    return version + 1...migrations.count
  }

  private func compareScripts(upTo version: Int, path: String) throws {
    var statement = try connection.prepare(
      "SELECT version, name, script FROM schema_migration ORDER BY version"
    )
    var expected = 1
    try statement.forEachRow { row in
      let number = Int(try row.integer("version"))
      guard number == expected, number <= migrations.count else {
        throw StoreError.alteredMigration(path: path, version: number, detail: "out of order")
      }
      let migration = migrations[number - 1]
      let name = try row.text("name")
      guard name == migration.name else {
        throw StoreError.alteredMigration(
          path: path,
          version: number,
          detail: "it is called \(name), not \(migration.name)"
        )
      }
      guard try row.text("script") == migration.script else {
        throw StoreError.alteredMigration(
          path: path,
          version: number,
          detail: "its text differs"
        )
      }
      expected += 1
    }
    guard expected == version + 1 else {
      throw StoreError.alteredMigration(
        path: path,
        version: expected,
        detail: "the file does not remember it"
      )
    }
  }
}
