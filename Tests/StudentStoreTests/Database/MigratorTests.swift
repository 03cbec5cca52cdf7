import Migrations
import SQLite
import Testing

@testable import StudentStore

@Suite struct MigratorTests {
  private func migrate(
    _ connection: Connection,
    _ migrations: [Migration],
    from version: Int
  ) throws -> ClosedRange<Int>? {
    try connection.withImmediateTransaction {
      let act = Act(.migrate, context: TestSchool.World(seed: 1).context("ada"), time: "t")
      return try Migrator(connection, migrations: migrations).migrate(from: version, act: act)
    }
  }

  @Test func `it runs what is missing and says which`() throws {
    for known in 0...5 {
      let connection = try Connection.inMemory()
      let few = Array(Migration.all.prefix(known))
      #expect(try migrate(connection, few, from: 0) == (known == 0 ? nil : 1...known))
      #expect(
        try migrate(connection, Migration.all, from: known) == (known == 5 ? nil : known + 1...5)
      )
      #expect(try Migrator(connection).state() == .current)
      #expect(try connection.applicationID() == 0x7374_6462)
      #expect(try connection.userVersion() == 5)
      let remembered = try connection.texts(
        "SELECT version || name || script FROM schema_migration ORDER BY version"
      )
      #expect(remembered == Migration.all.map { "\($0.version)\($0.name)\($0.script)" })
    }
  }

  @Test func `a file tells how far it has come`() throws {
    let connection = try Connection.inMemory()
    #expect(try Migrator(connection).state() == .empty)
    for version in 1...4 {
      _ = try migrate(connection, Array(Migration.all.prefix(version)), from: version - 1)
      #expect(try Migrator(connection).state() == .behind(version: version))
    }
  }

  /// Every statement but the last is fine.
  private static let broken = Migration(
    version: 6,
    name: "V0006_broken",
    script: """
      CREATE TABLE birds (name TEXT) STRICT;
      DROP VIEW review_queue;
      CREATE TABLE birds (name TEXT) STRICT;
      """
  )

  @Test func `a migration that fails half-way leaves an empty file empty`() throws {
    let connection = try Connection.inMemory()
    #expect(throws: SQLiteError.self) {
      try migrate(connection, Migration.all + [Self.broken], from: 0)
    }
    #expect(try Migrator(connection).state() == .empty)
    #expect(try connection.schemaTexts().isEmpty)
    #expect(try connection.applicationID() == 0)
    #expect(try connection.userVersion() == 0)
  }

  @Test func `a migration that fails half-way leaves an old file as it was`() throws {
    let school = try TestSchool.whole()
    let before = try school.connection.schemaTexts()
    let head = try school.database.head()
    #expect(throws: SQLiteError.self) {
      try migrate(school.connection, Migration.all + [Self.broken], from: 5)
    }
    #expect(try school.connection.schemaTexts() == before)
    #expect(try school.connection.userVersion() == 5)
    #expect(try school.database.head() == head)
    #expect(try school.database.verify().lines.isEmpty)
  }
}
