import SQLite
import Testing

/// The restriction for SQL that a person typed in.
struct ReadingGuardTests {
  let folder: TemporaryFolder
  let connection: Connection

  init() throws {
    folder = try TemporaryFolder()
    connection = try Connection(opening: try folder.database(), access: .readWrite)
    try connection.addNote("a")
    try connection.execute("CREATE VIEW upper_note AS SELECT upper(text) AS text FROM note")
    try connection.restrictToReading()
  }

  @Test(arguments: [
    "SELECT text FROM note", "SELECT text FROM upper_note", "SELECT name FROM sqlite_schema",
    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 3) SELECT n FROM c",
    "SELECT count(*), group_concat(text) OVER (ORDER BY text) FROM note", "VALUES(1)",
    "EXPLAIN SELECT text FROM note", "SELECT value FROM json_each('[1,2]')",
    "SELECT key FROM json_tree('[[1]]') WHERE '[7]' ->> 0 = 7",
    "SELECT count(*) FILTER (WHERE text LIKE 'a%' OR text GLOB 'b*') FROM note",
    "SELECT round(avg(n), 1) FROM (SELECT row_number() OVER () AS n FROM note)",
  ])
  func `queries run`(sql: String) throws {
    var query = try connection.prepare(SQL(typed: sql))
    try query.run()
  }

  @Test(arguments: [
    "INSERT INTO note VALUES('b')", "UPDATE note SET text = 'b'", "DELETE FROM note",
    "REPLACE INTO note VALUES('a')", "INSERT INTO note VALUES('b') RETURNING text",
    "CREATE TABLE t(a)", "CREATE TEMP TABLE t(a)", "DROP TABLE note",
    "ALTER TABLE note RENAME TO x", "CREATE INDEX i ON note(text)",
    "CREATE TRIGGER t AFTER INSERT ON note BEGIN SELECT 1; END", "CREATE VIEW v AS SELECT 1",
    "CREATE VIRTUAL TABLE t USING fts5(a)", "REINDEX note", "ANALYZE",
    "ATTACH ':memory:' AS other", "DETACH main", "VACUUM INTO 'copy.db'",
    "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT s", "RELEASE s",
    "PRAGMA query_only = OFF", "PRAGMA user_version = 7", "PRAGMA journal_mode = WAL",
    "PRAGMA table_info(note)", "SELECT name FROM pragma_table_info('note')",
    "SELECT load_extension('x')", "SELECT LOAD_EXTENSION('x')",
    "SELECT fts3_tokenizer('simple')", "SELECT rtreedepth(x'00')", "SELECT last_insert_rowid()",
    "SELECT sqlite_compileoption_get(1)", "SELECT pageno FROM dbstat",
    "SELECT sql FROM sqlite_stmt",
    "SELECT 1 FROM pragma_user_version", "SELECT text FROM note WHERE fts5_source_id() = 1",
    "WITH x AS (SELECT 1) INSERT INTO note SELECT 'b' FROM x",
    "INSERT INTO note SELECT value FROM json_each('[1]')", "EXPLAIN INSERT INTO note VALUES('b')",
    "EXPLAIN DELETE FROM note", "PRAGMA hard_heap_limit = 0", "PRAGMA writable_schema = ON",
  ])
  func `everything else is refused`(sql: String) throws {
    let error = failure {
      var statement = try connection.prepare(SQL(typed: sql))
      try statement.run()
    }
    #expect(error?.kind == .authorization)
    #expect(try connection.notes() == ["a"])
    #expect(folder.names == ["school.db"])
  }

  @Test(arguments: [
    ("PRAGMA user_version", "PRAGMA user_version"), ("ATTACH 'x' AS y", "ATTACH or DETACH"),
    ("SELECT load_extension('x')", "the function load_extension"), ("DELETE FROM note", "DELETE"),
    ("BEGIN", "BEGIN"),
  ])
  func `the error names what was refused`(sql: String, what: String) throws {
    #expect(failure { _ = try connection.prepare(typed: sql) }?.message == what)
  }

  @Test func `typed SQL needs the restriction`() throws {
    let other = try Connection.inMemory()
    #expect(failure { _ = try other.prepare(typed: "SELECT 1") }?.kind == .misuse)
  }

  @Test func `SQLite names the place of a mistake`() throws {
    #expect(
      failure { _ = try connection.prepare(typed: "SELECT 1,\n  nosuch FROM note") }?.offset == 12
    )
    #expect(failure { _ = try connection.prepare(typed: "SELECT (") }?.offset == nil)
  }

  @Test func `VACUUM changes nothing`() throws {
    // SQLite does not ask about it; being query_only stops it.
    #expect(failure { try connection.run("VACUUM") } != nil)
  }

  @Test func `the program's own reading goes on`() throws {
    #expect(try connection.withReadTransaction { try connection.notes() } == ["a"])
    #expect(try connection.integrityMessages() == [])
    #expect(try connection.settings().allSatisfy { $0.isKept })
    #expect(try connection.userVersion() == 0)
    // And afterwards the restriction is as it was.
    #expect(failure { try connection.run("BEGIN") }?.kind == .authorization)
    #expect(failure { try connection.addNote("b") }?.kind == .authorization)
    #expect(try connection.value("SELECT 1") == .integer(1))
  }

  @Test func `the program cannot write by another way`() throws {
    #expect(failure { try connection.setUserVersion(7) }?.kind == .readOnly)
    #expect(failure { try connection.setApplicationID(7) }?.kind == .readOnly)
    let error = failure {
      try connection.withImmediateTransaction { try connection.addNote("b") }
    }
    #expect(error?.kind == .readOnly)
    #expect(try connection.userVersion() == 0)
    #expect(failure { try connection.execute("SELECT 1; SELECT nothing()") }?.kind == .syntax)
  }

  @Test func `a statement from before the restriction is refused too`() throws {
    let other = try Connection.inMemory()
    try other.execute("CREATE TABLE t(a)")
    var insert = try other.prepare("INSERT INTO t VALUES(1)")
    try insert.run()
    try other.restrictToReading()
    #expect(failure { try insert.run() }?.kind == .authorization)
    #expect(try other.value("SELECT count(*) FROM t") == .integer(1))
  }

  @Test func `a query cannot build a value beyond the limit`() throws {
    connection.limitLength(toBytes: 100_000)
    #expect(failure { _ = try connection.value("SELECT zeroblob(100001)") }?.kind == .tooBig)
    #expect(try connection.value("SELECT length(zeroblob(99000))") == .integer(99_000))
  }
}
