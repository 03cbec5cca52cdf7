import SQLite
import Testing

/// Statements: their life, their parameters and their runs.
///
/// That a statement has one owner in one task was seen by compiling these lines with Swift 6.3.1;
/// each is refused:
///
///     let copy = statement; try statement.run()
///     // error: 'statement' used after consume
///     Task { try statement.run() }
///     // error: passing closure as a 'sending' parameter risks causing data races
struct StatementTests {
  let connection: Connection

  init() throws {
    connection = try .inMemory()
    try connection.execute("CREATE TABLE note(text TEXT UNIQUE) STRICT")
  }

  @Test func `a statement outlives the variable of its connection`() throws {
    func orphan() throws -> Statement {
      let connection = try Connection.inMemory()
      try connection.execute("CREATE TABLE t(a); INSERT INTO t VALUES(7)")
      return try connection.prepare("SELECT a FROM t")
    }
    var statement = try orphan()
    #expect(try statement.map { row in try row.integer(at: 0) } == [7])
  }

  @Test func `a statement tells its text, parameters and columns`() throws {
    let sql = "SELECT text AS \"the text\", ?3 FROM note WHERE text = ?1"
    let statement = try connection.prepare(SQL(typed: sql))
    #expect(statement.sql == sql)
    #expect(statement.parameterCount == 3)
    #expect(statement.columnCount == 2)
    #expect(statement.columnName(at: 0) == "the text")
    #expect(statement.isReadOnly == true)
    let insert = try connection.prepare("INSERT INTO note VALUES('x')")
    #expect(insert.columnCount == 0)
    #expect(insert.isReadOnly == false)
  }

  @Test(arguments: [0, 1, 3])
  func `a wrong count of values is an error`(count: Int) throws {
    var statement = try connection.prepare("SELECT ?, ?")
    let error = failure { try statement.bind(Array(repeating: .null, count: count)) }
    #expect(error?.kind == .misuse)
    #expect(error?.message == "\(count) values for 2 parameters")
  }

  @Test func `a parameter without value is an error and not NULL`() throws {
    var statement = try connection.prepare("SELECT ?, ?")
    try statement.bind(1, at: 2)
    #expect(failure { try statement.run() }?.message == "1 of 2 parameters have no value")
    #expect(failure { try statement.forEachRow { _ in } }?.kind == .misuse)
    #expect(failure { _ = try statement.first { _ in 0 } }?.kind == .misuse)
    try statement.bindNull(at: 1)
    try statement.run()
  }

  @Test(arguments: [-1, 0, 3, Int.max])
  func `a parameter that the statement does not have is an error`(index: Int) throws {
    var statement = try connection.prepare("SELECT ?, ?")
    #expect(failure { try statement.bind(1, at: index) }?.kind == .misuse)
    #expect(failure { try statement.bind("x", at: index) }?.kind == .misuse)
    #expect(failure { try statement.bind(1.5, at: index) }?.kind == .misuse)
    #expect(failure { try statement.bind(blob: [1], at: index) }?.kind == .misuse)
    #expect(failure { try statement.bindNull(at: index) }?.kind == .misuse)
  }

  @Test func `values stay from run to run until they are cleared`() throws {
    var statement = try connection.prepare("SELECT ?")
    try statement.bind(7, at: 1)
    #expect(try statement.map { row in try row.integer(at: 0) } == [7])
    #expect(try statement.map { row in try row.integer(at: 0) } == [7])
    statement.clearBindings()
    #expect(failure { try statement.run() }?.kind == .misuse)
  }

  @Test func `nil binds NULL`() throws {
    var statement = try connection.prepare("SELECT ?, ?, ?, ?")
    try statement.bind(nil as Int64?, at: 1)
    try statement.bind(nil as Double?, at: 2)
    try statement.bind(nil as String?, at: 3)
    try statement.bind(blob: nil as [UInt8]?, at: 4)
    let nulls = try statement.first { row in (0..<4).map { row.isNull(at: $0) } }
    #expect(nulls == [true, true, true, true])
  }

  @Test func `a statement works again after an error`() throws {
    var insert = try connection.prepare("INSERT INTO note(text) VALUES(?)")
    try insert.run(.text("a"))
    #expect(failure { try insert.run(.text("a")) }?.kind == .constraint(.unique))
    try insert.run(.text("b"))
    #expect(try connection.notes() == ["a", "b"])
  }

  @Test func `a loop that is left early leaves no lock and starts again`() throws {
    struct Stop: Error {}
    try connection.addNote("a")
    try connection.addNote("b")
    var query = try connection.prepare("SELECT text FROM note ORDER BY text")
    var seen: [String] = []
    #expect(throws: Stop.self) {
      try query.forEachRow { row in
        seen.append(try row.text(at: 0))
        throw Stop()
      }
    }
    #expect(seen == ["a"])
    // A statement that is still running would make this fail as `locked`.
    try connection.execute("DROP TABLE note; CREATE TABLE note(text TEXT)")
    #expect(try query.map { row in try row.text(at: 0) } == [])
  }

  @Test func `the first row is read and the rest is not`() throws {
    var query = try connection.prepare("SELECT 1 UNION ALL SELECT 2")
    #expect(try query.first { row in try row.integer(at: 0) } == 1)
    var none = try connection.prepare("SELECT 1 WHERE ? = 2")
    #expect(try none.first(binding: .integer(1)) { row in try row.integer(at: 0) } == nil)
    #expect(try none.first(binding: .integer(2)) { row in try row.integer(at: 0) } == 1)
  }

  @Test func `values can be bound where the rows are read`() throws {
    var query = try connection.prepare("SELECT ? + ?")
    #expect(try query.map(binding: .integer(2), .integer(3)) { try $0.integer(at: 0) } == [5])
    var sum: Int64 = 0
    try query.forEachRow(binding: .integer(3), .integer(4)) { row in sum += try row.integer(at: 0) }
    #expect(sum == 7)
    #expect(failure { _ = try query.map(binding: .integer(2)) { _ in 0 } }?.kind == .misuse)
  }

  @Test func `RETURNING rows are all written though they are thrown away`() throws {
    try connection.run("INSERT INTO note VALUES('a'), ('b'), ('c') RETURNING text")
    #expect(try connection.notes() == ["a", "b", "c"])
  }

  @Test func `a statement follows a change of the schema`() throws {
    var query = try connection.prepare("SELECT * FROM note")
    try query.run()
    try connection.execute(
      "ALTER TABLE note ADD COLUMN mark TEXT; INSERT INTO note VALUES('a', 'b')"
    )
    #expect(try query.map { row in try row.text(at: row.columnCount - 1) } == ["b"])
    try connection.execute("DROP TABLE note")
    #expect(failure { try query.run() } != nil)
  }
}
