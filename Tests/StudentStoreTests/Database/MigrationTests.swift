import Foundation
import Migrations
import SQLite
import Testing

@testable import StudentStore

/// A file of earlier scripts is brought up to date by `migrate` alone, and its trail stays valid.
@Suite struct MigrationTests {
  /// What a later program would know: one script more, which adds a table and a view.
  static let later: SchemaScripts = {
    let sixth = Migration(
      version: 6,
      name: "V0006_birds",
      script: """
        CREATE TABLE bird (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        CREATE VIEW bird_name AS SELECT name FROM bird;
        """
    )
    let migrations = Migration.all + [sixth]
    // The digest is found as Scripts/schema-digest finds it: run the scripts, digest the schema.
    let digest = try? Connection.inMemory().digest(after: migrations)
    return SchemaScripts(migrations, digests: Migration.schemaDigests + [digest ?? ""])
  }()

  private func open(_ file: SchoolFile, _ access: DatabaseAccess) throws -> SchoolDatabase {
    try SchoolDatabase.open(
      file.path,
      access: access,
      context: TestSchool.World(seed: 3).context("ben"),
      scripts: Self.later
    )
  }

  @Test func `a whole school of today is migrated by a later program, and verifies`() throws {
    let file = try SchoolFile()
    let head: TrailHead
    do {
      let school = try TestSchool(path: file.path)
      try school.add((1...50).map { Pupil("Pupil \($0)", .missing, 165) })
      head = try school.database.head()
    }
    for access in [DatabaseAccess.readOnly, .readWrite] {
      #expect(
        throws: StoreError.olderDatabase(path: file.path, version: 5, supported: 6)
      ) { try open(file, access) }
    }
    // Before: it verifies, and a query reads it.
    #expect(try open(file, .verification).verify().lines.isEmpty)
    let answer = try open(file, .query).answer(
      TypedQuery("SELECT count(*) FROM active_student", rows: 1, bytes: 1_000)
    ) { true }
    #expect(answer.rows == [[.integer(50)]])

    let database = try open(file, .migration)
    #expect(try database.migrationPlan().pending == ["V0006_birds"])
    var calls = 0
    try database.migrate(context: TestSchool.World(seed: 4).context("ben")) {
      calls += 1
      // A second connection still sees the file as it was.
      let other = try open(file, .verification)
      let (version, seen) = (try other.migrationPlan().version, try other.head())
      #expect(version == 5)
      #expect(seen == head)
    }
    #expect(calls == 1)
    let migrated = try open(file, .readWrite)
    #expect(try migrated.verify().lines.isEmpty)
    #expect(try migrated.holds(head))
    #expect(try migrated.head().sequence == head.sequence + 1)
    let newest = try #require(try migrated.log(LogFilter()).first)
    #expect(newest.kind == "migrate")
    #expect(newest.actor == "ben")
    #expect(newest.body.rows.map(\.key) == [6])
    // And once more changes nothing.
    try migrated.migrate(context: TestSchool.World(seed: 4).context("ben")) { calls += 1 }
    #expect(calls == 1)
    #expect(try migrated.head().sequence == head.sequence + 1)
    // The program of today refuses it.
    #expect(try file.refusal() == .newerDatabase(path: file.path, version: 6, supported: 5))
  }

  @Test func `a migration whose backup fails leaves the file as it was`() throws {
    struct NoBackup: Error {}
    let file = try SchoolFile()
    try file.make(upTo: 4)
    let before = try Data(contentsOf: URL(fileURLWithPath: file.path))
    #expect(throws: NoBackup.self) {
      try file.open(.migration).migrate(context: TestSchool.World(seed: 4).context("ben")) {
        throw NoBackup()
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)) == before)
  }

  @Test func `a file of four scripts is brought up, and the trail says so`() throws {
    let file = try SchoolFile()
    try file.make(upTo: 4)
    #expect(try file.open(.verification).verify().lines.isEmpty)
    try file.open(.migration).migrate(context: TestSchool.World(seed: 4).context("ben"))
    let database = try file.open()
    #expect(try database.verify().lines.isEmpty)
    let entries = try database.log(LogFilter())
    #expect(entries.map(\.kind) == ["migrate", "migrate"])
    #expect(entries.first?.body.rows.map(\.key) == [5])
    #expect(try database.connection.schemaTexts() == TestSchool().connection.schemaTexts())
  }

  @Test func `what was changed behind the trail of an older file is found before it is migrated`()
    throws
  {
    let file = try SchoolFile()
    try file.make(upTo: 4)
    let connection = try Connection(opening: file.path, access: .readWrite)
    try connection.execute(
      """
      DROP TRIGGER trail_no_update; UPDATE trail SET actor = 'Eve';
      """
    )
    #expect(try file.open(.verification).verify().lines.count >= 2)
    #expect(throws: StoreError.self) { try file.open(.migration) }
  }
}

extension Connection {
  fileprivate func digest(after migrations: [Migration]) throws -> String {
    for migration in migrations { try execute(migration.script) }
    return try StoredSchema.digest(of: self).hexadecimal
  }
}
