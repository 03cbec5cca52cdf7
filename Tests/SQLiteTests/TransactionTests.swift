import SQLite
import Testing

/// A failure of the body, as opposed to one of SQLite.
struct Refusal: Error, Equatable {}

/// Whole transactions: all of it or none, and the first error is the one that is told.
struct TransactionTests {
  let connection: Connection

  init() throws {
    connection = try .inMemory()
    try connection.execute(
      """
      CREATE TABLE note(text TEXT UNIQUE) STRICT;
      CREATE TABLE reply(
        note TEXT REFERENCES note(text) DEFERRABLE INITIALLY DEFERRED
      ) STRICT;
      """
    )
  }

  @Test func `a body that returns is committed and its result passed on`() throws {
    let result = try connection.withImmediateTransaction {
      #expect(connection.isInTransaction)
      try connection.addNote("a")
      return 7
    }
    #expect(result == 7)
    #expect(!connection.isInTransaction)
    #expect(try connection.notes() == ["a"])
  }

  @Test func `a body that throws is rolled back and its error passed on`() throws {
    #expect(throws: Refusal()) {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        throw Refusal()
      }
    }
    #expect(!connection.isInTransaction)
    #expect(try connection.notes() == [])
  }

  @Test func `a statement that fails ends the transaction with its error`() throws {
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        try connection.addNote("a")
      }
    }
    #expect(error?.kind == .constraint(.unique))
    #expect(try connection.notes() == [])
  }

  @Test func `an error that the body deals with does not end the transaction`() throws {
    try connection.withImmediateTransaction {
      try connection.addNote("a")
      #expect(failure { try connection.addNote("a") }?.kind == .constraint(.unique))
      try connection.addNote("b")
    }
    #expect(try connection.notes() == ["a", "b"])
  }

  @Test func `a COMMIT that fails is rolled back and its error passed on`() throws {
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.run("INSERT INTO reply VALUES('nothing')")
      }
    }
    #expect(error?.kind == .constraint(.foreignKey))
    #expect(error?.sql == "COMMIT")
    #expect(!connection.isInTransaction)
    #expect(try connection.value("SELECT count(*) FROM reply") == .integer(0))
    try connection.withImmediateTransaction { try connection.addNote("next") }
    #expect(try connection.notes() == ["next"])
  }

  @Test func `a transaction inside another is an error and undoes both`() throws {
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        try connection.withImmediateTransaction { try connection.addNote("b") }
      }
    }
    #expect(error?.kind == .misuse)
    #expect(try connection.notes() == [])
    #expect(!connection.isInTransaction)
  }

  @Test func `a refused inner transaction leaves the outer one alone`() throws {
    try connection.withImmediateTransaction {
      try connection.addNote("a")
      #expect(failure { try connection.withReadTransaction {} }?.kind == .misuse)
      #expect(failure { try connection.withImmediateTransaction {} }?.kind == .misuse)
      try connection.addNote("b")
    }
    #expect(try connection.notes() == ["a", "b"])
  }

  @Test func `a transaction begun by hand counts as one`() throws {
    try connection.execute("BEGIN")
    #expect(connection.isInTransaction)
    #expect(failure { try connection.withImmediateTransaction {} }?.kind == .misuse)
    #expect(connection.isInTransaction)
    try connection.execute("ROLLBACK")
  }

  @Test func `a schema script is part of the transaction`() throws {
    #expect(throws: Refusal()) {
      try connection.withImmediateTransaction {
        try connection.execute("CREATE TABLE a(x); DROP TABLE reply; PRAGMA user_version = 7")
        throw Refusal()
      }
    }
    #expect(
      try connection.value("SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table'")
        == .text("note,reply")
    )
    #expect(try connection.userVersion() == 0)
  }

  @Test func `a read transaction returns its result and refuses to write`() throws {
    try connection.addNote("a")
    #expect(try connection.withReadTransaction { try connection.notes() } == ["a"])
    let error = failure {
      try connection.withReadTransaction { try connection.addNote("b") }
    }
    #expect(error?.kind == .readOnly)
    try connection.addNote("c")
    #expect(try connection.notes() == ["a", "c"])
  }

  @Test func `a read transaction whose body throws is over`() throws {
    #expect(throws: Refusal()) { try connection.withReadTransaction { throw Refusal() } }
    #expect(!connection.isInTransaction)
    try connection.addNote("a")
  }

  @Test func `rows can be written while others are read`() throws {
    try connection.addNote("a")
    try connection.addNote("b")
    var query = try connection.prepare("SELECT text FROM note")
    try connection.withImmediateTransaction {
      try query.forEachRow { row in
        try connection.run("INSERT INTO reply VALUES(?)", .text(try row.text(at: 0)))
      }
    }
    #expect(try connection.value("SELECT count(*) FROM reply") == .integer(2))
  }
}
