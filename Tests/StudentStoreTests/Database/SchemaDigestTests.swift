import Migrations
import SQLite
import Testing

@testable import StudentStore

/// The digests that every open compares a file with are those of what the migrations make.
@Suite struct SchemaDigestTests {
  @Test(arguments: Migration.all.map(\.version))
  func `the digest of each version is that of its scripts`(version: Int) throws {
    let connection = try Connection.inMemory()
    for migration in Migration.all.prefix(version) { try connection.execute(migration.script) }
    let digest = try StoredSchema.digest(of: connection).hexadecimal
    #expect(
      Migration.schemaDigests.indices.contains(version - 1)
        && Migration.schemaDigests[version - 1] == digest,
      """
      A migration was changed, and the digests in Migrations/SchemaDigests.swift were not.
      Run Scripts/schema-digest --write, which writes that file anew, or paste as number \(version):
          "\(digest)",
      """
    )
  }

  @Test func `there is one digest for each version`() {
    #expect(Migration.schemaDigests.count == Migration.all.count)
  }

  @Test func `the order of the list is no difference, everything else is`() throws {
    let scripts = [
      "CREATE TABLE a (x TEXT) STRICT", "CREATE VIEW b AS SELECT x FROM a",
      "CREATE TABLE c (x TEXT) STRICT",
    ]
    func digest(_ scripts: [String]) throws -> Digest {
      let connection = try Connection.inMemory()
      for script in scripts { try connection.execute(script) }
      return try StoredSchema.digest(of: connection)
    }
    let wanted = try digest(scripts)
    #expect(try digest([scripts[2], scripts[0], scripts[1]]) == wanted)
    #expect(try digest(Array(scripts.prefix(2))) != wanted)
    #expect(try digest(scripts + ["CREATE TABLE d (x)"]) != wanted)
    #expect(
      try digest([scripts[0] + " ", "CREATE VIEW b AS SELECT x  FROM a", scripts[2]]) != wanted
    )
  }

  @Test func `a trigger's definition is taken from its script as SQLite stores it`() throws {
    let connection = try Connection.inMemory()
    for migration in Migration.all { try connection.execute(migration.script) }
    var statement = try connection.prepare(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    )
    let triggers = try statement.map { row in (try row.text(at: 0), try row.text(at: 1)) }
    #expect(!triggers.isEmpty)
    for (name, definition) in triggers { #expect(Migration.trigger(name) == definition) }
    #expect(Migration.trigger("nothing") == nil)
  }
}
