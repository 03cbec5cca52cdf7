import SQLite
import Testing

/// Every setting is asked of SQLite here with the words of the PRAGMA or shown by its effect.
struct SettingsTests {
  /// How a connection of studentdb has to be, as SQLite's documentation numbers it.
  private static let expected: [String: SQLiteValue] = [
    "journal_mode": .text("delete"), "synchronous": .integer(3), "busy_timeout": .integer(10_000),
    "foreign_keys": .integer(1), "recursive_triggers": .integer(1), "trusted_schema": .integer(0),
    "cell_size_check": .integer(1), "mmap_size": .integer(0), "temp_store": .integer(2),
    "secure_delete": .integer(1), "cache_size": .integer(-16_384),
  ]

  @Test(arguments: [Connection.Access.create, .readWrite, .readOnly])
  func `a connection to a file has every setting`(access: Connection.Access) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("school.db")
    if access != .create { _ = try folder.database() }
    let connection = try Connection(opening: path, access: access)
    for (name, value) in Self.expected {
      #expect(try connection.value("PRAGMA \(name)") == value, "\(name)")
    }
  }

  @Test func `a database in memory has every setting that applies`() throws {
    let connection = try Connection.inMemory()
    for (name, value) in Self.expected
    where !["journal_mode", "busy_timeout", "mmap_size"].contains(name) {
      #expect(try connection.value("PRAGMA \(name)") == value, "\(name)")
    }
  }

  @Test func `the list of settings names them all and all are kept`() throws {
    let folder = try TemporaryFolder()
    let connection = try Connection(opening: try folder.database(), access: .readWrite)
    let settings = try connection.settings()
    #expect(settings.allSatisfy { $0.isKept })
    let names = Set(settings.map(\.name))
    let switches: Set = [
      "defensive", "double_quoted_strings_ddl", "double_quoted_strings_dml", "load_extension",
      "no_checkpoint_on_close", "attached_databases",
    ]
    #expect(names == Set(Self.expected.keys).union(switches))
  }

  @Test func `a setting that was changed shows in the list`() throws {
    let connection = try Connection.inMemory()
    try connection.execute("PRAGMA foreign_keys = OFF")
    let broken = try connection.settings().filter { !$0.isKept }
    #expect(broken.map(\.name) == ["foreign_keys"])
    #expect(broken.map(\.wanted) == [.integer(1)])
    #expect(broken.map(\.found) == [.integer(0)])
  }

  @Test func `foreign keys are enforced`() throws {
    let connection = try Connection.inMemory()
    try connection.execute("CREATE TABLE a(x PRIMARY KEY); CREATE TABLE b(x REFERENCES a)")
    let error = failure { try connection.run("INSERT INTO b VALUES(1)") }
    #expect(error?.kind == .constraint(.foreignKey))
  }

  @Test func `REPLACE fires the delete triggers`() throws {
    let connection = try Connection.inMemory()
    try connection.execute(
      """
      CREATE TABLE entry(id INTEGER PRIMARY KEY) STRICT;
      CREATE TRIGGER kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'kept'); END;
      INSERT INTO entry VALUES(1);
      """
    )
    let error = failure { try connection.run("INSERT OR REPLACE INTO entry VALUES(1)") }
    #expect(error?.kind == .constraint(.trigger))
  }

  @Test func `the schema cannot be written behind the back of SQL`() throws {
    let connection = try Connection.inMemory()
    try connection.execute("CREATE TABLE a(x); PRAGMA writable_schema = ON")
    let error = failure { try connection.run("UPDATE sqlite_schema SET sql = 'x'") }
    #expect(error?.message == "table sqlite_master may not be modified")
  }

  @Test(arguments: [
    "ATTACH ':memory:' AS other", "ATTACH 'other.db' AS other", "VACUUM INTO 'x.db'",
  ])
  func `no second database can be reached`(statement: String) throws {
    let connection = try Connection.inMemory()
    let error = failure { try connection.execute(statement) }
    #expect(error?.message == "too many attached databases - max 0")
  }

  @Test func `views and triggers of the file can be refused, TEMP views always work`() throws {
    let connection = try Connection.inMemory()
    try connection.execute(
      """
      CREATE TABLE a(x); CREATE TABLE b(x); CREATE VIEW v AS SELECT 1 AS x;
      CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO b VALUES(1); END;
      """
    )
    try connection.allowStoredViewsAndTriggers(false)
    #expect(failure { _ = try connection.value("SELECT x FROM v") }?.message.contains("v") == true)
    try connection.execute("INSERT INTO a VALUES(1); CREATE TEMP VIEW v AS SELECT 2 AS x")
    #expect(try connection.value("SELECT count(*) FROM b") == .integer(0))
    #expect(try connection.value("SELECT x FROM v") == .integer(2))
    try connection.allowStoredViewsAndTriggers(true)
    try connection.execute("INSERT INTO a VALUES(1); DROP VIEW temp.v")
    #expect(try connection.value("SELECT count(*) FROM b") == .integer(1))
    #expect(try connection.value("SELECT x FROM v") == .integer(1))
  }

  @Test func `extensions cannot be loaded`() throws {
    let connection = try Connection.inMemory()
    let error = failure { _ = try connection.value("SELECT load_extension('x')") }
    #expect(error?.message == "not authorized")
  }

  @Test func `the journal cannot be switched off`() throws {
    let folder = try TemporaryFolder()
    let connection = try Connection(opening: try folder.database(), access: .readWrite)
    #expect(try connection.value("PRAGMA journal_mode = OFF") == .text("delete"))
  }

  @Test func `what was erased is gone from the file`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.database()
    let name = "Wilhelmine Hexenhammer"
    do {
      let connection = try Connection(opening: path, access: .readWrite)
      try connection.addNote(name)
      try connection.addNote("someone else")
    }
    #expect(try bytes(of: path).contains(name))
    do {
      let connection = try Connection(opening: path, access: .readWrite)
      try connection.run("DELETE FROM note WHERE text = ?", .text(name))
    }
    #expect(try !bytes(of: path).contains(name))
    #expect(try bytes(of: path).contains("someone else"))
  }
}
