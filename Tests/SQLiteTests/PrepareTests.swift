import SQLite
import Testing

/// What counts as one statement, and what scripts may hold.
struct PrepareTests {
  let connection: Connection

  init() throws { connection = try .inMemory() }

  @Test(arguments: [
    "SELECT 1", "SELECT 1;", " \n SELECT 1 ; \n\t ", "SELECT 1; -- done",
    "/* a */ SELECT 1 /* b */;;",
    "SELECT ';'",
  ])
  func `one statement with white space and comments is one statement`(sql: String) throws {
    var statement = try connection.prepare(SQL(typed: sql))
    try statement.run()
  }

  @Test(arguments: [
    "SELECT 1; SELECT 2", "SELECT 1; x", "SELECT 1;;; SELECT 2", "SELECT 1; 'open", "SELECT 1; )",
  ])
  func `text after the statement is an error`(sql: String) throws {
    let error = failure { _ = try connection.prepare(SQL(typed: sql)) }
    #expect(error?.kind == .misuse)
    #expect(error?.message == "text follows the first statement")
    #expect(error?.sql == sql)
    #expect(failure { try connection.run(SQL(typed: sql)) } == error)
  }

  @Test(arguments: ["", " ", ";", "-- nothing", "/* nothing */"])
  func `no statement is an error`(sql: String) {
    #expect(failure { _ = try connection.prepare(SQL(typed: sql)) }?.kind == .misuse)
  }

  @Test func `a NUL character in the SQL is an error`() {
    let sql = "SELECT 1\0; DROP TABLE x"
    #expect(failure { _ = try connection.prepare(SQL(typed: sql)) }?.kind == .misuse)
    #expect(failure { try connection.execute(sql) }?.kind == .misuse)
  }

  @Test(arguments: ["SELEC 1", "SELECT 'open", "SELECT a FROM nowhere", "SELECT nothing()"])
  func `wrong SQL is a syntax error with the statement`(sql: String) {
    let error = failure { _ = try connection.prepare(SQL(typed: sql)) }
    #expect(error?.kind == .syntax)
    #expect(error?.sql == sql)
  }

  @Test func `double quotes do not make a string`() throws {
    try connection.execute("CREATE TABLE t(name TEXT)")
    let error = failure { _ = try connection.prepare("SELECT name FROM t WHERE name = \"nmae\"") }
    #expect(error?.message == "no such column: nmae")
  }

  @Test func `a script runs all its statements, triggers included`() throws {
    try connection.execute(
      """
      -- a table and its trigger; the semicolons inside belong to the trigger
      CREATE TABLE t(a INTEGER) STRICT;
      CREATE TRIGGER twice AFTER INSERT ON t WHEN new.a < 2 BEGIN
        INSERT INTO t VALUES(new.a + 1);
        INSERT INTO t VALUES(new.a + 2);
      END;
      INSERT INTO t VALUES(0); /* öäü */
      SELECT a FROM t;
      -- the end
      """
    )
    #expect(
      try connection.value("SELECT group_concat(a) FROM (SELECT a FROM t ORDER BY a)")
        == .text("0,1,2,2,3")
    )
  }

  @Test(arguments: ["", "  ", "-- only a comment", ";;;"])
  func `an empty script does nothing`(script: String) throws { try connection.execute(script) }

  @Test func `a script stops at its first error and names the statement`() throws {
    let error = failure {
      try connection.execute("CREATE TABLE a(x); INSERT INTO b VALUES(1); CREATE TABLE c(x)")
    }
    #expect(error?.message == "no such table: b")
    #expect(error?.sql?.hasPrefix("INSERT INTO b") == true)
    #expect(try connection.value("SELECT group_concat(name) FROM sqlite_schema") == .text("a"))
  }

  @Test func `a script names the statement that fails while it runs`() throws {
    let error = failure {
      try connection.execute("CREATE TABLE a(x UNIQUE); INSERT INTO a VALUES(1), (1); SELECT 1")
    }
    #expect(error?.kind == .constraint(.unique))
    #expect(error?.sql == "INSERT INTO a VALUES(1), (1);")
  }

  @Test func `a script with parameters is an error`() {
    #expect(failure { try connection.execute("SELECT ?") }?.kind == .misuse)
  }

  @Test func `many different texts can be run one after the other`() throws {
    try connection.execute("CREATE TABLE t(a)")
    for number in 1...200 { try connection.run(SQL(typed: "INSERT INTO t VALUES(\(number))")) }
    for _ in 1...3 { try connection.run("INSERT INTO t VALUES(?)", .integer(0)) }
    #expect(try connection.value("SELECT count(*) FROM t") == .integer(203))
    // A kept statement that still ran, or was not finalized, would keep the table locked.
    try connection.execute("DROP TABLE t")
  }

  @Test func `a kept statement does not remember its values`() throws {
    try connection.execute("CREATE TABLE t(a)")
    try connection.run("INSERT INTO t VALUES(?)", .text("Nina"))
    #expect(failure { try connection.run("INSERT INTO t VALUES(?)") }?.kind == .misuse)
    #expect(try connection.value("SELECT count(*) FROM t") == .integer(1))
  }

  @Test func `the connection counts rows`() throws {
    try connection.execute("CREATE TABLE t(a)")
    try connection.run("INSERT INTO t VALUES(1), (2), (3)")
    #expect(connection.changes == 3)
    #expect(connection.lastInsertedRowID == 3)
    try connection.run("DELETE FROM t WHERE a > ?", .integer(1))
    #expect(connection.changes == 2)
    #expect(connection.totalChanges == 5)
  }
}
