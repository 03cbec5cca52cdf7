import Migrations
import SQLite

/// Brings a file to the newest layout, and refuses one that is not what it says.
struct Migrator {
  /// "stdb" in ASCII: how a studentdb file is told from another program's database.
  static let applicationID: Int32 = 0x7374_6462

  let connection: Connection
  let migrations: [Migration]

  init(_ connection: Connection, migrations: [Migration] = Migration.all) {
    self.connection = connection
    self.migrations = migrations
  }

  /// What a file turns out to be.
  enum State: Equatable {
    /// Nothing in it yet.
    case empty
    /// The newest layout, with the scripts that this program ships.
    case current
    /// An older layout, with scripts that this program ships.
    case behind(version: Int)
    /// The schema is not what the scripts of its version make.
    case differing([SchemaDifference])
  }

  /// Looks at the file without changing it.
  ///
  /// The schema comes first, and nothing is read through a view: only what it says tells whether
  /// something of the file itself would be executed.
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
    if try StoredSchema.digest(of: connection).hexadecimal != Migration.schemaDigests[version - 1] {
      let differences = try SchemaCheck(connection, version: version).differences
      // A file of another build says so in its scripts, where they can be read.
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

  /// Runs the scripts that the file has not seen, and remembers their text.
  ///
  /// - Precondition: called inside a transaction, with the version that `state` gave.
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
