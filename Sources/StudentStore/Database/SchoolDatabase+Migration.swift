package import Migrations
import SQLite

/// The scripts that a program knows, and the digest of the schema after each.
package struct SchemaScripts: Sendable {
  package let migrations: [Migration]
  package let digests: [String]

  package init(_ migrations: [Migration], digests: [String]) {
    self.migrations = migrations
    self.digests = digests
  }

  /// Those that this program ships.
  package static let builtIn = SchemaScripts(Migration.all, digests: Migration.schemaDigests)
}

/// The version of a file, and what brings it up to date.
package struct MigrationPlan: Equatable, Sendable {
  /// The version of the file.
  package let version: Int
  /// The version of this program.
  package let newest: Int
  /// The names of the scripts that are still to run, oldest first.
  package let pending: [String]

  package var isUpToDate: Bool { pending.isEmpty }

  /// The version, or the program's where the file has one that no program wrote.
  var knownVersion: Int { (1...newest).contains(version) ? version : newest }
}

extension SchoolDatabase {
  /// What bringing the file up to date would run; it reads only.
  package func migrationPlan() throws -> MigrationPlan {
    let version = Int(try connection.userVersion())
    return MigrationPlan(
      version: version,
      newest: scripts.migrations.count,
      pending: scripts.migrations.dropFirst(max(0, version)).map(\.name)
    )
  }

  /// Runs the scripts that are new to the file, in one transaction with its trail entry.
  ///
  /// An empty file gets all of them.
  ///
  /// `beforehand`: called when no other program can write any more and nothing is changed yet, for a
  /// backup by another connection; not called if there is nothing to do. What it throws stops the
  /// migration.
  ///
  /// - Throws: `StoreError`, what `beforehand` throws; then the file is as it was.
  package func migrate(context: WorkContext, beforehand: () throws -> Void = {}) throws {
    _ = try write(.migrate, context: context) { act in
      // Another process may have been first; check again now that no other program can write.
      let migrator = Migrator(connection, scripts: scripts)
      let present: Int
      switch try migrator.state() {
      case .current: return
      case .behind(let version): present = version
      case .empty: present = 0
      case .differing(let differences):
        throw StoreError.differentSchema(path: path ?? "memory", differences)
      }
      try beforehand()
      guard let versions = try migrator.migrate(from: present, act: act) else { return }
      for version in versions {
        act.cover(.schemaMigration, row: Int64(version))
      }
      act.note("file_version", .integer(Int64(versions.upperBound)))
    }
  }

  /// Whether the trail has this entry, such as the newest one of another file.
  package func holds(_ head: TrailHead) throws -> Bool {
    try Trail(connection: connection).contains(head)
  }
}
